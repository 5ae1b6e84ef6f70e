import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CallToReviewView, ReviewFormView } from '../../wire/quality-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { CallExplained } from '../supervisor/call-page.tsx'
import { useWords } from '../words/words-context.tsx'
import { nameFor } from './name-for.ts'
import styles from './quality.module.css'

type Answer = number | boolean | string | null
type Question = ReviewFormView['questions'][number]

interface ReviewFormProps {
  readonly call: CallToReviewView
  readonly forms: readonly ReviewFormView[]
  readonly reviewed: () => void
}

/** The form beside the call as it went: its events, what was shown and what was written. */
export function ReviewForm({ call, forms, reviewed }: ReviewFormProps) {
  const { ask } = useSession()
  const { words, language } = useWords()
  const say = words.quality
  const [formId, setFormId] = useState(forms[0]?.id ?? '')
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})
  const [comment, setComment] = useState('')
  const form = forms.find(({ id }) => id === formId)
  const save = useErrand(async () => {
    const { callId, accountId } = call
    await ask('addReview', { body: { callId, accountId, formId, answers, comment } })
    reviewed()
  })
  if (!form) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.run()
  }
  return (
    <div className={styles.beside}>
      <form className={styles.form} onSubmit={submit} aria-label={say.review}>
        {forms.length > 1 && (
          <NativeSelect
            label={say.form}
            value={formId}
            onChange={({ currentTarget }) => {
              setFormId(currentTarget.value)
              setAnswers({})
            }}
            data={forms.map(({ id, name }) => ({ value: id, label: nameFor(name, language) ?? id }))}
          />
        )}
        {form.questions.map((question) => (
          <QuestionField
            key={question.id}
            question={question}
            answer={answers[question.id] ?? null}
            say={(answer) => setAnswers((before) => ({ ...before, [question.id]: answer }))}
          />
        ))}
        <Textarea
          label={say.comment}
          value={comment}
          autosize
          minRows={2}
          maxLength={4000}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <RefusalNote refused={save.refused} />
        <Button type="submit" loading={save.running}>
          {say.save}
        </Button>
      </form>
      <section className={styles.call} aria-label={words.explain.heading}>
        <CallExplained id={call.callId} />
      </section>
    </div>
  )
}

interface FieldProps {
  readonly question: Question
  readonly answer: Answer
  readonly say: (answer: Answer) => void
}

/** Left open, a question does not apply and counts neither way. */
function QuestionField({ question, answer, say }: FieldProps) {
  const { words, language } = useWords()
  const label = nameFor(question.name, language) ?? question.id
  if (question.kind === 'text') {
    return (
      <Textarea
        label={label}
        value={typeof answer === 'string' ? answer : ''}
        autosize
        maxLength={4000}
        onChange={({ currentTarget }) => say(currentTarget.value === '' ? null : currentTarget.value)}
      />
    )
  }
  const choices: readonly (readonly [value: string, label: string, means: Answer])[] =
    question.kind === 'yes-no'
      ? [
          ['yes', words.quality.yes, true],
          ['no', words.quality.no, false],
        ]
      : Array.from({ length: question.most + 1 }, (_, n) => [String(n), String(n), n] as const)
  const chosen = choices.find(([, , means]) => means === answer)?.[0] ?? ''
  return (
    <NativeSelect
      label={label}
      value={chosen}
      onChange={({ currentTarget }) =>
        say(choices.find(([value]) => value === currentTarget.value)?.[2] ?? null)
      }
      data={[
        { value: '', label: words.quality.open },
        ...choices.map(([value, name]) => ({ value, label: name })),
      ]}
    />
  )
}

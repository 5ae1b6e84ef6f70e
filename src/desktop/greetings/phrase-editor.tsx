import { Button, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { GreetingArgument, GreetingPhrase } from '../../wire/greeting-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { textDirection } from '../words/text-direction.ts'
import { useWords } from '../words/words-context.tsx'
import { ArgumentChips } from './argument-chips.tsx'
import { FaultList } from './fault-list.tsx'
import { GreetingPreview } from './greeting-preview.tsx'
import styles from './greetings.module.css'
import { PhraseVersions } from './phrase-versions.tsx'
import { usePreview } from './preview.ts'

interface PhraseEditorProps {
  readonly phrase: GreetingPhrase
  readonly lawful: readonly GreetingArgument[]
  /** What was typed and not saved; null where nothing was. */
  readonly draft: string | null
  readonly onType: (text: string) => void
  readonly onSaved: (phrase: GreetingPhrase) => void
  readonly again: () => void
}

/** One text: written, checked while it is typed, tried on callers, saved or given back. */
export function PhraseEditor({ phrase, lawful, draft, onType, onSaved, again }: PhraseEditorProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.greetings
  const text = draft ?? phrase.text
  const field = useRef<HTMLTextAreaElement>(null)
  const [name, setName] = useState('')
  const [matter, setMatter] = useState(say.matterExample)
  const preview = usePreview({ phrase, lawful, text, name, matter })
  const versions = useAnswer(
    (signal) => ask('readGreetingVersions', { params: keyOf(phrase), signal }),
    [ask, phrase.language, phrase.phrase],
  )
  const done = (changed: GreetingPhrase) => {
    onSaved(changed)
    versions.again()
  }
  const save = useErrand(async () =>
    done(await ask('changeGreeting', { params: keyOf(phrase), body: { text, version: phrase.version } })),
  )
  const giveBack = useErrand(async () =>
    done(await ask('giveBackGreeting', { params: keyOf(phrase), query: { version: phrase.version } })),
  )
  const select = (at: number, until: number) => {
    field.current?.focus()
    field.current?.setSelectionRange(at, until)
  }
  const insert = (argument: string) => {
    const { selectionStart: at = text.length, selectionEnd: until = at } = field.current ?? {}
    onType(`${text.slice(0, at)}{${argument}}${text.slice(until)}`)
    const behind = at + argument.length + 2
    requestAnimationFrame(() => select(behind, behind))
  }
  const maySave = draft !== null && preview.faults.length === 0
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !maySave) return
    event.preventDefault()
    save.run()
  }
  return (
    <section className={styles.editor} aria-label={say.phrases[phrase.phrase]}>
      <h2>{say.phrases[phrase.phrase]}</h2>
      <Textarea
        ref={field}
        label={say.text}
        description={say.textHint}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={1000}
        spellCheck
        lang={phrase.language}
        dir={textDirection(phrase.language)}
        value={text}
        error={preview.faults.length > 0}
        aria-describedby="greeting-faults"
        classNames={{ input: styles.text }}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={saveByKey}
      />
      <FaultList text={text} faults={preview.faults} onGo={select} />
      <ArgumentChips names={lawful} onInsert={insert} />
      <RefusalNote refused={save.refused ?? giveBack.refused} again={again} />
      <div className={styles.actions}>
        <Button disabled={!maySave} loading={save.running} onClick={() => save.run()}>
          {say.save}
        </Button>
        <Button variant="default" disabled={draft === null} onClick={() => onType(phrase.text)}>
          {say.discard}
        </Button>
        <Button
          variant="subtle"
          disabled={!phrase.own}
          loading={giveBack.running}
          onClick={() => giveBack.run()}
        >
          {say.giveBack}
        </Button>
      </div>
      <div className={styles.tryOut}>
        {lawful.includes('name') && (
          <TextInput
            label={say.tryName}
            size="xs"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {lawful.includes('matter') && (
          <TextInput
            label={say.matter}
            size="xs"
            maxLength={200}
            value={matter}
            onChange={(event) => setMatter(event.currentTarget.value)}
          />
        )}
      </div>
      <GreetingPreview language={phrase.language} preview={preview} />
      <PhraseVersions
        language={phrase.language}
        versions={versions.value?.items ?? []}
        onBringBack={(earlier) => onType(earlier ?? phrase.builtIn)}
      />
    </section>
  )
}

function keyOf({ language, phrase }: GreetingPhrase) {
  return { language, phrase }
}

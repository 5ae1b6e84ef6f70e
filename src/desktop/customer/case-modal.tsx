import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CaseChangeOrder, CaseView, RootCause } from '../../wire/case-api.ts'
import type { CaseState } from '../../wire/pop.ts'
import { useClock } from '../clock.ts'
import { atNine, fromField, toField } from '../desk/instant-field.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { departmentName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CaseEntries } from './case-entries.tsx'
import styles from './customer.module.css'

interface CaseModalProps {
  readonly one: CaseView
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** Changes a case, asks another department or puts its answer down. What was not touched stays as it is. */
export function CaseModal({ one, onClose, onChanged }: CaseModalProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [change, setChange] = useState<CaseChangeOrder>({})
  const put = (more: CaseChangeOrder) => setChange((before) => ({ ...before, ...more }))
  const [asked, setAsked] = useState<CaseChangeOrder['escalate']>()
  const [answer, setAnswer] = useState('')
  const save = useErrand(async () => {
    const body = {
      ...change,
      version: one.version,
      ...(asked ? { escalate: asked } : {}),
      ...(answer.trim() === '' ? {} : { answer }),
    }
    await ask('changeCase', { params: { id: one.id }, body })
    onChanged()
    onClose()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.run()
  }
  const waits = one.escalation !== null && one.escalation.answeredAt === null
  return (
    <Modal opened onClose={onClose} title={<bdi>{one.subject}</bdi>} size="lg">
      <form onSubmit={send} className={styles.form}>
        <StandingFields one={one} change={change} put={put} />
        {waits && (
          <Textarea
            label={words.cases.answer}
            autosize
            minRows={2}
            maxLength={4000}
            dir="auto"
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
        )}
        <AskFields asked={asked} setAsked={setAsked} />
        <RefusalNote refused={save.refused} />
        <div className={styles.formEnd}>
          <Button variant="default" onClick={onClose}>
            {words.form.cancel}
          </Button>
          <Button type="submit" loading={save.running}>
            {words.form.save}
          </Button>
        </div>
        <CaseEntries caseId={one.id} />
      </form>
    </Modal>
  )
}

interface StandingFieldsProps {
  readonly one: CaseView
  readonly change: CaseChangeOrder
  readonly put: (more: CaseChangeOrder) => void
}

function StandingFields({ one, change, put }: StandingFieldsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const say = words.cases
  const states = Object.entries(say.states).map(([value, label]) => ({ value, label }))
  const causes = Object.entries(say.causes).map(([value, label]) => ({ value, label }))
  const owners = [
    { value: me.account.id, label: say.ownerMe },
    ...(one.ownerId !== null && one.ownerId !== me.account.id
      ? [{ value: one.ownerId, label: one.ownerName ?? one.ownerId }]
      : []),
  ]
  const departments = me.departments.map(({ id }) => ({ value: id, label: departmentName(me, id, language) }))
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={say.state}
          data={states}
          allowDeselect={false}
          value={change.state ?? one.state}
          onChange={(state) => state && put({ state: state as CaseState })}
        />
        <Select
          label={say.rootCause}
          placeholder={say.rootCauseNone}
          data={causes}
          clearable
          value={change.rootCause === undefined ? one.rootCause : change.rootCause}
          onChange={(rootCause) => put({ rootCause: rootCause as RootCause | null })}
        />
        <Select
          label={say.owner}
          placeholder={say.ownerNobody}
          data={owners}
          clearable
          value={change.ownerId === undefined ? one.ownerId : change.ownerId}
          onChange={(ownerId) => put({ ownerId })}
        />
        <Select
          label={say.department}
          placeholder={say.noDepartment}
          data={departments}
          clearable
          disabled={departments.length === 0}
          value={change.department === undefined ? one.department : change.department}
          onChange={(department) => put({ department })}
        />
      </div>
      <Checkbox
        label={say.complaint}
        checked={change.complaint ?? one.complaintAt !== null}
        onChange={(event) => put({ complaint: event.currentTarget.checked })}
      />
    </>
  )
}

interface AskFieldsProps {
  readonly asked: CaseChangeOrder['escalate']
  readonly setAsked: (asked: CaseChangeOrder['escalate']) => void
}

function AskFields({ asked, setAsked }: AskFieldsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const clock = useClock()
  const say = words.cases
  if (me.departments.length === 0) return null
  const data = me.departments.map(({ id }) => ({ value: id, label: departmentName(me, id, language) }))
  return (
    <>
      <Select
        label={say.escalate}
        data={data}
        clearable
        value={asked?.department ?? null}
        onChange={(department) =>
          setAsked(
            department === null
              ? undefined
              : {
                  department,
                  question: asked?.question ?? '',
                  dueAt: asked?.dueAt ?? atNine(clock.now(), 1),
                },
          )
        }
      />
      {asked && (
        <>
          <Textarea
            label={say.escalateQuestion}
            required
            autosize
            minRows={2}
            maxLength={2000}
            dir="auto"
            value={asked.question}
            onChange={(event) => setAsked({ ...asked, question: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={say.escalateDue}
            required
            value={toField(asked.dueAt)}
            onChange={(event) => {
              const dueAt = fromField(event.currentTarget.value)
              if (dueAt !== null) setAsked({ ...asked, dueAt })
            }}
          />
        </>
      )}
    </>
  )
}

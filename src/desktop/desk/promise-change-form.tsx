import { useState } from 'react'
import type { PromiseView } from '../../wire/promise-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { groupName, groupsOf, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { DueField } from './due-field.tsx'
import styles from './overview.module.css'

interface PromiseChangeProps {
  readonly promise: PromiseView
  readonly way: 'moved' | 'passed-on' | 'released'
  readonly onDone: () => void
}

/** Another date, another owner, or why the customer has let us off; the first field has the keyboard. */
export function PromiseChangeForm({ promise, way, onDone }: PromiseChangeProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [note, setNote] = useState('')
  const [dueAt, setDueAt] = useState<number | null>(null)
  const [whose, setWhose] = useState('')
  const save = useErrand(async () => {
    const params = { id: promise.id }
    if (way === 'moved') {
      await ask('changePromise', { params, body: { kind: 'moved', dueAt: dueAt ?? 0, note: note || null } })
    } else if (way === 'passed-on') {
      await ask('changePromise', { params, body: { kind: 'passed-on', ...ownerOf(whose) } })
    } else await ask('changePromise', { params, body: { kind: 'released', note } })
    onDone()
  })
  const isReady = { moved: dueAt !== null, 'passed-on': whose !== '', released: note.trim() !== '' }[way]
  const say = words.promises
  return (
    <form
      key={way}
      ref={beginTyping}
      className={styles.change}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void save.run()
      }}
    >
      {way === 'moved' && <DueField label={say.newDate} at={dueAt} open={!save.running} choose={setDueAt} />}
      {way === 'passed-on' && (
        <OwnerField value={whose} choose={setWhose} ofDepartment={promise.department} />
      )}
      {way !== 'passed-on' && (
        <input
          className={styles.note}
          dir="auto"
          aria-label={way === 'released' ? say.whyReleased : say.note}
          placeholder={way === 'released' ? say.whyReleased : say.note}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <PushButton type="submit" disabled={!isReady || save.running}>
        {words.promises.save}
      </PushButton>
      <RefusalNote refused={save.refused} />
    </form>
  )
}

/** Another way is another form, with another first field; what was typed stays. */
function beginTyping(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input, select, button')?.focus()
}

const departmentMark = 'department:'

function ownerOf(whose: string): { ownerId: string } | { department: string } {
  return whose.startsWith(departmentMark)
    ? { department: whose.slice(departmentMark.length) }
    : { ownerId: whose }
}

interface OwnerFieldProps {
  readonly value: string
  readonly choose: (whose: string) => void
  /** The department whose it is now: its promise may be taken by whoever sees it. */
  readonly ofDepartment: string | null
}

function OwnerField({ value, choose, ofDepartment }: OwnerFieldProps) {
  const { ask, me } = useSession()
  const { words, language } = useWords()
  const colleagues = useAnswer((signal) => ask('readColleagues', { signal }), [ask])
  return (
    <select
      className={styles.note}
      aria-label={words.promises.toWhom}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{words.promises.toWhom}</option>
      {ofDepartment !== null && <option value={me.account.id}>{words.tasks.mine}</option>}
      {colleagues.value?.items.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {groupsOf(me)
        .filter(({ id }) => id !== ofDepartment)
        .map(({ id }) => (
          <option key={id} value={`${departmentMark}${id}`}>
            {groupName(me, id, language)}
          </option>
        ))}
    </select>
  )
}

import { IconHeartHandshake, IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { DraftPromise, WrapUpDraft } from '../../wire/desk-api.ts'
import { PushButton } from '../frame/push-button.tsx'
import { type Row, useRows } from '../frame/rows.ts'
import { useWords } from '../words/words-context.tsx'
import { DueField } from './due-field.tsx'
import { addPromiseId } from './field-ids.ts'
import { PromiseTerms } from './promise-terms.tsx'
import styles from './wrap-up.module.css'

interface PromiseFieldsProps {
  readonly draft: WrapUpDraft
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

const mostPromises = 10

/** What was promised and until when; none is there until one is begun. */
export function PromiseFields({ draft: { promises }, open, type }: PromiseFieldsProps) {
  const { words } = useWords()
  const begun = useRef(false)
  const add = () => {
    begun.current = true
    const fresh: DraftPromise = { text: '', dueAt: null, channel: 'call', caseId: null, department: null }
    type({ promises: [...promises, fresh] })
  }
  const rows = useRows(promises, (now) => type({ promises: [...now] }))
  return (
    <div className={styles.part}>
      <PushButton
        id={addPromiseId}
        icon={promises.length > 0 ? <IconPlus size={14} /> : <IconHeartHandshake size={14} />}
        disabled={!open || promises.length >= mostPromises}
        onClick={add}
      >
        {words.wrapUp.promise}
      </PushButton>
      {rows.map(({ key, ...row }) => (
        <PromiseLine key={key} {...row} open={open} begun={begun.current && row.one === promises.at(-1)} />
      ))}
    </div>
  )
}

interface PromiseLineProps extends Omit<Row<DraftPromise>, 'key'> {
  readonly open: boolean
  /** The agent has just begun it, so it takes the keyboard. */
  readonly begun: boolean
}

function PromiseLine({ one, open, begun, change, remove }: PromiseLineProps) {
  const { words } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const focusOnce = useRef(begun)
  useEffect(() => {
    if (focusOnce.current) field.current?.focus()
  }, [])
  return (
    <div data-row className={styles.line}>
      <div className={styles.lineHead}>
        <input
          ref={field}
          className={styles.field}
          aria-label={words.wrapUp.promise}
          placeholder={words.wrapUp.promiseHint}
          maxLength={500}
          disabled={!open}
          value={one.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          dir="auto"
        />
        <PushButton
          look="quiet"
          disabled={!open}
          title={words.form.remove}
          aria-label={words.form.remove}
          data-removes
          onClick={(event) => remove(event.currentTarget)}
          icon={<IconX size={14} />}
        />
      </div>
      <DueField
        label={words.wrapUp.promiseDue}
        at={one.dueAt}
        open={open}
        choose={(dueAt) => change({ dueAt })}
      />
      <PromiseTerms one={one} open={open} change={change} />
    </div>
  )
}

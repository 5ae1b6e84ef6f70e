import { Button, Chip, Select, Textarea } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import type { WrapUpDraft } from '../../wire/desk-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { dispositionName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { DraftConflictNote } from './draft-conflict-note.tsx'
import { type DraftForm, unkept } from './draft-state.ts'
import { noteFieldId, wrapUpPlaceId } from './field-ids.ts'
import { FollowUpFields } from './follow-up-fields.tsx'
import styles from './wrap-up.module.css'

/** Above this many a list is quicker to read than buttons. */
const mostChips = 8

/** Closing a call: result, note and what follows. It may be begun while one still speaks; what is typed is kept on the server. */
export function WrapUpForm({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { drafts } = useSession()
  const { callId } = pop
  const form = useSyncExternalStore(drafts.subscribe, () => drafts.read(callId))
  const open = pop.state === 'connected' || pop.state === 'held' || pop.state === 'wrap-up'
  const [asked, setAsked] = useState(false)
  const save = useErrand(() => drafts.save(callId))
  useEffect(() => {
    if (open) drafts.open(callId)
  }, [open, drafts, callId])

  const missing = asked && form.mine.disposition === null
  const send = () => {
    setAsked(true)
    if (open && form.mine.disposition !== null) save.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }
  const type = (change: Partial<WrapUpDraft>) => drafts.type(callId, change)
  return (
    <section id={wrapUpPlaceId} className={styles.wrapUp} data-open={open} data-state={pop.state}>
      <div className={styles.head}>
        <h2>{words.wrapUp.heading}</h2>
        <DraftState form={form} open={open} />
      </div>
      <fieldset
        disabled={!open}
        onKeyDown={onKeyDown}
        onBlur={() => drafts.flush(callId)}
        className={styles.fields}
      >
        <div data-first-row>
          <DispositionField value={form.mine.disposition} missing={missing} type={type} open={open} />
        </div>
        <Textarea
          id={noteFieldId}
          label={words.wrapUp.note}
          placeholder={open ? words.wrapUp.noteHint : ''}
          autosize
          minRows={4}
          maxRows={9}
          maxLength={10_000}
          value={form.mine.note}
          onChange={(event) => type({ note: event.currentTarget.value })}
          dir="auto"
        />
        <FollowUpFields draft={form.mine} type={type} />
        <Button onClick={send} loading={save.running} disabled={!open} fullWidth>
          {words.wrapUp.save}
        </Button>
        <RefusalNote refused={save.refused} />
        <DraftConflictNote callId={callId} conflict={form.conflict} />
      </fieldset>
    </section>
  )
}

function DraftState({ form, open }: { form: DraftForm; open: boolean }) {
  const { words } = useWords()
  return (
    <span className={styles.draftState} data-state={form.state} role="status">
      {open ? sayState(form, words.wrapUp.draft) : words.wrapUp.opensLater}
    </span>
  )
}

function sayState(form: DraftForm, say: ReturnType<typeof useWords>['words']['wrapUp']['draft']): string {
  if (form.state === 'failed') return say.failed
  if (form.state === 'loading') return say.loading
  if (form.state === 'keeping') return say.keeping
  if (unkept(form)) return say.unkept
  return form.version === 0 || form.version === null ? say.empty : say.kept
}

interface DispositionFieldProps {
  readonly value: string | null
  readonly missing: boolean
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

function DispositionField({ value, missing, open, type }: DispositionFieldProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const choices = me.dispositions.map(({ id }) => ({ value: id, label: dispositionName(me, id, language) }))
  if (choices.length > mostChips) {
    return (
      <Select
        label={words.wrapUp.disposition}
        placeholder={words.wrapUp.dispositionHint}
        data={choices}
        value={value}
        disabled={!open}
        searchable
        error={missing ? words.wrapUp.dispositionMissing : null}
        onChange={(disposition) => type({ disposition })}
      />
    )
  }
  return (
    <Labelled label={words.wrapUp.disposition} fault={missing ? words.wrapUp.dispositionMissing : null}>
      <Chip.Group value={value} onChange={(disposition) => type({ disposition })}>
        <div className={styles.chips} role="radiogroup" aria-label={words.wrapUp.disposition}>
          {choices.map((one) => (
            <Chip key={one.value} value={one.value} size="xs" radius="md" disabled={!open}>
              {one.label}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </Labelled>
  )
}

function Labelled({ label, fault, children }: { label: string; fault: string | null; children: ReactNode }) {
  return (
    <div>
      <div className={styles.label}>
        {label}
        {fault && <span role="alert">{fault}</span>}
      </div>
      {children}
    </div>
  )
}

import { type KeyboardEvent, useEffect, useState, useSyncExternalStore } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CaseField } from './case-field.tsx'
import { DispositionField } from './disposition-field.tsx'
import { DraftConflictNote } from './draft-conflict-note.tsx'
import { type DraftChange, type DraftForm, unkept } from './draft-state.ts'
import { wrapUpPlaceId } from './field-ids.ts'
import { FollowUpFields } from './follow-up-fields.tsx'
import { MoodField } from './mood-field.tsx'
import { NoteField } from './note-field.tsx'
import { PromiseFields } from './promise-fields.tsx'
import { suggestCase } from './suggest-wrap-up.ts'
import styles from './wrap-up.module.css'

/** Closing a call: result, note and what follows. It may be begun while one still speaks; what is typed is kept on the server. */
export function WrapUpForm({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { drafts } = useSession()
  const { callId } = pop
  const form = useSyncExternalStore(drafts.subscribe, () => drafts.read(callId))
  const open = pop.state === 'connected' || pop.state === 'held' || pop.state === 'wrap-up'
  const [asked, setAsked] = useState(false)
  const suggested = pop.person && pop.outcome !== 'possible' ? suggestCase(pop) : null
  const save = useErrand(() => drafts.save(callId, suggested))
  useEffect(() => {
    if (open) drafts.open(callId)
  }, [open, drafts, callId])

  const undated = form.mine.promises.some(({ text, dueAt }) => text.trim() !== '' && dueAt === null)
  const missing = asked && form.mine.disposition === null
  const send = () => {
    setAsked(true)
    if (open && form.mine.disposition !== null && !undated) save.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }
  const type = (change: DraftChange) => drafts.type(callId, change)
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
        <DispositionField pop={pop} value={form.mine.disposition} missing={missing} type={type} open={open} />
        <NoteField note={form.mine.note} open={open} type={type} />
        <CaseField pop={pop} draft={form.mine} suggested={suggested} open={open} type={type} />
        <div className={styles.later}>
          <PromiseFields draft={form.mine} open={open} type={type} />
          <FollowUpFields draft={form.mine} open={open} type={type} />
        </div>
        <MoodField callId={callId} value={form.mine.sentiment} open={open} type={type} />
        {asked && undated && (
          <p className={styles.fault} role="alert">
            {words.wrapUp.promiseUndated}
          </p>
        )}
        <PushButton look="main" className={styles.save} onClick={send} busy={save.running} disabled={!open}>
          {words.wrapUp.save}
        </PushButton>
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

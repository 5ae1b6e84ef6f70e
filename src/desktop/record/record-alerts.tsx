import type { AlertView } from '../../wire/alert-api.ts'
import { AlertLine } from '../alerts/alert-line.tsx'
import alerts from '../alerts/alerts.module.css'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

const askEveryMs = 10_000

/** What was raised of the record itself. Auditors have no line to the server, so that it is asked for now and then. */
export function RecordAlerts() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(askEveryMs)
  const open = useAnswer((signal) => ask('readOpenAlerts', { signal }), [ask, now])
  const marking = useErrand(async ({ id, version }: AlertView, assignedTo?: string) => {
    const body = { version, ...(assignedTo === undefined ? {} : { assignedTo }) }
    await ask('markAlert', { params: { id }, body }).finally(open.again)
  })
  const ofTheRecord = (open.value?.items ?? []).filter(({ rule }) => rule === 'record-broken')
  if (ofTheRecord.length === 0) return <RefusalNote refused={open.refused} again={open.again} />
  return (
    <section aria-label={words.alerts.heading}>
      <ul className={alerts.list}>
        {ofTheRecord.map((alert) => (
          <AlertLine key={alert.id} alert={alert} mark={marking.run} />
        ))}
      </ul>
      <RefusalNote refused={marking.refused} />
    </section>
  )
}

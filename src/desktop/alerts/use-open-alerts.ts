import { useCallback } from 'react'
import type { AlertView } from '../../wire/alert-api.ts'
import { useDesk } from '../desk/desk-context.tsx'
import { type Answer, useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'

type Alerts = Answer<{ items: AlertView[] }>

/** What is open, read again whenever the server says that it has changed. */
export function useOpenAlerts(): Alerts & { readonly mark: (alert: AlertView, assignedTo?: string) => void } {
  const { ask } = useSession()
  const { alertsRound, desk } = useDesk()
  const alerts = useAnswer((signal) => ask('readOpenAlerts', { signal }), [ask, alertsRound, desk.link.kind])
  const { again, put, value } = alerts
  const mark = useCallback(
    (alert: AlertView, assignedTo?: string) => {
      const body = { version: alert.version, ...(assignedTo === undefined ? {} : { assignedTo }) }
      ask('markAlert', { params: { id: alert.id }, body }).then(
        (marked) => put({ items: (value?.items ?? []).map((one) => (one.id === marked.id ? marked : one)) }),
        // Somebody else was faster: what stands there now is shown.
        again,
      )
    },
    [ask, again, put, value],
  )
  return { ...alerts, mark }
}

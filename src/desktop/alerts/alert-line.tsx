import { Button } from '@mantine/core'
import type { AlertView } from '../../wire/alert-api.ts'
import { useNow } from '../clock.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './alerts.module.css'
import { useSayAlert } from './use-say-alert.ts'

interface AlertLineProps {
  readonly alert: AlertView
  /** Says that one has seen it, or takes it; absent where it is only read. */
  readonly mark?: (alert: AlertView, assignedTo?: string) => void
}

/** One alert: what it says, of whom, since when, and who has it. */
export function AlertLine({ alert, mark }: AlertLineProps) {
  const { words, spoken } = useWords()
  const { me } = useSession()
  const say = useSayAlert()
  const now = useNow(60_000)
  const isMine = alert.assignedTo?.accountId === me.account.id
  return (
    <li
      className={styles.alert}
      data-severity={alert.severity}
      data-over={alert.overAt !== null || undefined}
    >
      <p className={styles.says}>
        <span className={styles.severity}>{words.alerts.severities[alert.severity]}</span> {say(alert)}
      </p>
      <About alert={alert} />
      <p className={styles.quiet}>
        {alert.overAt === null
          ? words.alerts.since(spoken.ago(alert.raisedAt, now))
          : words.alerts.lasted(
              spoken.moment(alert.raisedAt, now),
              spoken.lasting(alert.overAt - alert.raisedAt),
            )}
        {alert.seenBy !== null && ` · ${words.alerts.seenBy(alert.seenBy)}`}
        {alert.assignedTo !== null && ` · ${words.alerts.has(alert.assignedTo.name)}`}
      </p>
      {mark && alert.overAt === null && (
        <div className={styles.actions}>
          {alert.seenBy === null && (
            <Button size="compact-sm" variant="default" onClick={() => mark(alert)}>
              {words.alerts.seen}
            </Button>
          )}
          {!isMine && (
            <Button size="compact-sm" variant="default" onClick={() => mark(alert, me.account.id)}>
              {words.alerts.take}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

function About({ alert }: { alert: AlertView }) {
  const { words } = useWords()
  if (alert.customerId === null && alert.callId === null && alert.text === '') return null
  return (
    <p className={styles.about}>
      {alert.customerId !== null && (
        <PlaceLink to={{ kind: 'customer', id: alert.customerId }}>
          <bdi>{alert.customerName ?? alert.customerId}</bdi>
        </PlaceLink>
      )}
      {alert.text !== '' && <span dir="auto">{alert.text}</span>}
      {alert.callId !== null && (
        <PlaceLink to={{ kind: 'call', id: alert.callId }}>{words.explain.open}</PlaceLink>
      )}
    </p>
  )
}

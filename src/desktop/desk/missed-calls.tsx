import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** Calls that rang here and nobody answered. `round` changes when the list is worth reading again. */
export function MissedCalls({ round }: { round: string }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const missed = useAnswer((signal) => ask('readMissedCalls', { signal }), [ask, round])
  const items = missed.value?.items
  return (
    <OverviewPanel
      heading={words.overview.missed}
      empty={words.overview.missedNone}
      answer={missed}
      items={items}
    >
      <ul className={styles.list}>
        {items?.map((call) => (
          <li key={call.callId}>
            <div className={styles.entry}>
              <strong>
                <CallParty call={call} />
              </strong>
              <span className={styles.quiet}>
                <time title={spoken.exact(call.offeredAt)}>{spoken.ago(call.offeredAt, now)}</time>
                {call.queue && <bdi> · {call.queue}</bdi>}
              </span>
            </div>
            {call.number && (
              <a className={styles.callBack} href={`tel:${call.number.replace(/[^+\d]/g, '')}`}>
                <IconPhoneOutgoing size={14} aria-hidden />
                {words.overview.callBack}
              </a>
            )}
          </li>
        ))}
      </ul>
    </OverviewPanel>
  )
}

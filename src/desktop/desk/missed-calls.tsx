import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import { useDesk } from './desk-context.tsx'
import { DialButton } from './dial-button.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** Who rang here and was not reached since, each once. `round` changes when the list is worth reading again. */
export function MissedCalls({ round }: { round: string }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const { desk } = useDesk()
  // Somebody may be reached, by whomever, of which this desk is not told.
  const again = useNow(120_000)
  const missed = useAnswer(
    (signal) => ask('readMissedCalls', { signal }),
    [ask, round, desk.missedChanged, again],
  )
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
                {call.times > 1 && ` · ${words.tasks.rang(call.times)}`}
                {call.queue && <bdi> · {call.queue}</bdi>}
              </span>
            </div>
            {call.number && (
              <DialButton
                whom={
                  call.customerId === null
                    ? { number: call.number }
                    : { number: call.number, customerId: call.customerId }
                }
                name={call.customerName ?? call.number}
                label={words.overview.callBack}
              />
            )}
          </li>
        ))}
      </ul>
    </OverviewPanel>
  )
}

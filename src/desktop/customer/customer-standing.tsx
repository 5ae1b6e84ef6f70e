import type { CustomerStandingView } from '../../wire/standing-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import bars from './customer-standing.module.css'

/** How the customer stands with the house, and what made it so: a bar for each signal, as long as its points. */
export function CustomerStanding({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const say = words.standing
  const read = useAnswer(
    (signal) => ask('readStanding', { params: { id: customerId }, signal }),
    [ask, customerId],
  )
  const standing = read.value
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{say.heading}</h2>
      </div>
      <RefusalNote refused={read.refused} again={read.again} />
      {standing && (
        <>
          <p>
            {standing.value === null ? say.unknown : say.value(spoken.count(standing.value))}
            {' · '}
            {say.risks[standing.risk]}
          </p>
          <StandingReasons standing={standing} />
          <p className={styles.quiet}>{say.note}</p>
        </>
      )}
    </section>
  )
}

/** What the house suggests, and each signal that made the standing so. */
export function StandingReasons({ standing }: { standing: CustomerStandingView }) {
  const { words, spoken } = useWords()
  const say = words.standing
  return (
    <>
      {standing.suggestion && (
        <p>
          {say.suggestion} <strong dir="auto">{standing.suggestion}</strong>
        </p>
      )}
      <ul className={bars.bars}>
        {standing.why.map(({ of, kind, points, most, amount }) => (
          <li key={`${of} ${kind}`} data-of={of}>
            <span>{say.kinds[kind as keyof typeof say.kinds] ?? kind}</span>
            <span className={styles.quiet}>
              {say.amount(kind, spoken.count(Math.round(amount * 10) / 10))}
            </span>
            <span className={bars.track} aria-hidden>
              <span style={{ inlineSize: `${Math.min(100, (100 * Math.abs(points)) / (most || 1))}%` }} />
            </span>
            <span className={bars.points}>{say.points(spoken.count(points), spoken.count(most))}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

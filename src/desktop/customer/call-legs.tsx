import type { CallLegsView } from '../../wire/story-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './call-legs.module.css'

/** How a call went, drawn to scale and said: how long the caller waited, who was rung, who spoke and how long. */
export function CallLegs({ legs }: { legs: CallLegsView }) {
  const { words, spoken } = useWords()
  const say = words.timelineOf
  const { arrivedAt, answeredAt, endedAt, offers } = legs
  if (endedAt === null) return null
  const waited = (answeredAt ?? endedAt) - arrivedAt
  const talked = answeredAt === null ? 0 : endedAt - answeredAt
  const parts = [
    say.waited(spoken.lasting(waited)),
    ...offers.map(({ agent, answeredAt: took, closing }) =>
      took === null
        ? `${say.offered(agent)}${closing ? ` (${words.closings[closing as keyof typeof words.closings] ?? closing})` : ''}`
        : say.spoke(agent, spoken.lasting(Math.max(0, endedAt - took))),
    ),
  ]
  return (
    <div className={styles.legs}>
      <span className={styles.bar} aria-hidden>
        <span data-kind="waited" style={{ flexGrow: Math.max(1, waited) }} />
        {talked > 0 && <span data-kind="talked" style={{ flexGrow: talked }} />}
      </span>
      <span className={styles.said}>
        {parts.map((part) => (
          <bdi key={part}>{part}</bdi>
        ))}
      </span>
    </div>
  )
}

import type { WallBoardView } from '../../wire/live-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './wall.module.css'

type Queue = WallBoardView['queues'][number]

/** As many as one column holds in letters that are read from afar, and as two do in smaller ones. */
const inOneColumn = 5
const mostShown = 12

/** Each queue, in the house's order; of more than have room those are left out where least is amiss. */
export function WallQueues({ queues }: { readonly queues: readonly Queue[] }) {
  const { words } = useWords()
  const pressing = new Set(queues.toSorted(byTrouble).slice(0, mostShown))
  const shown = queues.filter((queue) => pressing.has(queue))
  const isMany = shown.length > inOneColumn
  const half = isMany ? Math.ceil(shown.length / 2) : shown.length
  return (
    <div className={styles.queuePlace} data-many={isMany || undefined}>
      <QueueTable queues={shown.slice(0, half)} />
      {isMany && <QueueTable queues={shown.slice(half)} />}
      {queues.length > shown.length && (
        <p className={styles.calmer}>{words.wall.calmer(queues.length - shown.length)}</p>
      )}
    </div>
  )
}

function byTrouble(one: Queue, other: Queue): number {
  return other.waiting - one.waiting || (one.serviceLevel ?? 100) - (other.serviceLevel ?? 100)
}

function QueueTable({ queues }: { readonly queues: readonly Queue[] }) {
  const { words, spoken } = useWords()
  return (
    <table className={styles.queues}>
      <caption className={styles.unseen}>{words.board.queues}</caption>
      <colgroup>
        <col className={styles.queueName} />
        <col className={styles.queueWaiting} />
        <col />
      </colgroup>
      <thead className={styles.unseen}>
        <tr>
          <th scope="col">{words.board.queues}</th>
          <th scope="col">{words.wall.waiting}</th>
          <th scope="col">{words.wall.level}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <tr key={queue.name} data-busy={queue.waiting > 0 || undefined}>
            <th scope="row">
              <bdi>{queue.name}</bdi>
            </th>
            <td>{spoken.count(queue.waiting)}</td>
            <td>{spoken.percent(queue.serviceLevel === null ? null : queue.serviceLevel / 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

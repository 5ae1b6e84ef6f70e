import { Table } from '@mantine/core'
import { useId } from 'react'
import type { ReviewView } from '../../wire/quality-api.ts'
import { useNow } from '../clock.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import styles from './quality.module.css'

interface ListProps {
  readonly items: readonly ReviewView[]
  readonly agents: readonly {
    readonly accountId: string
    readonly agentName: string | null
    readonly reviews: number
    readonly score: number | null
  }[]
}

/** Means of agents, always with how many reviews they are of, and the last reviews. */
export function ReviewList({ items, agents }: ListProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.quality
  const means = useId()
  if (items.length === 0) return <p className={supervisor.quiet}>{say.noReviews}</p>
  return (
    <>
      <h2 className={supervisor.heading} id={means}>
        {say.means}
      </h2>
      <div className={supervisor.tablePlace}>
        <Table verticalSpacing="xs" aria-labelledby={means}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.agent}</Table.Th>
              <Table.Th>{say.score}</Table.Th>
              <Table.Th>{say.reviews}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agents.map(({ accountId, agentName, reviews, score }) => (
              <Table.Tr key={accountId}>
                <Table.Td>
                  <bdi>{agentName ?? accountId}</bdi>
                </Table.Td>
                <Table.Td>{score === null ? say.tooFew : spoken.percent(score / 1000)}</Table.Td>
                <Table.Td>{spoken.count(reviews)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <h2 className={supervisor.heading}>{say.last}</h2>
      <ul className={styles.list}>
        {items.slice(0, 50).map((one) => (
          <li key={one.id}>
            <strong>
              <bdi>{one.agentName ?? one.accountId}</bdi>
            </strong>{' '}
            {one.score !== null && spoken.percent(one.score / 1000)} ·{' '}
            <PlaceLink to={{ kind: 'call', id: one.callId }}>{spoken.moment(one.at, now)}</PlaceLink>
            <span className={styles.quiet}>
              {' '}
              <bdi>{one.reviewerName}</bdi> · {one.seenAt === null ? say.unseen : say.seen}
            </span>
            {one.comment !== '' && <p dir="auto">{one.comment}</p>}
            {one.reply !== null && (
              <p className={styles.reply} dir="auto">
                {one.reply}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

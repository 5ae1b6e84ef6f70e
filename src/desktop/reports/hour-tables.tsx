import type { ReactNode } from 'react'
import type { HourOfCalls } from '../../wire/hour-api.ts'
import { useSession } from '../session.tsx'
import { useReportSpeech } from './report-speech.ts'
import { RowLinks } from './row-links.tsx'
import styles from './tables.module.css'

interface HourTableProps {
  readonly hour: HourOfCalls
  /** By a queue's or an account's id. */
  readonly onSearch: (key: string) => void
}

/** Where the calls of the hour went, and where callers gave up. */
export function HourQueues({ hour, onSearch }: HourTableProps) {
  const { me } = useSession()
  const { said, figures } = useReportSpeech()
  const count = (value: number) => figures.say(value, 'count')
  return (
    <HourTable
      title={said.hour.byQueue}
      heads={[said.hour.queue, said.hour.calls, said.hour.abandoned, said.hour.longest]}
    >
      {hour.queues.map(({ key, name, now, before }) => {
        const known = name ?? me.queues.find(({ id }) => id === key)?.name ?? key
        const shown = key === '' ? said.noGroup.queue : known
        return (
          <tr key={key}>
            <th scope="row">
              <bdi>{shown}</bdi>
            </th>
            <Beside now={count(now.calls)} before={count(before.calls)} />
            <Beside now={count(now.abandoned)} before={count(before.abandoned)} />
            <Beside
              now={figures.say(now.longestWaitMs, 'ms')}
              before={figures.say(before.longestWaitMs, 'ms')}
            />
            <td className={styles.more}>
              <RowLinks
                name={shown}
                onNarrow={undefined}
                onSearch={key === '' ? undefined : () => onSearch(key)}
              />
            </td>
          </tr>
        )
      })}
    </HourTable>
  )
}

/** Who took calls in the hour; whoever did a week before and not now stands here too. */
export function HourAgents({ hour, onSearch }: HourTableProps) {
  const { said, figures } = useReportSpeech()
  const count = (value: number) => figures.say(value, 'count')
  if (hour.agents.length === 0) return <p className={styles.quiet}>{said.hour.agentsNone}</p>
  return (
    <HourTable
      title={said.hour.agents}
      heads={[said.hour.agent, said.hour.answered, said.hour.missed, said.hour.talked]}
    >
      {hour.agents.map(({ accountId, name, now, before }) => (
        <tr key={accountId} data-away={now.taken === 0}>
          <th scope="row">
            <bdi>{name ?? accountId}</bdi>
          </th>
          <Beside now={count(now.taken)} before={count(before.taken)} />
          <Beside now={count(now.missed)} before={count(before.missed)} />
          <Beside
            now={figures.say(now.taken === 0 ? null : now.talkedMs, 'ms')}
            before={figures.say(before.taken === 0 ? null : before.talkedMs, 'ms')}
          />
          <td className={styles.more}>
            <RowLinks
              name={name ?? accountId}
              onNarrow={undefined}
              onSearch={now.taken === 0 ? undefined : () => onSearch(accountId)}
            />
          </td>
        </tr>
      ))}
    </HourTable>
  )
}

interface HeadedProps {
  readonly title: string
  readonly heads: readonly string[]
  readonly children: ReactNode
}

function HourTable({ title, heads, children }: HeadedProps) {
  return (
    <div className={styles.tablePlace}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** A figure, and what it was a week before. */
function Beside({ now, before }: { now: string; before: string }) {
  const { said } = useReportSpeech()
  return (
    <td>
      {now}{' '}
      <small>
        ({said.hour.weekBefore} {before})
      </small>
    </td>
  )
}

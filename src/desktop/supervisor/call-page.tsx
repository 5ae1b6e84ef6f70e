import { Loader, Table } from '@mantine/core'
import type { Explanation } from '../../wire/explain-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { methodName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { DecisionColumn } from './decision-column.tsx'
import { Playback } from './playback.tsx'
import styles from './supervisor.module.css'

/** Why a call was shown as it was: what was heard, the reasons then and by today's rules side by side, and when. */
export function CallPage({ id }: { id: string }) {
  const { words } = useWords()
  return (
    <div className={styles.page} data-wide>
      <PageHeading title={words.explain.heading} intro={<bdi>{id}</bdi>} />
      <CallExplained id={id} />
    </div>
  )
}

/** The same within another page. */
export function CallExplained({ id }: { id: string }) {
  const { ask } = useSession()
  const told = useAnswer((signal) => ask('explainCall', { params: { id }, signal }), [ask, id])
  return (
    <>
      <RefusalNote refused={told.refused} again={told.again} />
      {!told.value && told.asking && <Loader size="sm" />}
      {told.value && <Explained told={told.value} />}
    </>
  )
}

function Explained({ told }: { told: Explanation }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const say = words.explain
  const { named, verification, today, differs } = told
  const moments: [string, number | null][] = [
    [say.arrived, told.arrivedAt],
    [say.answered, told.answeredAt],
    [say.ended, told.endedAt],
  ]
  return (
    <>
      <dl className={styles.moments}>
        {moments.map(([label, at]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{at === null ? words.form.none : spoken.exact(at)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.sideBySide}>
        <section aria-label={say.before}>
          <h2 className={styles.heading}>{say.before}</h2>
          {told.decided.map((one) => (
            <DecisionColumn key={`${one.at} ${one.rule}`} decision={one} />
          ))}
          {named && <p>{say.named(named.name ?? String(named.customerId), named.by)}</p>}
          {verification && (
            <p>{say.verified(methodName(me, verification.method, language), verification.by ?? '')}</p>
          )}
        </section>
        <section aria-label={say.today}>
          <h2 className={styles.heading}>{say.today}</h2>
          {today ? <DecisionColumn decision={today} /> : <p className={styles.quiet}>{say.cannot}</p>}
          {today && (
            <p className={differs.length > 0 ? styles.differs : styles.quiet} role="status">
              {differs.length > 0
                ? say.differs(differs.map((one) => say.differences[one]).join(', '))
                : say.same}
            </p>
          )}
        </section>
      </div>
      <Playback id={told.callId} />
      <Events told={told} />
      <Pops told={told} />
    </>
  )
}

function Events({ told }: { told: Explanation }) {
  const { words, spoken } = useWords()
  const say = words.explain
  return (
    <section>
      <h2 className={styles.heading}>{say.events}</h2>
      {told.events.length === 0 && <p className={styles.quiet}>{say.eventsGone}</p>}
      <ol className={styles.events}>
        {told.events.map((event) => (
          <li key={event.id}>
            <time dateTime={new Date(event.at).toISOString()} title={spoken.exact(event.at)}>
              {spoken.time(event.at)}:{secondsOf(event.at)}
            </time>
            <strong>{say.eventKinds[event.kind] ?? event.kind}</strong>
            <span className={styles.quiet}>{say.late(spoken.count(event.receivedAt - event.at))}</span>
            {Object.entries(event.said).map(([name, value]) => (
              <span key={name}>
                {say.said[name] ?? name} <bdi className={styles.value}>{say.values[value] ?? value}</bdi>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The second and its thousandth, which are the same on every clock. */
function secondsOf(at: number): string {
  return new Date(at).toISOString().slice(17, 23)
}

function Pops({ told }: { told: Explanation }) {
  const { words } = useWords()
  const now = useNow(60_000)
  const say = words.explain
  return (
    <section>
      <h2 className={styles.heading}>{say.pops}</h2>
      {told.pops.length === 0 && <p className={styles.quiet}>{say.popsNone}</p>}
      {told.pops.length > 0 && (
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {[say.agent, say.stored, say.sent, say.painted, say.answered, say.state].map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {told.pops.map((pop) => (
              <PopLine key={pop.agent} pop={pop} now={now} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

function PopLine({ pop, now }: { pop: Explanation['pops'][number]; now: number }) {
  const { words, spoken } = useWords()
  const after = (at: number | null) => {
    if (at === null) return words.form.none
    return `${at < pop.storedAt ? '−' : '+'}${Math.abs(at - pop.storedAt)} ms`
  }
  const state = pop.closing ? words.closings[pop.closing as keyof typeof words.closings] : null
  return (
    <Table.Tr>
      <Table.Td>
        <bdi>{pop.agent}</bdi>
      </Table.Td>
      <Table.Td title={spoken.exact(pop.storedAt)}>{spoken.moment(pop.storedAt, now)}</Table.Td>
      <Table.Td>{after(pop.sentAt)}</Table.Td>
      <Table.Td>{after(pop.renderedAt)}</Table.Td>
      <Table.Td>{after(pop.answeredAt)}</Table.Td>
      <Table.Td>{state ?? words.states[pop.state as keyof typeof words.states] ?? pop.state}</Table.Td>
    </Table.Tr>
  )
}

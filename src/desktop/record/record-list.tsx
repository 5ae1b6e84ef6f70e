import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import type { RecordEntry } from '../../wire/record-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import styles from './record.module.css'
import type { RecordFields } from './record-filters.tsx'
import { sayDetail } from './say-detail.ts'

interface RecordListProps {
  readonly fields: RecordFields
  readonly onCustomer: (id: string) => void
}

/** The rows of one filter, newest first; what was fetched stays while older ones come in below. */
export function RecordList({ fields, onCustomer }: RecordListProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.record
  const [before, setBefore] = useState<number | null>(null)
  const [earlier, setEarlier] = useState<readonly RecordEntry[]>([])
  const page = useAnswer(
    async (signal) => ({
      before,
      ...(await ask('readRecord', { query: queryOf(fields, before), signal })),
    }),
    [ask, before],
  )
  // For a moment the page before is still the newest answer: its rows stand among the earlier ones already.
  const fetched = page.value?.before === before ? page.value.items : []
  const rows = [...earlier, ...fetched]
  const next = page.value?.next ?? null
  const older = () => {
    setEarlier(rows)
    setBefore(next)
  }
  return (
    <section aria-label={say.heading} aria-busy={page.asking}>
      <RefusalNote refused={page.refused} again={page.again} />
      {rows.length > 0 && <RecordTable rows={rows} onCustomer={onCustomer} />}
      {rows.length === 0 && !page.asking && next === null && !page.refused && (
        <p className={supervisor.quiet}>{say.none}</p>
      )}
      {next !== null && (
        <div className={styles.more}>
          <Button variant="default" loading={page.asking} onClick={older}>
            {say.older}
          </Button>
        </div>
      )}
    </section>
  )
}

/** A day ends where the next one begins. */
function queryOf({ accountId, action, customer, from, until }: RecordFields, before: number | null) {
  const midnight = (written: string, days: number): number => {
    const [year = 0, month = 1, day = 1] = written.split('-').map(Number)
    return new Date(year, month - 1, day + days).getTime()
  }
  return {
    ...(accountId && { accountId }),
    ...(action && { action }),
    ...(customer && { customerId: Number(customer) }),
    ...(from && { from: midnight(from, 0) }),
    ...(until && { until: midnight(until, 1) }),
    ...(before !== null && { before }),
  }
}

function RecordTable({
  rows,
  onCustomer,
}: {
  rows: readonly RecordEntry[]
  onCustomer: (id: string) => void
}) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const say = words.record
  return (
    <div className={supervisor.tablePlace}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.time}</Table.Th>
            <Table.Th>{say.who}</Table.Th>
            <Table.Th>{say.what}</Table.Th>
            <Table.Th>{say.whose}</Table.Th>
            <Table.Th>{say.detail}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td className={styles.time}>
                <time dateTime={new Date(row.at).toISOString()} title={spoken.exact(row.at)}>
                  {spoken.moment(row.at, now)}
                </time>
              </Table.Td>
              <Table.Td className={styles.who}>
                <Doer row={row} />
              </Table.Td>
              <Table.Td>{say.actions[row.action] ?? row.action}</Table.Td>
              <Table.Td>
                <Subject subject={row.subject} name={row.subjectName} onCustomer={onCustomer} />
              </Table.Td>
              <Table.Td className={styles.detail} title={row.detail}>
                <bdi>{sayDetail(row, { me, words, spoken, language })}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Doer({ row: { accountId, name, action } }: { row: RecordEntry }) {
  const { words } = useWords()
  const say = words.record
  if (accountId === null) return <span>{action === 'prune-record' ? say.house : say.nobody}</span>
  if (name !== null) return <bdi>{name}</bdi>
  const [, kind, rest] = /^(token|lookup):(.*)$/.exec(accountId) ?? []
  if (kind === undefined) return <bdi>{accountId}</bdi>
  return (
    <bdi>
      {kind === 'token' ? say.program : say.lookup} {rest}
    </bdi>
  )
}

/** A customer leads to all that was done to their data. */
interface SubjectProps {
  readonly subject: string
  readonly name: string | null
  readonly onCustomer: (id: string) => void
}

function Subject({ subject, name, onCustomer }: SubjectProps) {
  const { words } = useWords()
  const colon = subject.indexOf(':')
  const [kind, id] = [subject.slice(0, colon), subject.slice(colon + 1)]
  const said = colon > 0 ? words.record.subjects[kind]?.(id) : undefined
  if (name !== null) return <bdi>{name}</bdi>
  if (said === undefined) {
    return <bdi className={styles.quietSubject}>{words.record.lists[subject] ?? subject}</bdi>
  }
  if (kind !== 'customer') return <bdi>{said}</bdi>
  return (
    <button type="button" className={styles.subject} onClick={() => onCustomer(id)}>
      <bdi>{said}</bdi>
    </button>
  )
}

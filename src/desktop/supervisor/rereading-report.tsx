import { Button, Table } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { RereadingFindingView } from '../../wire/reading-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

/** Numbers that got another key, or can be read no more: as they were written, what they were and what they are. */
export function RereadingReport({ jobId }: { jobId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.rereading
  const [rows, setRows] = useState<readonly RereadingFindingView[]>([])
  const [next, setNext] = useState<number | null>(null)
  const { run, running, refused } = useErrand(async (before: number | null) => {
    const query = { most: 50, ...(before === null ? {} : { before }) }
    const page = await ask('readRereadingFindings', { params: { id: jobId }, query })
    setRows((shown) => (before === null ? page.items : [...shown, ...page.items]))
    setNext(page.next)
  })
  useEffect(() => {
    run(null)
  }, [run])
  return (
    <div className={styles.report}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.raw}</Table.Th>
            <Table.Th>{say.before}</Table.Th>
            <Table.Th>{say.now}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.n}>
              <Table.Td className={styles.value}>
                <bdi>{row.raw}</bdi>
              </Table.Td>
              <Table.Td>{row.oldKey ?? words.form.none}</Table.Td>
              <Table.Td>{row.newKey ?? `${say.unreadable}: ${row.why ?? ''}`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <RefusalNote refused={refused} again={() => run(next)} />
      {next !== null && (
        <Button size="compact-xs" variant="default" loading={running} onClick={() => run(next)}>
          {words.form.loadMore}
        </Button>
      )}
    </div>
  )
}

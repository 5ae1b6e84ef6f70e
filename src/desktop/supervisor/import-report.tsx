import { Button, Table } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Answered } from '../../wire/routes.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

type Refusal = Answered<'readImportRefusals'>['items'][number]

/** The rows of an import that were not taken: where, which column, why, and what stood there. */
export function ImportReport({ jobId }: { jobId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [rows, setRows] = useState<readonly Refusal[]>([])
  const [next, setNext] = useState<number | null>(null)
  const { run, running, refused } = useErrand(async (before: number | null) => {
    const query = { most: 50, ...(before === null ? {} : { before }) }
    const page = await ask('readImportRefusals', { params: { id: jobId }, query })
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
            <Table.Th>{words.imports.line}</Table.Th>
            <Table.Th>{words.imports.field}</Table.Th>
            <Table.Th>{words.imports.reason}</Table.Th>
            <Table.Th>{words.imports.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.line} ${row.field} ${row.reason}`}>
              <Table.Td>{row.line}</Table.Td>
              <Table.Td>{row.field}</Table.Td>
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td className={styles.value} dir="auto">
                {row.value}
              </Table.Td>
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

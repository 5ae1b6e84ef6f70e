import { Button, Table } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportJobView } from '../../wire/export-api.ts'
import { addressOf, type Refused, whyNot } from '../ask.ts'
import { useNow } from '../clock.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import styles from './exports.module.css'

interface ListProps {
  readonly items: readonly ExportJobView[]
  readonly changed: () => void
}

export function ExportList({ items, changed }: ListProps) {
  const { words } = useWords()
  const say = words.exports
  const [refused, setRefused] = useState<Refused>()
  return (
    <>
      <RefusalNote refused={refused} />
      <div className={supervisor.tablePlace}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.what}</Table.Th>
              <Table.Th>{say.asked}</Table.Th>
              <Table.Th>{say.state}</Table.Th>
              <Table.Th>{say.rows}</Table.Th>
              <Table.Th>
                <span className={styles.unseen}>{say.download}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((job) => (
              <ExportLine key={job.id} job={job} changed={changed} refuse={setRefused} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  )
}

interface LineProps {
  readonly job: ExportJobView
  readonly changed: () => void
  readonly refuse: (refused: Refused | undefined) => void
}

function ExportLine({ job, changed, refuse }: LineProps) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(30_000)
  const say = words.exports
  const cancel = async (): Promise<void> => {
    try {
      await ask('cancelExport', { params: { id: job.id } })
      refuse(undefined)
    } catch (thrown) {
      refuse(whyNot(thrown))
    }
    changed()
  }
  const isOpen = job.state === 'waiting' || job.state === 'running'
  const isThere = job.state === 'done' && job.expiresAt > now
  return (
    <Table.Tr>
      <Table.Td>
        {say.kinds[job.kind] ?? job.kind} · {job.format === 'csv' ? 'CSV' : 'JSON Lines'}
      </Table.Td>
      <Table.Td>
        {spoken.moment(job.askedAt, now)}
        {!job.isOwn && (
          <>
            {' · '}
            <bdi>{job.accountName}</bdi>
          </>
        )}
      </Table.Td>
      <Table.Td>
        {job.state === 'done' && !isThere ? say.expired : say.states[job.state]}
        {isThere && ` · ${say.until1(spoken.moment(job.expiresAt, now))}`}
        {job.why === 'too-many-rows' && ` · ${say.tooMany}`}
        {job.why === 'search-rebuilding' && ` · ${say.rebuilding}`}
        {job.state === 'running' && job.doneOfThousand !== null && (
          <> · {spoken.percent(job.doneOfThousand / 1000)}</>
        )}
        {job.state === 'running' && (
          <progress
            className={styles.progress}
            aria-label={say.progress}
            {...(job.doneOfThousand === null ? {} : { max: 1000, value: job.doneOfThousand })}
          />
        )}
        {job.sha256 !== null && (
          <code className={styles.sum} title={`SHA-256 ${job.sha256}`}>
            {job.sha256.slice(0, 12)}
          </code>
        )}
      </Table.Td>
      <Table.Td>{spoken.count(job.rows)}</Table.Td>
      <Table.Td>
        {isThere && (
          <Button
            component="a"
            href={addressOf('downloadExport', { params: { id: job.id } }).url}
            download
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {say.download}
          </Button>
        )}
        {isOpen && (
          <Button size="compact-sm" variant="default" onClick={() => void cancel()}>
            {say.cancel}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

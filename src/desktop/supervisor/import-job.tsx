import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ImportJobView } from '../../wire/customer-api.ts'
import { useNow } from '../clock.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { ImportReport } from './import-report.tsx'
import styles from './supervisor.module.css'

const lookEveryMs = 1000

interface ImportJobProps {
  readonly job: ImportJobView
  readonly onNews: (job: ImportJobView) => void
}

/** One import: how far it is while it runs, what came of it afterwards. */
export function ImportJob({ job, onNews }: ImportJobProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const [open, setOpen] = useState(false)
  useProgress(job, onNews)
  const say = words.imports
  const counts: [string, number][] = [
    [say.rows, job.rowsRead],
    [say.created, job.rowsCreated],
    [say.changed, job.rowsChanged],
    [say.refused, job.rowsRefused],
  ]
  const part = job.bytesTotal > 0 ? (100 * job.bytesRead) / job.bytesTotal : 0
  return (
    <li className={styles.job} data-state={job.state}>
      <div className={styles.jobHead}>
        <strong>
          <bdi>{job.fileName}</bdi>
        </strong>
        <span className={styles.quiet}>{spoken.moment(job.startedAt, now)}</span>
        <span className={styles.phase} data-phase={job.state}>
          {say.states[job.state]}
        </span>
        <dl className={styles.counts}>
          {counts.map(([label, count]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{spoken.count(count)}</dd>
            </div>
          ))}
        </dl>
        <Button
          size="compact-xs"
          variant="default"
          disabled={job.rowsRefused === 0}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {say.report}
        </Button>
      </div>
      {job.state === 'running' && <Progress value={part} aria-label={say.working} size="sm" mt={8} />}
      {job.failure && <p className={styles.failure}>{job.failure}</p>}
      {open && <ImportReport jobId={job.id} />}
    </li>
  )
}

function useProgress(job: ImportJobView, onNews: (job: ImportJobView) => void): void {
  const { ask } = useSession()
  const running = job.state === 'running'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => {
      ask('readImport', { params: { id: job.id } })
        .then(onNews)
        .catch(() => {
          // The next look a second later will tell.
        })
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [ask, running, job.id, onNews])
}

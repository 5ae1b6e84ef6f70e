import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { NumberRereadingView } from '../../wire/reading-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { RereadingReport } from './rereading-report.tsx'
import styles from './supervisor.module.css'

const lookEveryMs = 2000
const shownForMs = 30 * 24 * 60 * 60_000

/** While stored numbers are read again: how far it is. For a month afterwards: what it came to. */
export function NumberRereading({ now }: { now: number }) {
  const { ask } = useSession()
  const { value, again } = useAnswer((signal) => ask('readNumberRereadings', { signal }), [ask])
  const job = value?.items.find(({ state }) => state !== 'replaced')
  const running = job?.state === 'running'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(again, lookEveryMs)
    return () => clearInterval(timer)
  }, [running, again])
  if (!job || (job.finishedAt !== null && now - job.finishedAt > shownForMs)) return null
  return <Line job={job} now={now} />
}

function Line({ job, now }: { job: NumberRereadingView; now: number }) {
  const { words, spoken } = useWords()
  const [open, setOpen] = useState(false)
  const say = words.rereading
  const counts: [string, number][] = [
    [say.read, job.rowsRead],
    [say.changed, job.rowsChanged],
    [say.unreadable, job.rowsUnreadable],
  ]
  return (
    <section className={styles.job} data-state={job.state} aria-label={say.heading}>
      <div className={styles.jobHead}>
        <strong>{say.heading}</strong>
        <span className={styles.quiet}>{spoken.moment(job.startedAt, now)}</span>
        <span className={styles.phase} data-phase={job.state}>
          {job.state === 'running' ? say.stages[job.stage] : say.done}
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
          disabled={job.rowsChanged + job.rowsUnreadable === 0}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {say.report}
        </Button>
      </div>
      <p className={styles.quiet}>{say.why}</p>
      {job.state === 'running' && (
        <Progress value={job.doneOfThousand / 10} aria-label={say.stages[job.stage]} size="sm" mt={8} />
      )}
      {open && <RereadingReport jobId={job.id} />}
    </section>
  )
}

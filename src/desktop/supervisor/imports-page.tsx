import { useCallback, useState } from 'react'
import type { ImportJobView } from '../../wire/customer-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { ImportJob } from './import-job.tsx'
import { ImportUpload } from './import-upload.tsx'
import { NumberRereading } from './number-rereading.tsx'
import styles from './supervisor.module.css'

/** Customers from a CSV file: upload, progress, and the rows that were not taken. */
export function ImportsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(60_000)
  const past = useAnswer((signal) => ask('readImports', { signal }), [ask])
  const [changed, setChanged] = useState<ReadonlyMap<number, ImportJobView>>(new Map())
  const take = useCallback(
    (job: ImportJobView) => setChanged((before) => new Map(before).set(job.id, job)),
    [],
  )
  const jobs = new Map((past.value?.items ?? []).map((job) => [job.id, job]))
  for (const [id, job] of changed) jobs.set(id, job)
  const newestFirst = [...jobs.values()].sort((a, b) => b.id - a.id)
  return (
    <div className={styles.page}>
      <PageHeading title={words.imports.heading} intro={words.imports.intro} />
      <NumberRereading now={now} />
      <ImportUpload onStarted={take} />
      <h2 className={styles.heading}>{words.imports.last}</h2>
      <RefusalNote refused={past.refused} again={past.again} />
      {past.value && newestFirst.length === 0 && <p className={styles.quiet}>{words.imports.lastNone}</p>}
      <ul className={styles.jobs}>
        {newestFirst.map((job) => (
          <ImportJob key={job.id} job={job} onNews={take} />
        ))}
      </ul>
    </div>
  )
}

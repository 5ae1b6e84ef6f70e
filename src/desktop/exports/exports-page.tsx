import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { ExportList } from './export-list.tsx'
import { NewExport } from './new-export.tsx'

/** Files of what was found: how far each is, and others to begin. */
export function ExportsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(1000)
  const second = Math.floor(now / 2000)
  const jobs = useAnswer((signal) => ask('readExports', { signal }), [ask, second])
  const items = jobs.value?.items ?? []
  return (
    <div className={supervisor.page}>
      <PageHeading title={words.exports.heading} intro={words.exports.intro} />
      <NewExport begun={jobs.again} />
      <RefusalNote refused={jobs.refused} again={jobs.again} />
      {jobs.value && items.length === 0 && <p className={supervisor.quiet}>{words.exports.none}</p>}
      {items.length > 0 && <ExportList items={items} changed={jobs.again} />}
    </div>
  )
}

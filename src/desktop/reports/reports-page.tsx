import { Loader } from '@mantine/core'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import './colours.css'
import { CountedUntil } from './counted-until.tsx'
import { ReportCard } from './report-card.tsx'
import { RangeControl } from './report-controls.tsx'
import { useReportSpeech } from './report-speech.ts'
import { daysOf } from './report-view.ts'
import styles from './reports.module.css'
import { lookAt, useReportView } from './use-report-view.ts'

/** Every report with its leading figure and how that stands to the time before. */
export function ReportsPage() {
  const { ask } = useSession()
  const { said, days } = useReportSpeech()
  const view = useReportView()
  const list = useAnswer((signal) => ask('readReports', { signal }), [ask])
  const today = list.value?.today
  const range = today && daysOf(view.range, today)
  return (
    <div className={styles.page}>
      <PageHeading title={said.heading} intro={said.intro} />
      <RefusalNote refused={list.refused} again={list.again} />
      {list.asking && !list.value && <Loader size="sm" />}
      {list.value && range && (
        <>
          <RangeControl view={view} today={list.value.today} onChange={(next) => lookAt(null, next)} />
          <p className={styles.meta}>
            <span>{days.span(range.from, range.until)}</span>
            <CountedUntil {...list.value} />
          </p>
          <ul className={styles.cards}>
            {list.value.items.map((kind) => (
              <ReportCard key={kind.id} kind={kind} view={view} today={list.value?.today ?? range.until} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

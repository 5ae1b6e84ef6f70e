import { IconFlame } from '@tabler/icons-react'
import type { Report, ReportList } from '../../wire/report-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { compareColumn } from './compare-column.ts'
import { ComparisonNote } from './comparison-note.tsx'
import type { Day } from './days.ts'
import { drawingPlans } from './drawing-plans.ts'
import { useReportSpeech } from './report-speech.ts'
import { type ReportView, toQuery } from './report-view.ts'
import styles from './reports.module.css'
import { columnWords, groupName, isFew, madeOf } from './shown-report.ts'
import { SparkLine } from './spark-line.tsx'
import { UnknownNote } from './unknown-note.tsx'
import { reportPlace } from './use-report-view.ts'

interface ReportCardProps {
  readonly kind: ReportList['items'][number]
  readonly view: ReportView
  readonly today: Day
}

/** One report at a glance: its leading figure, against the time before, and how it went. */
export function ReportCard({ kind, view, today }: ReportCardProps) {
  const { ask } = useSession()
  const { said } = useReportSpeech()
  const { from, until } = toQuery({ ...view, step: null }, today, kind)
  const report = useAnswer(
    (signal) => ask('readReport', { params: { id: kind.id }, query: { from, until, by: 'none' }, signal }),
    [ask, kind.id, from, until],
  )
  const { name, asks } = said.reports[kind.id]
  return (
    <li className={styles.card} data-report={kind.id} aria-busy={report.asking}>
      <h2>
        <PlaceLink to={reportPlace(kind.id, { ...view, by: null, step: null, at: null })}>{name}</PlaceLink>
      </h2>
      <p className={styles.quiet}>{asks}</p>
      <RefusalNote refused={report.refused} again={report.again} />
      {report.value && <Glance report={report.value} today={today} />}
    </li>
  )
}

function Glance({ report, today }: { report: Report; today: Day }) {
  const { said, figures } = useReportSpeech()
  const { headline } = drawingPlans[report.id]
  const index = report.columns.findIndex(({ id }) => id === headline)
  const column = report.columns[index]
  if (!column) return null
  const value = report.total[index] ?? null
  const made = madeOf(report, headline, report.total)
  const few = value !== null && isFew(report, headline, report.total)
  const comparison = compareColumn(report, index, today)
  return (
    <div className={styles.glance}>
      <div>
        <div className={styles.glanceName}>{columnWords(said, report.id, headline).name}</div>
        <div className={styles.glanceValue} data-few={few}>
          {figures.say(value, column.unit)}
          {few && <small>{said.few.only(made ?? 0)}</small>}
        </div>
        {value !== null && !few && <ComparisonNote comparison={comparison} unit={column.unit} />}
        <UnknownNote report={report} today={today} of={{ team: null, queue: null }} />
      </div>
      <SparkLine values={report.series.map(({ values }) => values[index] ?? null)} />
      <Rising report={report} />
    </div>
  )
}

/** What is newly rising is worth a look whatever the figure says. */
function Rising({ report }: { report: Report }) {
  const { me } = useSession()
  const { words, language } = useWords()
  const { said } = useReportSpeech()
  const of = report.pareto?.of as Report['by'] | undefined
  const rising = report.pareto?.items.filter((item) => item.rising) ?? []
  if (rising.length === 0 || of === undefined || report.id !== 'causes') return null
  const names = rising.slice(0, 3).map((item) => groupName(of, item, { me, words, said, language }))
  return (
    <p className={styles.risingNote}>
      <IconFlame size={15} aria-hidden /> {said.pareto.risingNames(names.join(said.list))}
    </p>
  )
}

import type { Report } from '../../wire/report-api.ts'
import type { Day } from './days.ts'
import { useReportSpeech } from './report-speech.ts'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'
import { sayUnknown } from './say-unknown.ts'
import { useWhyUnknown } from './use-why-unknown.ts'

interface UnknownNoteProps {
  readonly report: Report
  readonly today: Day
  /** Of which part of the house the report is. */
  readonly of: Pick<ReportView, 'team' | 'queue'>
}

/** Why a dash stands where the leading figure would; nothing where there is a figure. */
export function UnknownNote({ report, today, of }: UnknownNoteProps) {
  const speech = useReportSpeech()
  const why = useWhyUnknown(report, today, of)
  return why && <p className={styles.unknownNote}>{sayUnknown(why, report, speech)}</p>
}

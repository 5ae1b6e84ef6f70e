import type { ReportList } from '../../wire/report-api.ts'
import { useWords } from '../words/words-context.tsx'
import { useReportSpeech } from './report-speech.ts'
import styles from './reports.module.css'

type Counted = Pick<ReportList, 'asOf' | 'filling' | 'timeZone'>

/** Until when the figures are whole, and how far the counting of earlier days is. */
export function CountedUntil({ asOf, filling, timeZone }: Counted) {
  const { spoken } = useWords()
  const { said, figures } = useReportSpeech()
  return (
    <>
      <span>{asOf === null ? said.nothingCounted : said.asOf(spoken.time(asOf), timeZone)}</span>
      {filling && (
        <span className={styles.filling} role="status">
          <progress value={filling.daysDone} max={filling.daysAll} aria-hidden />
          {said.filling(figures.say(filling.daysDone, 'count'), figures.say(filling.daysAll, 'count'))}
        </span>
      )}
    </>
  )
}

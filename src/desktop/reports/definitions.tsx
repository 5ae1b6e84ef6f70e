import type { Report } from '../../wire/report-api.ts'
import type { DrawnColumn } from './drawn-column.ts'
import { fillSettings } from './fill-settings.ts'
import { useReportSpeech } from './report-speech.ts'
import styles from './reports.module.css'
import { columnWords } from './shown-report.ts'

/** What every figure of the page counts, in plain words, and what to do with them. */
export function Definitions({ report, columns }: { report: Report; columns: readonly DrawnColumn[] }) {
  const { said, figures } = useReportSpeech()
  return (
    <section className={`${styles.box} ${styles.definitions}`} aria-label={said.definitions.heading}>
      <h2>{said.definitions.heading}</h2>
      <dl>
        {columns.map(({ id, name }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{fillSettings(columnWords(said, report.id, id).means, report.settings, figures)}</dd>
          </div>
        ))}
        {report.pareto && (
          <div>
            <dt>{said.pareto.rising}</dt>
            <dd>{said.pareto.risingMeans}</dd>
          </div>
        )}
      </dl>
      <p className={styles.quiet}>{said.few.note}</p>
    </section>
  )
}

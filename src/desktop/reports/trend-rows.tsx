import type { Report } from '../../wire/report-api.ts'
import { FigureFrame } from './chart-frame.tsx'
import { describeLine, describeRising } from './describe-drawing.ts'
import styles from './drawings.module.css'
import type { ParetoItem } from './drawn-parts.ts'
import { useReportSpeech } from './report-speech.ts'
import { SparkLine } from './spark-line.tsx'
import tables from './tables.module.css'

interface TrendRowsProps {
  readonly report: Report
  readonly items: readonly ParetoItem[]
}

/** How each of the most frequent went from point to point: each line as high as its row, so that small ones are seen to grow. */
export function TrendRows({ report, items }: TrendRowsProps) {
  const { said, figures, days } = useReportSpeech()
  const { step, series, id } = report
  const sayPoint = (at: string) => days.point(at, step, report.from === report.until)
  const title = said.pareto.trend(said.reports[id].pareto, said.drawing.over[step])
  const count = (value: number | null) => figures.say(value, 'count')
  return (
    <FigureFrame title={title} summary={`${describeRising(items, said)} ${said.pareto.risingMeans}`}>
      <div className={tables.tablePlace}>
        <table className={tables.table}>
          <caption className={styles.unseen}>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{said.reports[id].pareto}</th>
              <th scope="col" className={styles.trend}>
                {said.pareto.line}
              </th>
              <th scope="col">{said.pareto.highest}</th>
              <th scope="col">{said.pareto.last}</th>
              <th scope="col">{said.table.total}</th>
              <th scope="col">{said.table.before}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ key, name, over, count: all, before, rising }) => {
              if (over === null) return null
              const points = series.map(({ at }, n) => ({ at, value: over[n] ?? 0 }))
              return (
                <tr key={key}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                    {rising && <span className={styles.rising}> ▲ {said.pareto.rising}</span>}
                  </th>
                  <td className={styles.trend}>
                    <SparkLine values={over} width={260} fromNought isRising={rising} />
                    <span className={styles.unseen}>
                      {describeLine(name, points, 'count', { said, figures, sayPoint })}
                    </span>
                  </td>
                  <td>{count(Math.max(...over))}</td>
                  <td>{count(over.at(-1) ?? null)}</td>
                  <td>{count(all)}</td>
                  <td>{count(before)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </FigureFrame>
  )
}

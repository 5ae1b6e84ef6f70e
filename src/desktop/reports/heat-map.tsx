import type { ReportColumn } from '../../wire/report-api.ts'
import { FigureFrame } from './chart-frame.tsx'
import { describeHeat, isFewInCell } from './describe-drawing.ts'
import styles from './drawings.module.css'
import type { HeatCell } from './drawn-parts.ts'
import { heatLevel } from './heat-level.ts'
import { useReportSpeech } from './report-speech.ts'

interface HeatMapProps {
  readonly title: string
  readonly column: ReportColumn & { readonly name: string }
  /** Seven days from Monday, 24 hours each. */
  readonly cells: readonly (readonly HeatCell[])[]
  /** The cell that is looked into. */
  readonly open: { readonly weekday: number; readonly hour: number } | null
  readonly onOpen?: ((weekday: number, hour: number) => void) | undefined
}

/** Weekdays by hours, as a table: the number stands in every cell, and its colour says it once more. */
export function HeatMap({ title, column, cells, open, onOpen }: HeatMapProps) {
  const { said, figures, days } = useReportSpeech()
  const hours = shownHours(cells)
  const highest = Math.max(
    0,
    ...cells.flat().flatMap(({ value, made }) => (isFewInCell(made) ? [] : [value ?? 0])),
  )
  const summary = describeHeat(cells, column, { said, figures, days })
  const say = (value: number) =>
    column.unit === 'share'
      ? figures.sayOnAxis(Math.round(value * 100) / 100, 'share')
      : figures.sayOnAxis(value, column.unit)
  return (
    <FigureFrame title={title} summary={summary}>
      <div className={styles.heatPlace}>
        <table className={styles.heat}>
          <caption className={styles.unseen}>{`${title}. ${summary}`}</caption>
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  <span aria-hidden>{String(hour).padStart(2, '0')}</span>
                  <span className={styles.unseen}>{days.hour(hour)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((row, weekday) => (
              <tr key={days.weekday(weekday, 'long')}>
                <th scope="row">
                  <span aria-hidden>{days.weekday(weekday, 'short')}</span>
                  <span className={styles.unseen}>{days.weekday(weekday, 'long')}</span>
                </th>
                {hours.map((hour) => {
                  const { value, made } = row[hour] ?? { value: null, made: null }
                  if (value === null) return <td key={hour} />
                  const few = isFewInCell(made)
                  const text = say(value)
                  return (
                    <td
                      key={hour}
                      data-level={few ? 'few' : heatLevel(value, highest)}
                      data-open={open?.weekday === weekday && open.hour === hour}
                    >
                      {onOpen ? (
                        <button
                          type="button"
                          aria-label={said.heat.cell(
                            days.weekday(weekday, 'long'),
                            days.hour(hour),
                            figures.say(value, column.unit),
                            made,
                          )}
                          onClick={() => onOpen(weekday, hour)}
                        >
                          {text}
                        </button>
                      ) : (
                        text
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.quiet}>{said.heat.hint}</p>
    </FigureFrame>
  )
}

/** Nights in which nobody calls are left out on both sides. */
function shownHours(cells: readonly (readonly HeatCell[])[]): number[] {
  const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    cells.some((row) => row[hour]?.value != null),
  )
  const [first = 8, last = 17] = [used[0], used.at(-1)]
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

import { Button, Loader } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Report } from '../../wire/report-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { datesOfCell } from './look-closer.ts'
import { readOut } from './read-out.ts'
import { useReportSpeech } from './report-speech.ts'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'
import { columnWords, isFew } from './shown-report.ts'
import tables from './tables.module.css'

interface CellPanelProps {
  readonly report: Report
  readonly cell: { readonly weekday: number; readonly hour: number }
  readonly view: Pick<ReportView, 'queue' | 'team'>
  readonly onOpen: (at: string) => void
  readonly onClose: () => void
}

/** The hours that a cell of the heat map is made of, the newest first: which of them made it dark. */
export function CellPanel({ report, cell, view, onOpen, onClose }: CellPanelProps) {
  const { ask } = useSession()
  const { said, figures, days } = useReportSpeech()
  const dates = datesOfCell(report, cell.weekday)
  const part = {
    ...(view.queue !== null && { queue: view.queue }),
    ...(view.team !== null && { team: view.team }),
  }
  const hours = useAnswer(
    (signal) =>
      Promise.all(
        dates.map(async (day) => {
          const query = { from: day, until: day, step: 'hour' as const, by: 'none' as const, ...part }
          const one = await ask('readReport', { params: { id: report.id }, query, signal })
          const at = `${day}T${String(cell.hour).padStart(2, '0')}`
          return { at, day, values: one.series.find((point) => point.at === at)?.values ?? [] }
        }),
      ),
    [ask, report.id, dates.join(), cell.hour, view.queue, view.team],
  )
  const index = report.columns.findIndex(({ id }) => id === report.heat?.column)
  const column = report.columns[index]
  if (!column) return null
  return (
    <section className={`${styles.box} ${styles.hour}`} aria-busy={hours.asking}>
      <header>
        <div>
          <h2 key={`${cell.weekday} ${cell.hour}`} ref={readOut} tabIndex={-1}>
            {said.hour.heading(days.weekday(cell.weekday, 'long'), days.hour(cell.hour))}
          </h2>
          <p className={styles.quiet}>{said.hour.days}</p>
        </div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={onClose}
        >
          {said.hour.close}
        </Button>
      </header>
      <RefusalNote refused={hours.refused} again={hours.again} />
      {hours.asking && !hours.value && <Loader size="sm" aria-label={said.drawing.loading} />}
      {hours.value && (
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{said.hour.day}</th>
              <th scope="col">{said.hour.calls}</th>
              <th scope="col">{columnWords(said, report.id, column.id).name}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {hours.value.map(({ at, day, values }) => (
              <tr key={at}>
                <th scope="row">{days.day(day)}</th>
                <td>{figures.say(values[0] ?? null, 'count')}</td>
                <td data-few={isFew(report, column.id, values)}>
                  {figures.say(values[index] ?? null, column.unit)}
                </td>
                <td className={tables.more}>
                  <button
                    type="button"
                    className={tables.link}
                    aria-label={said.hour.open(days.dayInFull(day))}
                    onClick={() => onOpen(at)}
                  >
                    {said.table.closer}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import type { Report } from '../../wire/report-api.ts'
import type { DrawnColumn } from './drawn-column.ts'
import { useReportSpeech } from './report-speech.ts'
import page from './reports.module.css'
import { isFew, madeOf } from './shown-report.ts'
import { type Order, sortRows } from './sort-rows.ts'
import styles from './tables.module.css'

export interface TableRow {
  readonly key: string
  readonly name: string
  /** Instead of the name: with what leads on from it. */
  readonly shownName?: ReactNode
  readonly values: readonly (number | null)[]
  /** What leads from this row to what it was made of. */
  readonly more?: ReactNode
}

interface ReportTableProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly title: string
  /** What the first column holds. */
  readonly first: string
  readonly rows: readonly TableRow[]
  /** Where the server writes it as CSV. */
  readonly file: { readonly name: string; readonly address: string }
}

/** The drawing's figures as a table: sorted as one wants, with all together and the time before below. */
export function ReportTable({ report, columns, title, first, rows, file }: ReportTableProps) {
  const { said } = useReportSpeech()
  const [order, setOrder] = useState<Order | null>(null)
  const id = useId()
  const hasMore = rows.some(({ more }) => more)
  const sortBy = (column: string) =>
    setOrder((now) =>
      now?.column === column ? { column, falling: !now.falling } : { column, falling: column !== 'name' },
    )
  return (
    <section className={page.box} data-long aria-labelledby={id}>
      <div className={styles.tableHead}>
        <h2 id={id}>{title}</h2>
        <Button
          component="a"
          href={file.address}
          download={file.name}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={said.table.csvOf(title)}
        >
          {said.table.csv}
        </Button>
      </div>
      <div className={styles.tablePlace}>
        <table className={styles.table}>
          <thead>
            <tr>
              <SortHeading id="name" name={first} order={order} onSort={sortBy} />
              {columns.map(({ id, name }) => (
                <SortHeading key={id} id={id} name={name} order={order} onSort={sortBy} />
              ))}
              {hasMore && <td />}
            </tr>
          </thead>
          <tbody>
            {sortRows(rows, columns, order).map(({ key, name, shownName, values, more }) => (
              <tr key={key}>
                <th scope="row">{shownName ?? <bdi>{name}</bdi>}</th>
                <Figures report={report} columns={columns} values={values} />
                {hasMore && <td className={styles.more}>{more}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{said.table.total}</th>
              <Figures report={report} columns={columns} values={report.total} />
              {hasMore && <td />}
            </tr>
            {report.before && (
              <tr className={styles.beforeRow}>
                <th scope="row">{said.table.before}</th>
                <Figures report={report} columns={columns} values={report.before} />
                {hasMore && <td />}
              </tr>
            )}
          </tfoot>
        </table>
      </div>
    </section>
  )
}

interface SortHeadingProps {
  readonly id: string
  readonly name: string
  readonly order: Order | null
  readonly onSort: (id: string) => void
}

function SortHeading({ id, name, order, onSort }: SortHeadingProps) {
  const { said } = useReportSpeech()
  const way = order?.column !== id ? 'none' : order.falling ? 'descending' : 'ascending'
  const mark = way === 'none' ? '' : way === 'descending' ? ' ↓' : ' ↑'
  return (
    <th scope="col" aria-sort={way}>
      <button type="button" title={said.table.sortBy(name)} onClick={() => onSort(id)}>
        {name}
        <span aria-hidden>{mark}</span>
      </button>
    </th>
  )
}

interface FiguresProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly values: readonly (number | null)[]
}

function Figures({ report, columns, values }: FiguresProps) {
  const { figures, said } = useReportSpeech()
  return columns.map(({ id, index, unit }) => {
    const value = values[index] ?? null
    const few = value !== null && isFew(report, id, values)
    return (
      <td key={id} data-few={few} title={few ? said.few.only(madeOf(report, id, values) ?? 0) : undefined}>
        {figures.say(value, unit)}
      </td>
    )
  })
}

import type { ReportColumn } from '../../wire/report-api.ts'

/** A column of a report as it is drawn: where its figures stand, and what it is called. */
export interface DrawnColumn extends ReportColumn {
  readonly index: number
  readonly name: string
}

export const mostSeries = 6

/** Told apart by those who do not tell colours apart by the dash and by the order in the legend. */
export function seriesColour(n: number): string {
  return `var(--series-${(n % mostSeries) + 1})`
}

const dashes = ['none', '7 3', '2 3', '10 3 2 3', '5 5', '1 4']

export function seriesDash(n: number): string {
  return dashes[n % dashes.length] ?? 'none'
}

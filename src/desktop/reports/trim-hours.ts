import type { Report } from '../../wire/report-api.ts'

/** Hours before the first and after the last in which anything was are left out. */
export function trimHours<R extends Pick<Report, 'series' | 'step'>>(report: R): R {
  if (report.step !== 'hour') return report
  const isUsed = ({ values }: Report['series'][number]) =>
    values.some((value) => value !== null && value !== 0)
  const first = report.series.findIndex(isUsed)
  const last = report.series.findLastIndex(isUsed)
  return { ...report, series: first < 0 ? [] : report.series.slice(first, last + 1) }
}

import { get, percentile } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

/** How long calls take to be closed once the caller has gone. */
export const wrapUp: ReportKind = {
  id: 'wrap-up',
  columns: [
    column('wrapUps', 'count'),
    column('mean', 'ms', 'less'),
    column('median', 'ms', 'less'),
    column('p90', 'ms', 'less'),
    column('longest', 'ms', 'less'),
    column('typedMedian', 'ms', 'less'),
  ],
  by: ['disposition', 'none', 'agent', 'team', 'queue'],
  byHour: false,
  heat: null,
  pareto: 'disposition',
  comments: false,
  values(tally) {
    const n = get(tally, 'n')
    return [
      n,
      n === 0 ? null : Math.round(get(tally, 'after') / n),
      percentile(tally, 'after', 0.5),
      percentile(tally, 'after', 0.9),
      tally.get('max:after') ?? null,
      percentile(tally, 'typed', 0.5),
    ]
  },
}

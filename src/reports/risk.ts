import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

/**
 * Who may leave, and why some did. How customers stand is counted at the end of each day and not known of days before that;
 * over several days it is the mean of those that were counted.
 */
export const risk: ReportKind = {
  id: 'risk',
  columns: [
    column('customers', 'count'),
    column('someRisk', 'count', 'less'),
    column('highRisk', 'count', 'less'),
    column('highRiskShare', 'share', 'less'),
    column('contacts', 'count'),
    column('leaving', 'count', 'less'),
    column('leavingShare', 'share', 'less'),
  ],
  by: ['tier', 'none', 'queue', 'team'],
  byHour: false,
  heat: null,
  pareto: 'reason',
  comments: false,
  values(tally) {
    const days = get(tally, 'days')
    const mean = (name: string) => (days === 0 ? null : Math.round(get(tally, name) / days))
    return [
      mean('customers'),
      mean('some'),
      mean('high'),
      shareOf(get(tally, 'high'), get(tally, 'customers')),
      get(tally, 'n'),
      get(tally, 'leaving'),
      shareOf(get(tally, 'leaving'), get(tally, 'n')),
    ]
  },
}

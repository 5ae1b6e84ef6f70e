import { get, percentile, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

/** Who complained, and how many may have been as dissatisfied and said nothing. */
export const complaints: ReportKind = {
  id: 'complaints',
  columns: [
    column('complaints', 'count', 'less'),
    column('contacts', 'count'),
    column('complaintShare', 'share', 'less'),
    column('silent', 'count', 'less'),
    column('dissatisfied', 'count', 'less'),
    column('open', 'count', 'less'),
    column('settledMedian', 'ms', 'less'),
  ],
  by: ['cause', 'none', 'department', 'team', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'cause',
  comments: false,
  values(tally, { silentPerComplaint }) {
    const [complaints, contacts] = [get(tally, 'n'), get(tally, 'contacts')]
    const silent = silentPerComplaint === null ? null : Math.round(complaints * silentPerComplaint)
    return [
      complaints,
      contacts,
      shareOf(complaints, contacts),
      silent,
      silent === null ? null : complaints + silent,
      get(tally, 'open'),
      percentile(tally, 'settled', 0.5),
    ]
  },
}

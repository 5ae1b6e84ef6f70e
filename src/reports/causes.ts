import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

/** What customers have trouble with: root causes of the cases that were opened. */
export const causes: ReportKind = {
  id: 'causes',
  columns: [
    column('cases', 'count', 'less'),
    column('contacts', 'count', 'less'),
    column('contactsPerCase', 'score', 'less'),
    column('complaints', 'count', 'less'),
    column('open', 'count', 'less'),
    column('explainedShare', 'share', 'more'),
  ],
  by: ['cause', 'none', 'department', 'team', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'cause',
  comments: false,
  values(tally) {
    const [cases, contacts] = [get(tally, 'n'), get(tally, 'contacts')]
    return [
      cases,
      contacts,
      shareOf(contacts, cases),
      get(tally, 'complaints'),
      get(tally, 'open'),
      shareOf(get(tally, 'explained'), cases),
    ]
  },
}

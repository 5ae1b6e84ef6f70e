import type { DayCase } from '../store/figure-store.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

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
  by: ['cause', 'none', 'department', 'team', 'agent', 'tier'],
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

/** Cases by the day on which they were opened. */
export function countCause(one: DayCase): Counted {
  const cause = one.rootCause ?? ''
  const amounts: Amount[] = [
    ['n', 1],
    ['contacts', one.contacts],
    [`cause:${cause}`, 1],
  ]
  if (one.complaintAt !== null) amounts.push(['complaints', 1])
  if (one.closedAt === null) amounts.push(['open', 1])
  if (one.rootCause !== null) amounts.push(['explained', 1])
  const keys = { cause, department: one.department ?? '', agent: one.ownerId ?? '', tier: one.tier ?? '' }
  return { team: one.team ?? '', keys, amounts }
}

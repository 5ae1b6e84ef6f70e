import type { DayCase, DayContact } from '../store/figure-store.ts'
import { type Amount, bucketOf, get, percentile, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

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
  by: ['cause', 'none', 'department', 'team', 'agent', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'cause',
  comments: false,
  alsoReads: ['contacts'],
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

/** Cases by the day on which they became complaints. */
export function countComplaint(one: DayCase): Counted {
  const cause = one.rootCause ?? ''
  const amounts: Amount[] = [
    ['n', 1],
    [`cause:${cause}`, 1],
  ]
  if (one.closedAt === null) amounts.push(['open', 1])
  else amounts.push([bucketOf('settled', Math.max(0, one.closedAt - (one.complaintAt ?? one.openedAt))), 1])
  const keys = { cause, department: one.department ?? '', agent: one.ownerId ?? '', tier: one.tier ?? '' }
  return { team: one.team ?? '', keys, amounts }
}

/** Of how many contacts it is. */
export function countContact({ team, accountId, tier }: DayContact): Counted {
  return { team: team ?? '', keys: { agent: accountId ?? '', tier: tier ?? '' }, amounts: [['contacts', 1]] }
}

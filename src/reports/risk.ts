import type { DayContact, TierStanding } from '../store/figure-store.ts'
import type { CountContext } from './count-context.ts'
import type { Entry } from './day-figures.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

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
  by: ['tier', 'none', 'queue', 'team', 'agent'],
  byHour: false,
  heat: null,
  pareto: 'reason',
  comments: false,
  alsoReads: ['standing'],
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

/** Contacts, and those by which somebody left: by what the house has said means that. */
export function countLeaving(contact: DayContact, { settings }: CountContext): Counted {
  const amounts: Amount[] = [['n', 1]]
  const why = reasonOf(contact, settings.leaving)
  if (why !== null) amounts.push(['leaving', 1], [`reason:${why}`, 1])
  return {
    team: contact.team ?? '',
    keys: { tier: contact.tier ?? '', queue: contact.queue ?? '', agent: contact.accountId ?? '' },
    amounts,
  }
}

/** The root cause of the case says more than how the call was closed. */
function reasonOf(
  { disposition, rootCause }: DayContact,
  { dispositions, causes }: CountContext['settings']['leaving'],
): string | null {
  if (rootCause !== null && causes.includes(rootCause)) return `cause:${rootCause}`
  if (disposition === null || !dispositions.includes(disposition)) return null
  return rootCause === null ? `disposition:${disposition}` : `cause:${rootCause}`
}

/** How customers stand at this moment, which stands for its day. */
export function standingEntries(tiers: readonly TierStanding[]): {
  readonly none: readonly Entry[]
  readonly tier: readonly Entry[]
} {
  const measures = ({ customers, some, high }: Omit<TierStanding, 'tier'>) => ({
    customers,
    days: 1,
    high,
    some,
  })
  const all = tiers.reduce(
    (sum, one) => ({
      customers: sum.customers + one.customers,
      some: sum.some + one.some,
      high: sum.high + one.high,
    }),
    { customers: 0, some: 0, high: 0 },
  )
  return {
    none: [['', '', measures(all)]],
    tier: tiers.map((one) => [one.tier, '', measures(one)]),
  }
}

import type { PopLead } from '../wire/pop-matters.ts'

/**
 * What leads before what, the most pressing first. A word that was not kept stands before all else: whoever calls about it
 * must not have to say so; but a call of ours that the customer does not want comes before that. A signal is ranked by its
 * severity.
 */
export const leadRanks = [
  'wish-warning',
  'promise-broken',
  'promise-overdue',
  'case-again',
  'signal-critical',
  'complaint',
  'dissatisfied',
  'escalation-answered',
  'promise-due',
  'signal-warning',
  'wish',
  'signal-notice',
  'signal-info',
] as const

/** How many a pop tells of: more nobody reads while it rings. */
export const mostLeads = 6

/** The most pressing first; of one rank, the soonest. */
export function inOrderOfRank(leads: readonly PopLead[]): PopLead[] {
  return leads.toSorted((one, other) => rankOf(one) - rankOf(other) || (one.at ?? 0) - (other.at ?? 0))
}

function rankOf({ kind, severity }: PopLead): number {
  if (kind === 'wish' && severity === 'warning') return leadRanks.indexOf('wish-warning')
  const name = kind === 'signal' ? (`signal-${severity}` as const) : kind
  return leadRanks.indexOf(name)
}

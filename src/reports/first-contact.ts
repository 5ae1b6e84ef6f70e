import type { DayContact, NearContact } from '../store/figure-store.ts'
import type { CountContext } from './count-context.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** Whether one contact was enough, and who had to come back. */
export const firstContact: ReportKind = {
  id: 'first-contact',
  columns: [
    column('contacts', 'count'),
    column('first', 'count'),
    column('solved', 'count', 'more'),
    column('solvedShare', 'share', 'more'),
    column('matterSolvedShare', 'share', 'more'),
    column('repeats', 'count', 'less'),
    column('repeatShare', 'share', 'less'),
    column('sameMatter', 'count', 'less'),
    column('pending', 'count'),
  ],
  by: ['queue', 'none', 'team', 'agent', 'tier', 'disposition'],
  byHour: false,
  heat: null,
  pareto: 'disposition',
  comments: false,
  values(tally) {
    const [contacts, first, repeats] = [get(tally, 'n'), get(tally, 'first'), get(tally, 'repeats')]
    const settled = get(tally, 'settled')
    return [
      contacts,
      first,
      get(tally, 'solved'),
      shareOf(get(tally, 'solved'), settled),
      shareOf(get(tally, 'matterSolved'), settled),
      repeats,
      shareOf(repeats, contacts),
      get(tally, 'sameMatter'),
      first - settled,
    ]
  },
}

/** `near`: the customer's other contacts of seven days before and after. Left out is who left neither name nor number. */
export function countFirstContact(
  contact: DayContact,
  near: readonly NearContact[],
  { isSettled }: CountContext,
): Counted | null {
  if (contact.customerId === null && contact.numberKey === null) return null
  const isSame = (one: NearContact): boolean =>
    (one.caseId !== null && one.caseId === contact.caseId) ||
    (one.disposition !== null && one.disposition === contact.disposition)
  const earlier = near.filter(({ id }) => id < contact.id)
  const later = near.filter(({ id }) => id > contact.id)
  const amounts: Amount[] = [['n', 1]]
  if (earlier.length > 0) {
    amounts.push(['repeats', 1], [`disposition:${contact.disposition ?? ''}`, 1])
    if (earlier.some(isSame)) amounts.push(['sameMatter', 1])
  } else {
    amounts.push(['first', 1])
    if (isSettled) amounts.push(['settled', 1])
    if (isSettled && later.length === 0) amounts.push(['solved', 1])
    if (isSettled && !later.some(isSame)) amounts.push(['matterSolved', 1])
  }
  const keys = {
    queue: contact.queue ?? '',
    agent: contact.accountId ?? '',
    tier: contact.tier ?? '',
    disposition: contact.disposition ?? '',
  }
  return { team: contact.team ?? '', keys, amounts }
}

import type { DayCall } from '../store/figure-store.ts'
import type { Whose } from './count-context.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** How many callers were known before anybody asked, and why the others were not. */
export const recognition: ReportKind = {
  id: 'recognition',
  columns: [
    column('calls', 'count'),
    column('recognised', 'count', 'more'),
    column('recognisedShare', 'share', 'more'),
    column('shown', 'count'),
    column('shownShare', 'share', 'more'),
    column('saidByAgent', 'count', 'less'),
    column('wrong', 'count', 'less'),
    column('nobody', 'count', 'less'),
  ],
  by: ['queue', 'none', 'team', 'agent', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'reason',
  comments: false,
  values(tally) {
    const [calls, recognised, shown] = [get(tally, 'calls'), get(tally, 'recognised'), get(tally, 'shown')]
    return [
      calls,
      recognised,
      shareOf(recognised, calls),
      shown,
      shareOf(get(tally, 'recognisedShown'), shown),
      get(tally, 'saidByAgent'),
      get(tally, 'wrong'),
      get(tally, 'nobody'),
    ]
  },
}

/** As much of a stored decision as is counted; see recognition/decision.ts. */
interface Decided {
  readonly outcome: string
  readonly rule?: string
  readonly customerId: number | null
  readonly number?: { readonly kind: string; readonly key: string | null }
}

/** Calls of customers to us. What an agent said afterwards is told apart from what was known before anybody asked. */
export function countRecognition(call: DayCall, { team, agent }: Whose): Counted | null {
  if (call.direction !== 'inbound') return null
  const decisions = readDecided(call.recognition)
  const known = decisions.findLast(({ rule }) => rule !== 'agent-named')
  const named = decisions.findLast(({ rule }) => rule === 'agent-named')
  const why = reasonOf(known, named)
  const isShown = known?.number?.key != null && known.outcome !== 'withheld'
  const amounts: Amount[] = [['calls', 1]]
  if (isShown) amounts.push(['shown', 1])
  if (why === null) amounts.push(['recognised', 1])
  else amounts.push([`reason:${why}`, 1])
  if (why === null && isShown) amounts.push(['recognisedShown', 1])
  if (why === 'wrong') amounts.push(['wrong', 1])
  else if (why !== null) amounts.push([named ? 'saidByAgent' : 'nobody', 1])
  return { team, keys: { queue: call.queue ?? '', agent: agent ?? '', tier: call.tier ?? '' }, amounts }
}

/** Why a caller was not recognised by itself, or not rightly; null where they were. */
function reasonOf(known: Decided | undefined, named: Decided | undefined): string | null {
  if (!known) return 'undecided'
  if (known.outcome === 'recognised') {
    return named && named.customerId !== known.customerId ? 'wrong' : null
  }
  const kind = known.number?.kind
  if (known.outcome === 'withheld') return 'withheld'
  if (kind === 'unavailable') return 'no-number'
  if (kind === 'unreadable') return 'unreadable'
  if (known.outcome === 'unknown') return 'unknown'
  return known.rule ?? known.outcome
}

function readDecided(stored: string | null): readonly Decided[] {
  if (stored === null) return []
  const kept = JSON.parse(stored) as readonly Decided[] | Decided
  return Array.isArray(kept) ? (kept as readonly Decided[]) : [kept as Decided]
}

import type { DayCall } from '../store/figure-store.ts'
import type { CountContext, Whose } from './count-context.ts'
import { type Amount, bucketOf, get, hourName, percentile, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind, type ReportSettings } from './report-kind.ts'

/** How long callers wait, and who gives up. */
export const waiting: ReportKind = {
  id: 'waiting',
  columns: [
    column('calls', 'count'),
    column('answered', 'count', 'more'),
    column('abandoned', 'count', 'less'),
    column('missed', 'count', 'less'),
    column('abandonedShare', 'share', 'less'),
    column('serviceLevel', 'share', 'more'),
    column('waitMean', 'ms', 'less'),
    column('waitMedian', 'ms', 'less'),
    column('waitP90', 'ms', 'less'),
    column('patienceMedian', 'ms', null),
    column('longestWait', 'ms', 'less'),
  ],
  by: ['queue', 'none', 'team', 'agent', 'tier'],
  byHour: true,
  heat: { column: 'abandonedShare', made: 'calls' },
  pareto: null,
  comments: false,
  values(tally) {
    const [calls, answered, abandoned] = [
      get(tally, 'calls'),
      get(tally, 'answered'),
      get(tally, 'abandoned'),
    ]
    return [
      calls,
      answered,
      abandoned,
      calls - answered - abandoned,
      shareOf(abandoned, calls),
      shareOf(get(tally, 'within'), calls - get(tally, 'brief')),
      answered === 0 ? null : Math.round(get(tally, 'waited') / answered),
      percentile(tally, 'wait', 0.5),
      percentile(tally, 'wait', 0.9),
      percentile(tally, 'gaveUp', 0.5),
      tally.get('max:wait') ?? null,
    ]
  },
}

/** Calls of customers to us whose waiting is over. */
export function countWaiting(call: DayCall, { team, agent }: Whose, context: CountContext): Counted | null {
  const over = call.answeredAt ?? call.endedAt
  if (call.direction !== 'inbound' || over === null) return null
  const wait = Math.max(0, over - call.arrivedAt)
  const hour = hourName(context.hourOf(call.arrivedAt))
  const base = amountsOf(call, wait, context.settings)
  const times: Amount[] =
    call.answeredAt !== null
      ? [[bucketOf('wait', wait), 1]]
      : call.outcome === 'abandoned'
        ? [[bucketOf('gaveUp', wait), 1]]
        : []
  return {
    team,
    keys: { queue: call.queue ?? '', agent: agent ?? '', tier: call.tier ?? '' },
    amounts: [...base, ...times],
    byHour: base.map(([name, amount]): Amount => [hour + name, amount]),
  }
}

function amountsOf(call: DayCall, wait: number, settings: ReportSettings): Amount[] {
  const { serviceSeconds, queueSeconds, shortAbandonSeconds } = settings
  const amounts: Amount[] = [
    ['calls', 1],
    ['max:wait', wait],
  ]
  if (call.answeredAt !== null) {
    const within = queueSeconds[JSON.stringify([call.source, call.queue])] ?? serviceSeconds
    amounts.push(['answered', 1], ['waited', wait])
    if (wait <= within * 1000) amounts.push(['within', 1])
    return amounts
  }
  if (call.outcome === 'abandoned') amounts.push(['abandoned', 1])
  if (wait <= shortAbandonSeconds * 1000) amounts.push(['brief', 1])
  return amounts
}

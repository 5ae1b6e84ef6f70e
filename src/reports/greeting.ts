import type { DayCall, DayPop } from '../store/figure-store.ts'
import type { Whose } from './count-context.ts'
import { type Amount, bucketOf, get, percentile, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** The way of a pop, step by step: each is counted from the one before. */
export const greetingSteps = ['stored', 'sent', 'rendered', 'answered'] as const

/** Whether the name stood on the screen before the agent answered. */
export const greeting: ReportKind = {
  id: 'greeting',
  columns: [
    column('pops', 'count'),
    column('inTime', 'count', 'more'),
    column('inTimeShare', 'share', 'more'),
    column('late', 'count', 'less'),
    column('unseen', 'count', 'less'),
    ...greetingSteps.flatMap((step) => [
      column(`${step}Median`, 'ms', step === 'answered' ? 'more' : 'less'),
      column(`${step}P99`, 'ms', step === 'answered' ? null : 'less'),
    ]),
    column('wholeMedian', 'ms', 'less'),
    column('wholeP99', 'ms', 'less'),
  ],
  by: ['none', 'queue', 'team', 'agent', 'tier'],
  byHour: false,
  heat: null,
  pareto: null,
  comments: false,
  values(tally) {
    const [pops, inTime, unseen] = [get(tally, 'n'), get(tally, 'inTime'), get(tally, 'unseen')]
    return [
      pops,
      inTime,
      shareOf(inTime, pops),
      pops - inTime - unseen,
      unseen,
      ...[...greetingSteps, 'whole'].flatMap((step) => [
        percentile(tally, step, 0.5),
        percentile(tally, step, 0.99),
      ]),
    ]
  },
}

/** Pops of those who answered, at customers' calls to us. */
export function countGreeting(pop: DayPop, call: DayCall, { team }: Whose): Counted {
  const { receivedAt, storedAt, sentAt, renderedAt, answeredAt, accountId } = pop
  const isInTime = renderedAt !== null && renderedAt <= answeredAt
  const amounts: Amount[] = [['n', 1]]
  if (isInTime) amounts.push(['inTime', 1])
  if (renderedAt === null) amounts.push(['unseen', 1])
  const step = (name: string, from: number | null, until: number | null): void => {
    if (from !== null && until !== null) amounts.push([bucketOf(name, Math.max(0, until - from)), 1])
  }
  step('stored', receivedAt, storedAt)
  step('sent', storedAt, sentAt)
  step('rendered', sentAt, renderedAt)
  step('answered', isInTime ? renderedAt : null, answeredAt)
  step('whole', receivedAt, renderedAt)
  return { team, keys: { queue: call.queue ?? '', agent: accountId, tier: call.tier ?? '' }, amounts }
}

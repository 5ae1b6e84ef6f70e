import type { DaySignal } from '../store/figure-store.ts'
import type { CountContext } from './count-context.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** What it was worth to tell customers of something before they asked. */
export const toldBefore: ReportKind = {
  id: 'told-before',
  columns: [
    column('signals', 'count'),
    column('told', 'count', 'more'),
    column('toldShare', 'share', 'more'),
    column('calledUntold', 'count', 'less'),
    column('calledUntoldShare', 'share', 'less'),
    column('calledTold', 'count', 'less'),
    column('calledToldShare', 'share', 'less'),
    column('spared', 'count', 'more'),
    column('pending', 'count'),
  ],
  by: ['topic', 'none', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'topic',
  comments: false,
  values(tally) {
    const [told, untold] = [get(tally, 'told'), get(tally, 'untold')]
    const calledUntold = shareOf(get(tally, 'calledUntold'), untold)
    const calledTold = shareOf(get(tally, 'calledTold'), told)
    const spared = calledUntold === null || calledTold === null ? null : told * (calledUntold - calledTold)
    return [
      get(tally, 'n'),
      told,
      shareOf(told, told + untold),
      get(tally, 'calledUntold'),
      calledUntold,
      get(tally, 'calledTold'),
      calledTold,
      spared === null ? null : Math.round(spared),
      get(tally, 'n') - told - untold,
    ]
  },
}

/**
 * Signals by the day on which they were posted, once the seven days after it are over: whether the customer was told before
 * they called. Who was told on the very call had to ask.
 */
export function countToldBefore(signal: DaySignal, { isSettled }: CountContext): Counted {
  const { toldAt, calledAt } = signal
  const topic = signal.topic ?? signal.kind
  const isTold = toldAt !== null && (calledAt === null || toldAt <= calledAt)
  const amounts: Amount[] = [
    ['n', 1],
    [`topic:${topic}`, 1],
  ]
  if (isSettled) amounts.push([isTold ? 'told' : 'untold', 1])
  if (isSettled && calledAt !== null) amounts.push([isTold ? 'calledTold' : 'calledUntold', 1])
  return { team: '', keys: { topic, tier: signal.tier ?? '' }, amounts }
}

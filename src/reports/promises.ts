import type { DayPromise } from '../store/figure-store.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** What was promised, and what became of what fell due. */
export const promises: ReportKind = {
  id: 'promises',
  columns: [
    column('made', 'count'),
    column('due', 'count'),
    column('kept', 'count', 'more'),
    column('broken', 'count', 'less'),
    column('keptShare', 'share', 'more'),
    column('released', 'count'),
    column('open', 'count'),
    column('madeGood', 'count', 'more'),
    column('moved', 'count', 'less'),
  ],
  by: ['department', 'none', 'agent', 'team', 'tier', 'standing'],
  byHour: false,
  heat: null,
  pareto: null,
  comments: false,
  values(tally) {
    const [kept, broken] = [get(tally, 'kept'), get(tally, 'broken')]
    return [
      get(tally, 'made'),
      get(tally, 'n'),
      kept,
      broken,
      shareOf(kept, kept + broken),
      get(tally, 'released'),
      get(tally, 'open'),
      get(tally, 'madeGood'),
      get(tally, 'moved'),
    ]
  },
}

/** By the day on which it was made. */
export function countMade(promise: DayPromise): Counted {
  return { ...whoseOf(promise), amounts: [['made', 1]] }
}

/** By the day on which it fell due, as it was last agreed. */
export function countDue(promise: DayPromise): Counted {
  const { state, dueAt, firstDueAt, madeGoodAt } = promise
  const amounts: Amount[] = [
    ['n', 1],
    [state, 1],
  ]
  if (madeGoodAt !== null) amounts.push(['madeGood', 1])
  if (dueAt !== firstDueAt) amounts.push(['moved', 1])
  return { ...whoseOf(promise), amounts }
}

function whoseOf({ ownerId, department, standing, tier, team }: DayPromise): Omit<Counted, 'amounts'> {
  const keys = {
    department: department ?? '',
    agent: ownerId ?? '',
    tier: tier ?? '',
    standing: standing ?? '',
  }
  return { team: team ?? '', keys }
}

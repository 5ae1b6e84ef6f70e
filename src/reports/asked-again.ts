import type { DayAsked, DayCall } from '../store/figure-store.ts'
import type { Whose } from './count-context.ts'
import { get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** For what callers had to be asked that they had told before. */
export const askedAgain: ReportKind = {
  id: 'asked-again',
  columns: [
    column('times', 'count', 'less'),
    column('calls', 'count'),
    column('callsAsked', 'count', 'less'),
    column('callsAskedShare', 'share', 'less'),
    column('known', 'count', 'less'),
    column('confirm', 'count', null),
    column('missing', 'count', null),
  ],
  by: ['fact', 'none', 'queue', 'team', 'agent', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'fact',
  comments: false,
  values(tally) {
    const [calls, asked] = [get(tally, 'calls'), get(tally, 'asked')]
    return [
      get(tally, 'n'),
      calls,
      asked,
      shareOf(asked, calls),
      get(tally, 'known'),
      get(tally, 'confirm'),
      get(tally, 'missing'),
    ]
  },
}

/** Of how many calls it is: those of customers to us that were answered. */
export function countAskable(call: DayCall, { team, agent }: Whose): Counted | null {
  if (call.direction !== 'inbound' || call.answeredAt === null) return null
  const keys = { queue: call.queue ?? '', agent: agent ?? '', tier: call.tier ?? '' }
  return { team, keys, amounts: [['calls', 1]] }
}

/** `isFirst`: of its call on this day. */
export function countAsked(asked: DayAsked, isFirst: boolean): Counted[] {
  const team = asked.team ?? ''
  const keys = { queue: asked.queue ?? '', agent: asked.accountId, tier: asked.tier ?? '' }
  const times: Counted = {
    team,
    keys: { ...keys, fact: asked.key },
    amounts: [
      ['n', 1],
      [asked.known, 1],
      [`fact:${asked.key}`, 1],
    ],
  }
  return isFirst ? [times, { team, keys, amounts: [['asked', 1]] }] : [times]
}

import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

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
  by: ['fact', 'none', 'queue', 'team', 'agent'],
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

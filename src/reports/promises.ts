import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

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
  by: ['department', 'none', 'agent', 'team', 'standing'],
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

import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

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
    column('unknownAfterwards', 'count', 'less'),
  ],
  by: ['queue', 'none', 'team'],
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
      get(tally, 'nobody'),
    ]
  },
}

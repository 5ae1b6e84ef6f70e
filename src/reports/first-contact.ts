import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

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

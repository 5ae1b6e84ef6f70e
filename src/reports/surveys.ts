import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

/** What customers answered when they were asked how it was. */
export const surveys: ReportKind = {
  id: 'surveys',
  columns: [
    column('sent', 'count'),
    column('answers', 'count', 'more'),
    column('answeredShare', 'share', 'more'),
    column('satisfaction', 'score', 'more'),
    column('satisfiedShare', 'share', 'more'),
    column('recommendation', 'points', 'more'),
    column('promoters', 'count', 'more'),
    column('passives', 'count'),
    column('detractors', 'count', 'less'),
    column('effort', 'score', 'less'),
    column('bad', 'count', 'less'),
  ],
  by: ['survey', 'none', 'queue', 'team', 'agent', 'tier'],
  byHour: false,
  heat: null,
  pareto: null,
  comments: true,
  values(tally) {
    const [promoters, detractors] = [get(tally, 'promoters'), get(tally, 'detractors')]
    const recommending = promoters + detractors + get(tally, 'passives')
    const balance = shareOf(promoters - detractors, recommending)
    return [
      get(tally, 'sent'),
      get(tally, 'n'),
      shareOf(get(tally, 'answeredOfSent'), get(tally, 'sent')),
      shareOf(get(tally, 'satisfaction'), get(tally, 'satisfactions')),
      shareOf(get(tally, 'satisfied'), get(tally, 'satisfactions')),
      balance === null ? null : Math.round(balance * 1000) / 10,
      promoters,
      get(tally, 'passives'),
      detractors,
      shareOf(get(tally, 'effort'), get(tally, 'efforts')),
      get(tally, 'bad'),
    ]
  },
}

import type { DaySurvey } from '../store/figure-store.ts'
import type { CountContext } from './count-context.ts'
import { type Amount, get, shareOf } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

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

/** By the day on which it was asked, so that answers belong to the service that they are about. */
export function countSurvey(survey: DaySurvey, { hasUnanswered }: CountContext): Counted {
  const isAnswered = survey.answeredAt !== null
  const amounts: Amount[] = []
  if (hasUnanswered) amounts.push(['sent', 1])
  if (isAnswered) amounts.push(['n', 1], ...scoresOf(survey))
  if (isAnswered && hasUnanswered) amounts.push(['answeredOfSent', 1])
  const keys = {
    survey: survey.name,
    queue: survey.queue ?? '',
    agent: survey.accountId ?? '',
    tier: survey.tier ?? '',
  }
  return { team: survey.team ?? '', keys, amounts }
}

/** Recommendation by the usual bounds: 9 and 10 promote, 7 and 8 are passive, the rest detract (Reichheld, 2003). */
function scoresOf({ satisfaction, recommendation, effort, isBad }: DaySurvey): Amount[] {
  const amounts: Amount[] = []
  if (satisfaction !== null) amounts.push(['satisfaction', satisfaction], ['satisfactions', 1])
  if (satisfaction !== null && satisfaction >= 4) amounts.push(['satisfied', 1])
  if (recommendation !== null) {
    amounts.push([recommendation >= 9 ? 'promoters' : recommendation >= 7 ? 'passives' : 'detractors', 1])
  }
  if (effort !== null) amounts.push(['effort', effort], ['efforts', 1])
  if (isBad === 1) amounts.push(['bad', 1])
  return amounts
}

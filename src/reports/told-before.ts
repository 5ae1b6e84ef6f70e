import { get, shareOf } from './measures.ts'
import { column, type ReportKind } from './report-kind.ts'

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

import type { FigureStore } from '../store/figure-store.ts'
import type { Report, ReportGrouping } from '../wire/report-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { orderOf, stepsOf } from './ask-report.ts'
import type { CountContext } from './count-context.ts'
import { countLive } from './count-live.ts'
import { drawReport } from './draw-report.ts'
import type { HouseDays } from './house-days.ts'
import { reportKinds, reportsInOrder } from './reports.ts'

export interface ReportRoom {
  readonly store: FigureStore
  readonly timeZone: string
  readonly days: HouseDays
  readonly context: CountContext
  /** What a key of a grouping is called; null where nobody has named it. */
  readonly nameOf: (grouping: ReportGrouping, key: string) => string | null
  /** Whose contacts this person may see; null: all. */
  readonly teamsOf: (who: Who) => readonly string[] | null
  readonly now: () => number
}

export type ReportRoute = 'readReports' | 'readReport'

/** The reports that supervisors have drawn. */
export function reportHandlers(room: ReportRoom): Handlers<ReportRoute> {
  const { store, days, context, timeZone, now } = room
  return {
    async readReports() {
      return {
        timeZone,
        today: days.dayOf(now()),
        asOf: now(),
        filling: null,
        items: reportsInOrder.map((kind) => ({
          id: kind.id,
          columns: [...kind.columns],
          by: [...kind.by],
          steps: [...stepsOf(kind)],
          byQueue: kind.by.includes('queue'),
          heat: kind.heat,
          pareto: kind.pareto,
          comments: kind.comments,
        })),
      }
    },
    async readReport({ params, query, who }) {
      const kind = reportKinds[params.id]
      const at = now()
      const order = orderOf(kind, query, days.dayOf(at), room.teamsOf(who))
      const counted =
        kind.id === 'waiting' ? await countLive(store, days, order.beforeFrom, order.until, context) : []
      const { settings } = context
      return {
        id: kind.id,
        from: order.from,
        until: order.until,
        beforeFrom: order.beforeFrom,
        beforeUntil: order.beforeUntil,
        timeZone,
        asOf: at,
        filling: null,
        by: order.by,
        step: order.step,
        columns: [...kind.columns],
        ...drawReport(kind, order, counted, settings, room.nameOf),
        comments: kind.comments ? [] : null,
        settings: { ...settings },
      } satisfies Report
    },
  }
}

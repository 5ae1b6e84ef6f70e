import type { FigureStore } from '../store/figure-store.ts'
import type { Report, ReportGrouping, ReportId, ReportList, ReportQuery } from '../wire/report-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { orderOf, stepsOf } from './ask-report.ts'
import type { DrawnReport, DrawOrder } from './draw-stored.ts'
import type { HouseDays } from './house-days.ts'
import type { ReportKind, ReportSettings } from './report-kind.ts'
import { reportKinds, reportsInOrder } from './reports.ts'
import { writeTable } from './write-table.ts'

export interface ReportRoom {
  readonly store: Pick<FigureStore, 'readFigureProgress' | 'readFirstFigureDay'>
  readonly draw: (order: DrawOrder) => Promise<DrawnReport>
  readonly timeZone: string
  readonly days: HouseDays
  readonly settings: ReportSettings
  /** What a key of a grouping is called; null where nobody has named it. */
  readonly nameOf: (grouping: ReportGrouping, key: string) => string | null
  readonly now: () => number
}

export type ReportRoute = 'readReports' | 'readReport' | 'readReportTable'

/** The reports that supervisors have drawn. */
export function reportHandlers(room: ReportRoom): Handlers<ReportRoute> {
  return {
    async readReports() {
      const today = room.days.dayOf(room.now())
      return { timeZone: room.timeZone, today, ...(await freshness(room, today)), items: listed() }
    },
    readReport: ({ params, query, who }) => readReport(room, params.id, query, who),
    async readReportTable({ params, query, who }) {
      return writeTable(await readReport(room, params.id, query, who))
    },
  }
}

function listed(): ReportList['items'] {
  return reportsInOrder.map((kind) => ({
    id: kind.id,
    columns: [...kind.columns],
    by: [...kind.by],
    steps: [...stepsOf(kind)],
    byQueue: kind.by.includes('queue'),
    heat: kind.heat?.column ?? null,
    pareto: kind.pareto,
    comments: kind.comments,
  }))
}

async function readReport(room: ReportRoom, id: ReportId, query: ReportQuery, who: Who): Promise<Report> {
  const { settings, timeZone, nameOf } = room
  const kind = reportKinds[id]
  const today = room.days.dayOf(room.now())
  const order = orderOf(kind, query, today, who.teams)
  const drawn = await room.draw({ id, order, settings, timeZone })
  return {
    id,
    from: order.from,
    until: order.until,
    beforeFrom: order.beforeFrom,
    beforeUntil: order.beforeUntil,
    timeZone,
    ...(await freshness(room, today)),
    countedSince: await countedSince(room, kind),
    by: order.by,
    step: order.step,
    columns: [...kind.columns],
    ...drawn,
    groups: drawn.groups.map((group) => ({ ...group, name: nameOf(order.by, group.key) })),
    pareto: drawn.pareto && {
      ...drawn.pareto,
      items: drawn.pareto.items.map((item) => ({
        ...item,
        name: kind.pareto && nameOf(kind.pareto, item.key),
      })),
    },
    settings: {
      serviceSeconds: settings.serviceSeconds,
      serviceShare: settings.serviceShare,
      silentPerComplaint: settings.silentPerComplaint,
    },
  }
}

/** How customers stand is counted as it is at the time: nothing tells it of days before. All else is counted of every day. */
async function countedSince({ store }: ReportRoom, { alsoReads }: ReportKind): Promise<string | null> {
  return alsoReads?.includes('standing') ? store.readFirstFigureDay('standing') : null
}

async function freshness({ store }: ReportRoom, today: string): Promise<Pick<Report, 'asOf' | 'filling'>> {
  const { todayAt, backlog, backlogDays } = await store.readFigureProgress(today)
  const all = Math.max(backlogDays, backlog)
  return { asOf: todayAt, filling: backlog === 0 ? null : { daysDone: all - backlog, daysAll: all } }
}

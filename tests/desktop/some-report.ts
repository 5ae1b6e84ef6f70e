import { addDays } from '../../src/desktop/reports/days.ts'
import { stepsOf } from '../../src/reports/ask-report.ts'
import { reportKinds } from '../../src/reports/reports.ts'
import type { Report, ReportGrouping, ReportId, ReportList } from '../../src/wire/report-api.ts'

const [minute, second] = [60_000, 1000]

/** What a house of middling size has in a week, by column. */
const week: Record<ReportId, number[]> = {
  recognition: [2140, 1712, 0.8, 1920, 0.892, 143, 71, 214],
  greeting: [1890, 1805, 0.955, 61, 24, 3, 21, 2, 18, 64, 410, 2900, 11_800, 71, 452],
  'asked-again': [412, 1890, 148, 0.0783, 97, 128, 187],
  'first-contact': [1640, 1320, 1010, 0.812, 0.874, 286, 0.174, 141, 76],
  causes: [186, 402, 2.16, 41, 58, 0.823],
  complaints: [41, 1640, 0.025, 164, 205, 12, 52 * 60 * minute],
  promises: [133, 121, 98, 11, 0.899, 4, 8, 7, 15],
  surveys: [640, 171, 0.267, 4.21, 0.83, 34.5, 92, 46, 33, 2.04, 19],
  risk: [18_400, 1260, 212, 0.0115, 1640, 17, 0.0104],
  'wrap-up': [1844, 41 * second, 33 * second, 78 * second, 14 * minute, 21 * second],
  waiting: [
    2140,
    1892,
    171,
    77,
    0.0799,
    0.842,
    24 * second,
    14 * second,
    61 * second,
    48 * second,
    9 * minute,
  ],
  'told-before': [904, 610, 0.675, 121, 0.411, 44, 0.072, 207, 38],
}

const names: Partial<Record<ReportGrouping, (readonly [key: string, name: string | null])[]>> = {
  queue: [
    ['support', 'Support'],
    ['sales', 'Sales and everything that has to do with contracts, offers and their renewal'],
    ['ar', 'خدمة العملاء'],
    ['zh', '中文客服'],
    ['', null],
  ],
  agent: [
    ['account-alice', 'Alice Adams'],
    ['account-bob', 'Bob Brown'],
    ['account-carol', 'Carol Müller'],
  ],
  team: [
    ['north', 'North'],
    ['', null],
  ],
  cause: [
    ['process', null],
    ['hand-over', null],
    ['expectation', null],
    ['product', null],
    ['', null],
    ['outside', null],
    ['customer-use', null],
  ],
  department: [
    ['claims', null],
    ['depot', null],
  ],
  tier: [
    ['standard', null],
    ['gold', null],
    ['', null],
  ],
  fact: [
    ['address', 'Delivery address'],
    ['mobile', 'Mobile number'],
    ['slot', 'Preferred slot'],
  ],
  disposition: [
    ['solved', null],
    ['follow-up', null],
    ['wrong-number', null],
  ],
  reason: [
    ['first-call', null],
    ['withheld', null],
    ['shared', null],
  ],
  survey: [['after-call', null]],
  topic: [
    ['parcel-late', null],
    ['delivery-tomorrow', null],
  ],
  standing: [['call-back', null]],
}

const isFigure = (unit: string) => unit === 'count' || unit === 'money'

/** Counts are cut into parts, other figures scatter around what they are; the same every time. */
function vary(report: Report, part: number, n: number): (number | null)[] {
  return report.columns.map(({ unit }, column) => {
    const whole = week[report.id][column] ?? 0
    const swing = 1 + 0.22 * Math.sin(n * 2.1 + column)
    if (isFigure(unit)) return Math.round(whole * part * swing)
    return unit === 'share' ? Math.min(1, whole * (1 + 0.3 * Math.sin(n * 1.7))) : whole * swing
  })
}

interface Wanted {
  readonly from?: string
  readonly until?: string
  readonly by?: ReportGrouping | undefined
  readonly queue?: string | undefined
}

/** A report with figures that were made up and look as they might. */
export function someReport(id: ReportId, wanted: Wanted = {}): Report {
  const kind = reportKinds[id]
  const { from = '2026-11-16', until = '2026-11-22', by = kind.by[0] ?? 'none' } = wanted
  const days: string[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day)
  const isOneDay = days.length === 1 && kind.byHour
  const base: Report = {
    id,
    from,
    until,
    beforeFrom: addDays(from, -days.length),
    beforeUntil: addDays(from, -1),
    timeZone: 'Europe/Berlin',
    asOf: Date.UTC(2026, 10, 24, 9, 11),
    filling: null,
    countedSince: id === 'risk' ? '2026-10-20' : null,
    by,
    step: isOneDay ? 'hour' : 'day',
    columns: [...kind.columns],
    total: kind.columns.map((_, n) => week[id][n] ?? 0),
    before: kind.columns
      .map((_, n) => week[id][n] ?? 0)
      .map((value, n) => (isFigure(kind.columns[n]?.unit ?? '') ? Math.round(value * 1.1) : value * 0.94)),
    groups: [],
    series: [],
    heat: null,
    pareto: null,
    comments: null,
    settings: { serviceSeconds: 20, serviceShare: 0.8, silentPerComplaint: 4 },
  }
  const points = isOneDay ? Array.from({ length: 24 }, (_, hour) => hour) : days
  const keys = by === 'none' ? [] : (names[by] ?? [])
  return {
    ...base,
    groups: keys.map(([key, name], n) => ({
      key,
      name,
      values: vary(base, n === keys.length - 1 ? 0.004 : 0.5 / (n + 1), n),
      before: null,
    })),
    series: points.map((at, n) => ({
      at: typeof at === 'string' ? at : `${from}T${String(at).padStart(2, '0')}`,
      values:
        typeof at === 'number' && (at < 7 || at > 19)
          ? base.columns.map(({ unit }) => (isFigure(unit) ? 0 : null))
          : vary(base, n > 4 && !isOneDay ? 0.06 : 0.18, n),
    })),
    heat: kind.heat === null ? null : { column: kind.heat.column, cells: heatCells(), made: heatCounts() },
    pareto:
      kind.pareto === null
        ? null
        : {
            of: kind.pareto,
            items: (names[kind.pareto] ?? []).map(([key, name], n) => ({
              key,
              name,
              count: Math.round(120 / (n + 1)),
              before: Math.round(n === 2 ? 12 : 100 / (n + 1)),
              rising: n === 2,
              over: isOneDay ? null : days.map((_, day) => overOf(n, day)),
            })),
          },
    comments: kind.comments ? someComments(base.asOf ?? 0) : null,
  }
}

/** The third grows from day to day, the others scatter. */
function overOf(n: number, day: number): number {
  return n === 2 ? 1 + day * 2 : Math.round((17 / (n + 1)) * (1 + 0.3 * Math.sin(n + day * 1.9)))
}

function heatCells(): (number | null)[][] {
  return Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_, hour) => {
      if (hour < 8 || hour > 18 || weekday === 6) return null
      const peak = weekday === 1 && hour >= 14 && hour <= 15 ? 0.16 : 0
      return Math.max(0, 0.05 + 0.045 * Math.sin(hour + weekday * 2) + peak)
    }),
  )
}

/** The last hour of a day has few calls. */
function heatCounts(): number[][] {
  return heatCells().map((row) => row.map((value, hour) => (value === null ? 0 : hour === 18 ? 3 : 40)))
}

function someComments(now: number): NonNullable<Report['comments']> {
  const day = 86_400_000
  const one = { callId: 'main:1', survey: 'after-call', effort: 2 }
  return [
    {
      ...one,
      at: now - day,
      satisfaction: 5,
      recommendation: 10,
      comment: 'Somebody knew at once what it was about.',
    },
    {
      ...one,
      callId: 'main:2',
      at: now - 2 * day,
      satisfaction: 1,
      recommendation: 2,
      comment: '等了十分钟，又要我把地址说一遍。',
    },
    {
      ...one,
      callId: 'main:3',
      at: now - 3 * day,
      satisfaction: 4,
      recommendation: null,
      comment: 'شكرا جزيلا، تم حل المشكلة.',
    },
  ]
}

export function someReportList(): ReportList {
  return {
    timeZone: 'Europe/Berlin',
    today: '2026-11-24',
    asOf: Date.UTC(2026, 10, 24, 9, 11),
    filling: null,
    items: Object.values(reportKinds).map((kind) => ({
      id: kind.id,
      columns: [...kind.columns],
      by: [...kind.by],
      steps: [...stepsOf(kind)],
      byQueue: kind.by.includes('queue'),
      heat: kind.heat?.column ?? null,
      pareto: kind.pareto,
      comments: kind.comments,
    })),
  }
}

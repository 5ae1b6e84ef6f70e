import type { Report, ReportGrouping, ReportStep } from '../wire/report-api.ts'
import type { ReportOrder } from './ask-report.ts'
import type { BaseGrouping, Entry } from './day-figures.ts'
import { addDays, weekdayOf } from './house-days.ts'
import { addMeasures, below, hourName, type Tally } from './measures.ts'
import type { ReportKind, ReportSettings } from './report-kind.ts'
import { risingOf } from './rising.ts'

/** What was counted of a day under one grouping. */
export interface DayEntries {
  readonly day: string
  readonly grouping: ReportGrouping
  readonly entries: readonly Entry[]
}

type Drawn = Pick<Report, 'total' | 'before' | 'groups' | 'series' | 'heat' | 'pareto'>

/** Which groupings of a report have to be read for it. */
export function groupingsToRead({ by, queue }: ReportOrder): readonly ReportGrouping[] {
  const base = baseOf(queue)
  return by === 'none' || by === 'team' || by === base ? [base] : [base, by]
}

function baseOf(queue: string | null): BaseGrouping {
  return queue === null ? 'none' : 'queue'
}

/** The report of what was counted from `beforeFrom` until `until`, without names. Pure. */
export function drawReport(
  kind: ReportKind,
  order: ReportOrder,
  days: readonly DayEntries[],
  settings: ReportSettings,
): Drawn {
  const base = new Kept(order)
  for (const one of days) base.take(one)
  const values = (tally: Tally) => kind.values(tally, settings)
  const orNull = (tally: Tally | undefined) => (tally === undefined ? null : values(tally))
  return {
    total: values(base.total),
    before: base.hasBefore ? values(base.before) : null,
    groups: [...base.groups]
      .map(([key, { now, before }]) => ({
        key,
        name: null,
        values: values(now),
        before: orNull(before),
        size: sizeOf(now),
      }))
      .toSorted((one, other) => other.size - one.size || (one.key < other.key ? -1 : 1))
      .map(({ size: _size, ...group }) => group),
    series: pointsOf(order).map((at) => ({ at, values: values(base.points.get(at) ?? new Map()) })),
    heat: kind.heat === null ? null : heatOf(kind.heat, kind, base, values),
    pareto: kind.pareto === null ? null : paretoOf(kind.pareto, base, order),
  }
}

/** What decides the order of groups: the first thing that each report counts. */
function sizeOf(tally: Tally): number {
  return tally.get('calls') ?? tally.get('n') ?? 0
}

/** The tallies of which a report is drawn. */
class Kept {
  readonly total: Tally = new Map()
  readonly before: Tally = new Map()
  readonly groups = new Map<string, { now: Tally; before: Tally | undefined }>()
  readonly points = new Map<string, Tally>()
  readonly weekdays: readonly Tally[] = Array.from({ length: 7 }, () => new Map())
  hasBefore = false
  readonly #order: ReportOrder
  readonly #teams: ReadonlySet<string> | null

  constructor(order: ReportOrder) {
    this.#order = order
    this.#teams = order.teams && new Set(order.teams)
  }

  take({ day, grouping, entries }: DayEntries): void {
    const { by, queue, from, beforeUntil } = this.#order
    if (day > beforeUntil && day < from) return
    const isBase = grouping === baseOf(queue)
    for (const [key, team, measures] of entries) {
      if (this.#teams && !this.#teams.has(team)) continue
      if (queue !== null && grouping === 'queue' && key !== queue) continue
      if (isBase) this.#takeBase(day, measures)
      const group = by === 'team' ? team : by === grouping && by !== 'none' ? key : null
      if (group !== null && (by !== 'team' || isBase)) this.#takeGroup(group, day < from, measures)
    }
  }

  #takeBase(day: string, measures: Entry[2]): void {
    if (day < this.#order.from) {
      this.hasBefore = true
      addMeasures(this.before, measures)
      return
    }
    addMeasures(this.total, measures)
    addMeasures(this.weekdays[weekdayOf(day)] ?? new Map(), measures)
    if (this.#order.step !== 'hour') addMeasures(this.#point(stepOf(day, this.#order.step)), measures)
    else this.#takeHours(day, measures)
  }

  #takeHours(day: string, measures: Entry[2]): void {
    for (let hour = 0; hour < 24; hour++) {
      const begin = hourName(hour)
      const ofHour = below(new Map(Object.entries(measures)), begin)
      if (ofHour.size > 0) addMeasures(this.#point(hourAt(day, hour)), Object.fromEntries(ofHour))
    }
  }

  #takeGroup(key: string, isBefore: boolean, measures: Entry[2]): void {
    const known = this.groups.get(key) ?? { now: new Map(), before: undefined }
    this.groups.set(key, known)
    if (isBefore) known.before ??= new Map()
    addMeasures((isBefore ? known.before : known.now) ?? known.now, measures)
  }

  #point(at: string): Tally {
    const known = this.points.get(at) ?? new Map()
    this.points.set(at, known)
    return known
  }
}

/** Every step of the time, in order, also those of which nothing is known. */
function pointsOf({ from, until, step }: ReportOrder): string[] {
  const points = new Set<string>()
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (step !== 'hour') points.add(stepOf(day, step))
    else for (let hour = 0; hour < 24; hour++) points.add(hourAt(day, hour))
  }
  return [...points]
}

/** Weeks begin on Monday; a week or month goes by its first day, also where the report begins later. */
function stepOf(day: string, step: Exclude<ReportStep, 'hour'>): string {
  if (step === 'month') return `${day.slice(0, 7)}-01`
  return step === 'week' ? addDays(day, -weekdayOf(day)) : day
}

function hourAt(day: string, hour: number): string {
  return `${day}T${String(hour).padStart(2, '0')}`
}

function heatOf(
  { column, made }: NonNullable<ReportKind['heat']>,
  { columns }: ReportKind,
  { weekdays }: Kept,
  values: (tally: Tally) => (number | null)[],
): Drawn['heat'] {
  const hours = weekdays.map((tally) =>
    Array.from({ length: 24 }, (_, hour) => {
      const ofHour = below(tally, hourName(hour))
      return ofHour.size === 0 ? [] : values(ofHour)
    }),
  )
  const of = (wanted: string) => {
    const place = columns.findIndex(({ id }) => id === wanted)
    return hours.map((day) => day.map((figures) => figures[place] ?? null))
  }
  return { column, cells: of(column), made: of(made).map((day) => day.map((count) => count ?? 0)) }
}

/** Of so many it is told how they went from point to point. */
const mostOver = 12

function paretoOf(of: ReportGrouping, kept: Kept, order: ReportOrder): Drawn['pareto'] {
  const begin = `${of}:`
  const points = order.step === 'hour' ? null : pointsOf(order)
  const before = below(kept.before, begin)
  const now = below(kept.total, begin)
  const rising = risingOf(now, kept.hasBefore ? before : null)
  const items = [...now].map(([key, count]) => ({
    key,
    name: null,
    count,
    before: kept.hasBefore ? (before.get(key) ?? 0) : null,
    rising: rising.has(key),
  }))
  const inOrder = items.toSorted((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1))
  const overOf = (key: string) => points?.map((at) => kept.points.get(at)?.get(`${begin}${key}`) ?? 0) ?? null
  return { of, items: inOrder.map((item, n) => ({ ...item, over: n < mostOver ? overOf(item.key) : null })) }
}

import type { Report, ReportColumn } from '../../wire/report-api.ts'
import type { BarRow, HeatCell, ParetoItem } from './drawn-parts.ts'
import type { ReportSpeech } from './report-speech.ts'

type Column = Pick<ReportColumn, 'id' | 'unit'> & { readonly name: string }
type SaidFigures = Pick<ReportSpeech, 'said' | 'figures'>

interface SeriesSpeech extends SaidFigures {
  readonly sayPoint: (at: string) => string
}

/** What a line shows, in words: where it ends, and its lowest and highest point. */
export function describeSeries(
  { series }: Pick<Report, 'series'>,
  columns: readonly (Column & { readonly index: number })[],
  { said, figures, sayPoint }: SeriesSpeech,
): string {
  const sentences = columns.map(({ index, name, unit }) => {
    const points = series.map(({ at, values }) => ({ at, value: values[index] ?? null }))
    return describeLine(name, points, unit, { said, figures, sayPoint })
  })
  return sentences.filter((one) => one !== null).join(' ') || said.drawing.nothing
}

/** One line of it; null where no point has a figure. */
export function describeLine(
  name: string,
  points: readonly { readonly at: string; readonly value: number | null }[],
  unit: Column['unit'],
  { said, figures, sayPoint }: SeriesSpeech,
): string | null {
  const known = points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
  const [lowest, highest] = [extreme(known, -1), extreme(known, 1)]
  const last = known.at(-1)
  if (!lowest || !highest || !last) return null
  const say = (value: number) => figures.say(value, unit)
  if (lowest.value === highest.value) return said.drawing.always(name, say(last.value))
  const [low, high] = [say(lowest.value), say(highest.value)]
  return said.drawing.series(name, say(last.value), low, sayPoint(lowest.at), high, sayPoint(highest.at))
}

/** The first of those that are greatest (or least). */
function extreme<T extends { readonly value: number }>(points: readonly T[], sign: 1 | -1): T | undefined {
  return points.reduce<T | undefined>(
    (best, one) => (best === undefined || (one.value - best.value) * sign > 0 ? one : best),
    undefined,
  )
}

/** Which row is highest and which lowest, column by column. */
export function describeBars(
  rows: readonly BarRow[],
  columns: readonly Column[],
  { said, figures }: SaidFigures,
): string {
  const sentences = columns.map(({ name, unit }, n) => {
    const known = rows.flatMap((row) => {
      const value = row.values[n] ?? null
      return value === null ? [] : [{ name: row.name, value }]
    })
    const [least, most] = [extreme(known, -1), extreme(known, 1)]
    if (!least || !most) return null
    const say = (value: number) => figures.say(value, unit)
    if (known.length === 1) return said.drawing.oneBar(name, most.name, say(most.value))
    return said.drawing.bars(name, most.name, say(most.value), least.name, say(least.value))
  })
  return sentences.filter((one) => one !== null).join(' ') || said.drawing.nothing
}

/** How much the first of it make, at most three, and what is newly rising. */
export function describePareto(items: readonly ParetoItem[], { said, figures }: SaidFigures): string {
  const all = items.reduce((sum, { count }) => sum + count, 0)
  const top = items.slice(0, 3)
  if (all === 0) return said.drawing.nothing
  const share = top.reduce((sum, { count }) => sum + count, 0) / all
  return [
    said.pareto.says(
      top.length,
      all,
      figures.say(share, 'share'),
      listNames(
        top.map(({ name }) => name),
        said,
      ),
    ),
    describeRising(items, said),
  ].join(' ')
}

export function describeRising(items: readonly ParetoItem[], said: ReportSpeech['said']): string {
  const rising = items.filter((item) => item.rising).map(({ name }) => name)
  return rising.length > 0 ? said.pareto.risingNames(listNames(rising, said)) : said.pareto.nothingRising
}

/** Names may run either way and stand within a sentence. */
function listNames(names: readonly string[], { list }: ReportSpeech['said']): string {
  return names.map((name) => `\u2068${name}\u2069`).join(list)
}

export function describeHeat(
  cells: readonly (readonly HeatCell[])[],
  column: Column,
  { said, figures, days }: ReportSpeech,
): string {
  const known = cells.flatMap((row, weekday) =>
    row.flatMap(({ value, made }, hour) =>
      value === null || isFewInCell(made) ? [] : [{ value, weekday, hour }],
    ),
  )
  const highest = extreme(known, 1)
  if (!highest) return said.drawing.nothing
  const where = said.heat.on(days.weekday(highest.weekday, 'long'), days.hour(highest.hour))
  return said.heat.says(column.name, figures.say(highest.value, column.unit), where)
}

/** A cell is one hour of a few weeks: it needs less than a figure of the whole time. */
const enoughInCell = 5

export function isFewInCell(made: number | null): boolean {
  return made !== null && made < enoughInCell
}

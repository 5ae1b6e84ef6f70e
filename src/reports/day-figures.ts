import type { ReportGrouping } from '../wire/report-api.ts'
import { addTo, type Measures, measuresOf, type Tally } from './measures.ts'
import type { Counted } from './report-kind.ts'

/** What was counted of a day for one key of a grouping and one team. */
export type Entry = readonly [key: string, team: string, measures: Measures]

/** A day's figures while they are counted: by grouping (`none` for all), key and team. */
export interface DayFigures {
  add(counted: Counted): void
  /** In a fixed order, so that the same rows give the same entries. */
  entries(): ReadonlyMap<ReportGrouping, readonly Entry[]>
}

/** What points, hours and lists are drawn of: all that there is, or one queue. */
export type BaseGrouping = Extract<ReportGrouping, 'none' | 'queue'>

const isBase = (grouping: ReportGrouping): grouping is BaseGrouping =>
  grouping === 'none' || grouping === 'queue'

export function openDayFigures(groupings: readonly ReportGrouping[]): DayFigures {
  const kept = new Map<ReportGrouping, Map<string, [key: string, team: string, Tally]>>()
  const scopes = groupings.filter((one) => one !== 'none' && one !== 'team')
  const addUnder = (grouping: ReportGrouping, key: string, { team, amounts, byHour }: Counted): void => {
    const known = kept.get(grouping) ?? new Map<string, [string, string, Tally]>()
    kept.set(grouping, known)
    const id = `${key}\u0000${team}`
    const entry = known.get(id) ?? [key, team, new Map()]
    known.set(id, entry)
    for (const [name, amount] of amounts) addTo(entry[2], name, amount)
    if (!byHour || !isBase(grouping)) return
    for (const [name, amount] of byHour) addTo(entry[2], name, amount)
  }
  return {
    add(counted) {
      addUnder('none', '', counted)
      for (const grouping of scopes) {
        const key = counted.keys[grouping]
        if (key !== undefined) addUnder(grouping, key, counted)
      }
    },
    entries: () =>
      new Map(
        [...kept].map(([grouping, known]) => [
          grouping,
          [...known]
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
            .map(([, [key, team, tally]]): Entry => [key, team, measuresOf(tally)]),
        ]),
      ),
  }
}

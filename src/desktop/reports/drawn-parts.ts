/** A row of bars: one for each column that is drawn. */
export interface BarRow {
  readonly key: string
  readonly name: string
  readonly values: readonly (number | null)[]
  /** Made of too few to be trusted: drawn grey. */
  readonly few: boolean
}

/** What something was about, how often, and whether it has newly become frequent. */
export interface ParetoItem {
  readonly key: string
  readonly name: string
  readonly count: number
  readonly before: number | null
  readonly rising: boolean
  /** How many in each point of the series; null where that is not told. */
  readonly over: readonly number[] | null
}

/** An hour of a weekday. */
export interface HeatCell {
  readonly value: number | null
  /** Of how many it was made; null where it is not told. */
  readonly made: number | null
}

/**
 * Figures of some rows: a name and a number each. Two of them make one by adding what bears the same name, so a month is the
 * sum of its days. Three kinds of names are read by this file: `max:…` keeps the greater, `name~n` is the nth bucket of a
 * histogram of times, `hNN:…` belongs to an hour of the day.
 */
export type Measures = Readonly<Record<string, number>>
export type Amount = readonly [name: string, amount: number]

/** Of measures that are being made. */
export type Tally = Map<string, number>

export function addTo(tally: Tally, name: string, amount: number): void {
  const known = tally.get(name)
  if (known === undefined) tally.set(name, amount)
  else tally.set(name, isGreatest(name) ? Math.max(known, amount) : known + amount)
}

export function addMeasures(tally: Tally, measures: Measures): void {
  for (const name in measures) addTo(tally, name, measures[name] ?? 0)
}

function isGreatest(name: string): boolean {
  return name.startsWith('max:') || name.startsWith('max:', 4)
}

/** What is put away: in the order of the names, so that the same rows give the same text. */
export function measuresOf(tally: Tally): Measures {
  return Object.fromEntries([...tally].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Each bucket ends 10 % above where it begins: whatever stands for it is off by less than 5 %. */
const growth = 1.1
const logGrowth = Math.log(growth)

/** The name under which a time (ms) is counted: `wait~61`. Times of nothing, and those that a clock made negative, are 0. */
export function bucketOf(name: string, ms: number): string {
  return `${name}~${ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / logGrowth)}`
}

/** In the middle of its bucket by ratio, whole ms. */
function timeOf(bucket: number): number {
  return bucket === 0 ? 0 : Math.round((2 * growth ** bucket) / (growth + 1))
}

/**
 * The time (ms) that this share of all is not longer than, by nearest rank: at most 5 % off (and half a millisecond, by
 * rounding). Null where nothing was counted.
 */
export function percentile(tally: Tally, name: string, share: number): number | null {
  const begin = `${name}~`
  const buckets: [number, number][] = []
  let all = 0
  for (const [key, count] of tally) {
    if (!key.startsWith(begin)) continue
    buckets.push([Number(key.slice(begin.length)), count])
    all += count
  }
  if (all === 0) return null
  buckets.sort(([one], [other]) => one - other)
  let left = Math.max(1, Math.ceil(all * share))
  for (const [bucket, count] of buckets) {
    left -= count
    if (left <= 0) return timeOf(bucket)
  }
  return null
}

export function get(tally: Tally, name: string): number {
  return tally.get(name) ?? 0
}

/** Null where there is nothing to have a share of. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** All that begins so, without its beginning: what was counted of each key. */
export function below(tally: Tally, begin: string): Tally {
  const found: Tally = new Map()
  for (const [name, amount] of tally) if (name.startsWith(begin)) found.set(name.slice(begin.length), amount)
  return found
}

/** The beginning of what belongs to this hour of the day. */
export function hourName(hour: number): string {
  return `h${String(hour).padStart(2, '0')}:`
}

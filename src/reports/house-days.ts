/** Days and hours by the clock of the house. A day is written `2026-11-23`. */
export interface HouseDays {
  /** The day in which an instant (ms) lies. */
  dayOf(instant: number): string
  /** The first instant (ms) of a day; the next one's is its end. A day that the zone skipped begins where it ends. */
  beginOf(day: string): number
  /** 0 to 23. A clock that is put back shows an hour twice, and it is counted as one. */
  hourOf(instant: number): number
}

const hour = 60 * 60_000
/** Offsets of all zones are whole quarters of an hour by now. */
const quarter = hour / 4
const dayMs = 24 * hour
/** No clock is further from UTC, and a day may be a quarter off where a zone put its clock back just after midnight. */
const furthest = 16 * hour
const mostKept = 50_000

export function houseDays(timeZone: string): HouseDays {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  })
  const ahead = new Map<number, number>()
  const begins = new Map<string, number>()

  /** What the clock shows at this instant, as if it were UTC. */
  const shownAt = (instant: number): number => {
    const slot = Math.floor(instant / quarter)
    let offset = ahead.get(slot)
    if (offset === undefined) {
      if (ahead.size > mostKept) ahead.clear()
      offset = offsetAt(slot * quarter)
      ahead.set(slot, offset)
    }
    return instant + offset
  }

  const offsetAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    return shown - Math.floor(instant / 60_000) * 60_000
  }

  /** Found by halving: the first quarter of an hour in which the clock shows this day, or a later one. */
  const search = (day: string): number => {
    const shown = midnight(day)
    let [before, at] = [(shown - furthest) / quarter, (shown + furthest) / quarter]
    while (at - before > 1) {
      const middle = Math.floor((before + at) / 2)
      if (shownAt(middle * quarter) >= shown) at = middle
      else before = middle
    }
    return at * quarter
  }

  const beginOf = (day: string): number => {
    let begin = begins.get(day)
    if (begin === undefined) {
      if (begins.size > mostKept) begins.clear()
      begin = search(day)
      begins.set(day, begin)
    }
    return begin
  }

  return {
    beginOf,
    dayOf(instant) {
      const day = written(shownAt(instant))
      // Where a clock was put back over midnight the day that has begun goes on.
      if (instant >= beginOf(addDays(day, 1))) return addDays(day, 1)
      return instant < beginOf(day) ? addDays(day, -1) : day
    },
    hourOf: (instant) => new Date(shownAt(instant)).getUTCHours(),
  }
}

export function addDays(day: string, days: number): string {
  return written(midnight(day) + days * dayMs)
}

/** How many days after `from` this one is. */
export function daysBetween(from: string, until: string): number {
  return Math.round((midnight(until) - midnight(from)) / dayMs)
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(midnight(day)).getUTCDay() + 6) % 7
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function written(shown: number): string {
  return new Date(shown).toISOString().slice(0, 10)
}

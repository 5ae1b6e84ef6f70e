import type { FigureDay, FigurePart, FigureState, FigureStore } from '../store/figure-store.ts'
import { type ChangedFigure, type CountOrder, nearDays } from './count-day.ts'
import { groupingsOfPart } from './count-part.ts'
import { addDays, type HouseDays } from './house-days.ts'
import type { ReportSettings } from './report-kind.ts'

export interface FigureKeeping {
  readonly store: FigureStore
  readonly days: HouseDays
  readonly timeZone: string
  readonly settings: ReportSettings
  readonly count: (order: CountOrder) => Promise<readonly ChangedFigure[]>
  /** How long events of calls, and signals that are over, are kept, ms. */
  readonly keepEventsMs: number
  readonly keepSignalsMs: number
  /** After so long whatever was being written when a change was noted stands, or was undone, ms. */
  readonly settleMs: number
  readonly now: () => number
}

export interface FigureKeeper {
  /** Counts what is most due, if anything is; whether it was. */
  step(): Promise<boolean>
}

const minute = 60_000
/** How old the figures of today may become, ms. */
const todayAges: Readonly<Record<FigurePart, number>> = {
  calls: minute,
  matters: minute,
  contacts: 10 * minute,
  standing: 60 * minute,
}
const marksAtOnce = 200
const mostMarkRounds = 20
/** Forgetting has begun before this was written down. */
const forgettingAheadMs = 2 * 60 * minute

const dayParts = ['calls', 'matters', 'contacts'] as const

/**
 * Keeps what is counted of days up to date: today again and again, a day that is over once more, and later only where
 * something has changed. What was never counted by the rules of now is counted when nothing else is due, the newest first.
 */
export function keepFigures(keeping: FigureKeeping): FigureKeeper {
  const { store, days, now } = keeping
  let marksAt = 0

  const countOne = async (
    { part, day }: FigureDay,
    state: FigureState,
    dueAt: number | null,
  ): Promise<void> => {
    const at = now()
    const { timeZone, settings } = keeping
    const { today, eventsFrom, signalsFrom } = state
    const rows = await keeping.count({ part, day, timeZone, today, settings, eventsFrom, signalsFrom })
    await store.writeFigures(rows)
    await store.settleFigureDay({ part, day }, at, dueAt)
  }

  const ageOfToday = async (state: FigureState): Promise<FigurePart | null> => {
    for (const part of ['calls', 'matters', 'contacts', 'standing'] as const) {
      const counted = await store.readFigureCounted({ part, day: state.today })
      if (counted === null || now() - counted >= todayAges[part]) return part
    }
    return null
  }

  const takeMarks = async (state: FigureState): Promise<void> => {
    if (now() - marksAt < minute && marksAt <= now()) return
    marksAt = now()
    for (let round = 0; round < mostMarkRounds; round++) {
      const taken = await store.takeFigureMarks(marksAtOnce, now() + keeping.settleMs, (part, hour) =>
        daysOfMark(days, part, hour, state.today),
      )
      if (taken < marksAtOnce) return
    }
  }

  return {
    async step() {
      const state = await bringStateUp(keeping)
      const part = await ageOfToday(state)
      const due = part === null ? await store.nextDueFigureDay(now()) : null
      if (part !== null) await countOne({ part, day: state.today }, state, null)
      else if (due) await countOne(due, state, due.dueAt)
      // After the day that was due: whatever makes it due again puts it off.
      await takeMarks(state)
      return part !== null || due !== null
    },
  }
}

/** An hour may lie in two days; whether somebody came back is seen in the days around it. */
function daysOfMark(days: HouseDays, part: FigurePart, hour: number, today: string): FigureDay[] {
  const touched = new Set([days.dayOf(hour * 3_600_000), days.dayOf((hour + 1) * 3_600_000 - 1)])
  const reach = part === 'contacts' ? nearDays : 0
  const found = new Set<string>()
  for (const day of touched) {
    for (let n = -reach; n <= reach; n++) found.add(addDays(day, n))
  }
  return [...found].filter((day) => day < today).map((day) => ({ part, day }))
}

/** Another text of its rules, and all days of a part are counted anew. */
async function bringStateUp(keeping: FigureKeeping): Promise<FigureState> {
  const { store, days, now } = keeping
  const stored = await store.readFigureState()
  const today = days.dayOf(now())
  const rules = await rulesOf(keeping)
  const forgotten = {
    eventsFrom: now() - keeping.keepEventsMs + forgettingAheadMs,
    signalsFrom: now() - keeping.keepSignalsMs + forgettingAheadMs,
  }
  const state: FigureState = {
    rules: JSON.stringify(rules),
    // A clock that was put back does not open days again.
    today: stored && stored.today > today ? stored.today : today,
    closedUntil: Math.max(stored?.closedUntil ?? 0, days.beginOf(today)),
    eventsFrom: Math.max(stored?.eventsFrom ?? 0, forgotten.eventsFrom),
    signalsFrom: Math.max(stored?.signalsFrom ?? 0, forgotten.signalsFrom),
    backlogDays: stored?.backlogDays ?? 0,
  }
  const known = stored ? (JSON.parse(stored.rules) as Partial<Record<string, string>>) : {}
  const changed = dayParts.filter((part) => known[part] !== rules[part])
  const backlog = changed.length === 0 ? [] : await allDays(keeping, changed, state.today)
  const isSame =
    stored !== null && stored.rules === state.rules && stored.today === state.today && backlog.length === 0
  // How far forgetting has come is written with the rest, and else when it has gone on by an hour.
  if (isSame && state.eventsFrom - stored.eventsFrom < 60 * minute) return state
  const dueAt = now() + keeping.settleMs
  if (stored) await store.makeFigureDaysDue(closedDays(stored.today, state.today), dueAt, false)
  await store.makeFigureDaysDue(backlog, dueAt, true)
  const written = backlog.length === 0 ? state : { ...state, backlogDays: backlog.length }
  await store.writeFigureState(written)
  return written
}

/** By which each part is counted, as text: the house's clock, what is counted by what, and what it goes by besides. */
async function rulesOf({ store, timeZone, settings }: FigureKeeping): Promise<Record<string, string>> {
  const { serviceSeconds, queueSeconds, shortAbandonSeconds, leaving } = settings
  const textOf = (part: FigurePart, ...more: unknown[]) =>
    JSON.stringify([timeZone, groupingsOfPart(part), ...more])
  return {
    calls: textOf('calls', serviceSeconds, queueSeconds, shortAbandonSeconds, leaving),
    matters: textOf('matters', await store.readTeamsOfAccounts()),
    contacts: textOf('contacts'),
  }
}

async function allDays(
  { store, days }: FigureKeeping,
  parts: readonly FigurePart[],
  today: string,
): Promise<FigureDay[]> {
  const first = await store.readFirstInstant()
  if (first === null) return []
  const found: FigureDay[] = []
  for (let day = addDays(today, -1); day >= days.dayOf(first); day = addDays(day, -1)) {
    for (const part of parts) found.push({ part, day })
  }
  return found
}

/** Days that have ended since, and those whose seven days after them have. */
function closedDays(from: string, today: string): FigureDay[] {
  const found: FigureDay[] = []
  for (let day = addDays(from, -nearDays - 1); day < today; day = addDays(day, 1)) {
    found.push({ part: 'contacts', day })
    if (day >= from) found.push({ part: 'calls', day }, { part: 'matters', day })
  }
  return found
}

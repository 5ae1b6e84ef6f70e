import type { LiveAgentView, LiveEntry, LiveFiguresView, LiveMessage } from '../../wire/live-api.ts'

/** What the page knows of what is going on. Lines that have not changed stay the same objects. */
export interface LiveView {
  readonly version: number
  readonly calls: ReadonlyMap<string, LiveEntry>
  readonly agents: ReadonlyMap<string, LiveAgentView>
  readonly figures: ReadonlyMap<string, LiveFiguresView>
}

const figureKey = ({ source, queue }: LiveFiguresView): string => `${source} ${queue}`

/** The next view; null where something was missed and the snapshot has to be asked for again. */
export function takeLive(view: LiveView | null, message: LiveMessage): LiveView | null {
  const { version, calls, agents, figures } = message
  if (message.kind === 'snapshot') {
    return {
      version,
      calls: new Map(calls.map((one) => [one.callId, one])),
      agents: new Map(agents.map((one) => [one.accountId, one])),
      figures: new Map(figures.map((one) => [figureKey(one), one])),
    }
  }
  if (!view || version !== view.version + 1) return null
  const { gone } = message
  return {
    version,
    calls: changed(view.calls, calls, (one) => one.callId, gone.calls),
    agents: changed(view.agents, agents, (one) => one.accountId, gone.agents),
    figures: changed(view.figures, figures, figureKey, gone.figures),
  }
}

function changed<T>(
  known: ReadonlyMap<string, T>,
  put: readonly T[],
  keyOf: (one: T) => string,
  gone: readonly string[],
): ReadonlyMap<string, T> {
  if (put.length === 0 && gone.length === 0) return known
  const next = new Map(known)
  for (const key of gone) next.delete(key)
  for (const one of put) next.set(keyOf(one), one)
  return next
}

export function isWaiting({ state, direction }: LiveEntry): boolean {
  return direction === 'inbound' && (state === 'waiting' || state === 'ringing')
}

/** Calls that reach nobody, then honoured customers, then whoever waits longest. */
export function byUrgency(one: LiveEntry, other: LiveEntry): number {
  return (
    Number(other.unrouted) - Number(one.unrouted) ||
    Number(other.honoured) - Number(one.honoured) ||
    one.since - other.since
  )
}

export type DayFigures = Omit<LiveFiguresView, 'source' | 'queue'>

export function sumFigures(figures: Iterable<LiveFiguresView>): DayFigures {
  const sum = {
    answered: 0,
    inTime: 0,
    abandoned: 0,
    abandonedSoon: 0,
    waitedMs: 0,
    longestMs: 0,
  }
  for (const one of figures) {
    sum.answered += one.answered
    sum.inTime += one.inTime
    sum.abandoned += one.abandoned
    sum.abandonedSoon += one.abandonedSoon
    sum.waitedMs += one.waitedMs
    sum.longestMs = Math.max(sum.longestMs, one.longestMs)
  }
  return sum
}

/** 0 to 1; null where nothing is counted yet. The same as on the wall: live/wall-figures.ts. */
export function serviceLevel({ answered, inTime, abandoned, abandonedSoon }: DayFigures): number | null {
  const counted = answered + abandoned - abandonedSoon
  return counted <= 0 ? null : inTime / counted
}

export function abandonedShare({ answered, abandoned }: DayFigures): number | null {
  return answered + abandoned <= 0 ? null : abandoned / (answered + abandoned)
}

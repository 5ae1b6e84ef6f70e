import { setTimeout as pause } from 'node:timers/promises'
import type { SpoolRow, SpoolStore } from './store/spool-store.ts'

/** Moves what is spooled into the house's store. */
export interface Drain {
  /** There is something to do, or the store is back. */
  wake(): void
  /** Finishes what it is at. */
  stop(): Promise<void>
}

interface DrainSettings {
  readonly spool: SpoolStore
  /** Resolves once the rows of one call are durable in the store. */
  readonly take: (rows: readonly SpoolRow[]) => Promise<void>
  /** Whether the store is known to take nothing. */
  readonly isAway: () => boolean
  readonly whyNot: (reason: unknown) => WhyNotTaken
  readonly tell: (news: DrainNews) => void
  /** The wall clock, ms. */
  readonly now: () => number
}

export interface WhyNotTaken {
  /**
   * `unanswered`: the store went away or takes too long. `refused`: it cannot hold this event. `hindered`: it takes none,
   * though it is there (a right or a table is missing).
   */
  readonly kind: 'unanswered' | 'refused' | 'hindered'
  /** A code that tells nothing of the event. */
  readonly code: string
  /** Where in the program it came up, if it is a fault of the program. */
  readonly at?: readonly string[]
}

export type DrainNews =
  /** Rows of one call. */
  | { readonly kind: 'drained'; readonly source: string; readonly call: string; readonly rows: number }
  /** Without anything of the event that may be personal. */
  | {
      readonly kind: 'set-aside'
      readonly row: number
      readonly source: string
      readonly call: string
      readonly event: string
      readonly why: string
      readonly at?: readonly string[]
    }
  /** It does not go on, and not because the store were away. */
  | { readonly kind: 'stuck'; readonly why: string }

const rowsAtOnce = 400
/** Half of the connections to the database: the others are for calls that are going on. */
const callsAtOnce = 8
/** By then it is known whether the store has gone away or only this event has failed, ms. */
const untilKnownMs = 1500
/** A store that is slow or comes and goes is given more of them. */
const triesOf = { refused: 3, unanswered: 10 }
const slowClockMs = 1000
const stuckMs = 5000

/** `taken` also where it was set aside: the next one may go on. */
type Outcome = 'taken' | 'away' | 'stuck'

/**
 * Oldest first; calls side by side, the events of a call one behind the other. A row is removed only when its event is
 * durable in the store, so whatever is killed in between is done again. What the store cannot hold is set aside.
 */
export function drainSpool(settings: DrainSettings): Drain {
  const { spool, isAway, tell } = settings
  const stopping = new AbortController()
  const { signal } = stopping
  let woken = Promise.withResolvers<void>()

  const rest = async (ms: number): Promise<void> => {
    await Promise.race([waitFor(ms, signal), woken.promise])
    woken = Promise.withResolvers()
  }

  const turn = async (): Promise<void> => {
    if (spool.usage().rows === 0 || isAway()) return rest(slowClockMs)
    if ((await drainSome(settings, signal)) === 'stuck') await waitFor(stuckMs, signal)
    else if (spool.usage().rows === 0) await spool.shrink()
  }

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await turn().catch((reason: unknown) => {
        tell({ kind: 'stuck', why: settings.whyNot(reason).code })
        return waitFor(stuckMs, signal)
      })
    }
  }

  const done = run()
  return {
    wake: () => woken.resolve(),
    async stop() {
      stopping.abort()
      await done
    },
  }
}

async function drainSome(settings: DrainSettings, signal: AbortSignal): Promise<Outcome> {
  const calls = byCall(settings.spool.head(rowsAtOnce))
  let outcome: Outcome = 'taken'
  const line = async (): Promise<void> => {
    for (let rows = calls.shift(); rows && outcome === 'taken'; rows = calls.shift()) {
      const how = await drainCall(settings, rows, signal)
      if (how !== 'taken') outcome = how
    }
  }
  await Promise.all(Array.from({ length: callsAtOnce }, line))
  return outcome
}

/** All of them at once, since that is quicker; one by one where one keeps the others out. */
async function drainCall(
  settings: DrainSettings,
  rows: readonly SpoolRow[],
  signal: AbortSignal,
): Promise<Outcome> {
  if (signal.aborted) return 'away'
  if (rows.length > 1 && (await failureOf(settings, rows)) === null) return 'taken'
  for (const row of rows) {
    const outcome = await drainOne(settings, row, signal)
    if (outcome !== 'taken') return outcome
  }
  return 'taken'
}

async function drainOne(settings: DrainSettings, row: SpoolRow, signal: AbortSignal): Promise<Outcome> {
  const { isAway, tell } = settings
  for (let tries = 1; !isAway() && !signal.aborted; tries++) {
    const why = await failureOf(settings, [row])
    if (why === null) return 'taken'
    if (why.kind === 'hindered') {
      tell({ kind: 'stuck', why: why.code })
      return 'stuck'
    }
    if (tries >= triesOf[why.kind]) {
      await setAside(settings, row, why)
      return 'taken'
    }
    await waitFor(untilKnownMs, signal)
  }
  return 'away'
}

async function failureOf(
  { spool, take, tell, whyNot }: DrainSettings,
  rows: readonly SpoolRow[],
): Promise<WhyNotTaken | null> {
  try {
    await take(rows)
  } catch (reason) {
    return whyNot(reason)
  }
  await spool.remove(rows)
  const [first] = rows
  if (first) tell({ kind: 'drained', source: first.source, call: first.call, rows: rows.length })
  return null
}

async function setAside({ spool, tell, now }: DrainSettings, row: SpoolRow, { code, at }: WhyNotTaken) {
  await spool.setAside(row, code, now())
  const { id, source, call, event } = row
  tell({
    kind: 'set-aside',
    row: id,
    source,
    call,
    event: event?.kind ?? 'link',
    why: code,
    ...(at && { at }),
  })
}

function byCall(rows: readonly SpoolRow[]): SpoolRow[][] {
  const calls = new Map<string, SpoolRow[]>()
  for (const row of rows) {
    const call = `${row.source}:${row.call}`
    const others = calls.get(call)
    if (others) others.push(row)
    else calls.set(call, [row])
  }
  return [...calls.values()]
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

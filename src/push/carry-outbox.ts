import type { DeskMessage, OutboxRow } from '../store/call-store.ts'

/** Carries what any node has written to the sockets of this one. */
export interface OutboxCarrier {
  /** What this node has written itself: goes out at once, and not again when it comes by in the outbox. */
  handOver(messages: readonly DeskMessage[]): void
  /** Reads no more; what waits is not delivered. */
  stop(): void
}

export interface CarrierSettings {
  readonly readOutbox: (after: number, most: number) => Promise<readonly OutboxRow[]>
  /** Calls back when something may have been written somewhere; may be late, lost or mistaken. Returns how to end that. */
  readonly hint: (heard: () => void) => () => void
  /** To the sockets of this node. Each agent's messages come in the order of their versions, each once. */
  readonly deliver: (messages: readonly DeskMessage[]) => void
  readonly onFault: (reason: unknown) => void
  /** Without a hint it is read this often, ms; failed reads are tried again at least as often. */
  readonly slowClockMs: number
  /** Longer than any writing transaction may stay open, ms: the engine has to be told to end those that do. */
  readonly overlapMs: number
  /** How far the nodes' clocks, and a message's time and its writing, may lie apart, ms. Half a minute if nothing is said. */
  readonly clocksApartMs?: number
  /** A read that has not been answered after this time counts as failed, ms. */
  readonly patienceMs: number
  readonly rowsAtOnce: number
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** Does the work after so many ms; returns how to call it off. */
  readonly later: (work: () => void, ms: number) => () => void
}

/** First pause after a failed read, ms; doubled from failure to failure. */
const firstPauseMs = 50

/**
 * Carries the outbox. Hints only make it quicker: whatever is committed is read by the slow clock at the latest. Ids
 * become visible in another order than they were given, so each pass begins where the first of them may still be
 * missing; an agent's versions never do (they are given under the lock of the agent's desk), so their order tells
 * what has to wait and what was delivered before.
 */
export function carryOutbox(settings: CarrierSettings): OutboxCarrier {
  const { slowClockMs, overlapMs, rowsAtOnce, deliver, elapsed, later, onFault } = settings
  const order = versionOrder()
  // From its start on a node may have sockets, however long it takes until the outbox can be read.
  const since = settings.now() - overlapMs - (settings.clocksApartMs ?? 30_000)
  let ids: SeenIds | null = null
  let state: 'resting' | 'reading' | 'recovering' | 'stopped' = 'resting'
  let heardMeanwhile = false
  let failures = 0
  let cancel = (): void => undefined

  const read = (after: number, most: number): Promise<readonly OutboxRow[]> =>
    within(settings.patienceMs, later, settings.readOutbox(after, most))

  const emit = (messages: readonly DeskMessage[]): void => {
    if (messages.length === 0 || state === 'stopped') return
    try {
      deliver(messages)
    } catch (reason) {
      onFault(reason)
    }
  }

  /** Everything that was visible when it began has been taken when it ends. */
  const pass = async (): Promise<void> => {
    const began = elapsed()
    ids ??= seenIds(await beginningOf(read, since), overlapMs)
    const mark = order.mark()
    for (let after = ids.settled(); state === 'reading'; ) {
      const rows = await read(after, rowsAtOnce)
      emit(order.take(rows))
      for (const row of rows) ids.see(row.id, elapsed())
      after = rows.at(-1)?.id ?? after
      ids.settle(began, after)
      if (rows.length < rowsAtOnce) break
    }
    emit(order.letGo(mark))
  }

  const work = async (): Promise<void> => {
    if (state !== 'resting') {
      heardMeanwhile = true
      return
    }
    cancel()
    state = 'reading'
    try {
      do {
        heardMeanwhile = false
        await pass()
      } while (isReading() && (heardMeanwhile || order.hasWaiting()))
      failures = 0
      rest('resting', slowClockMs)
    } catch (reason) {
      onFault(reason)
      rest('recovering', Math.min(slowClockMs, firstPauseMs * 2 ** failures++))
    }
  }

  const isReading = (): boolean => state === 'reading'

  const rest = (next: 'resting' | 'recovering', ms: number): void => {
    if (state === 'stopped') return
    state = next
    cancel = later(() => {
      if (state !== 'stopped') state = 'resting'
      void work()
    }, ms)
  }

  const deafen = settings.hint(() => void work())
  void work()
  return {
    handOver(messages) {
      emit(order.take(messages))
      if (order.hasWaiting()) void work()
    },
    stop() {
      state = 'stopped'
      cancel()
      deafen()
    },
  }
}

/**
 * Lets each agent's messages through in the order of their versions, each once. What comes before its predecessor
 * waits. A predecessor is committed before its successor can be seen anywhere, so a pass that began after the successor
 * was seen brings it; what it does not bring has been forgotten, or is older than this node and its sockets.
 */
function versionOrder() {
  const delivered = new Map<string, number>()
  const waiting = new Map<string, Map<number, { message: DeskMessage; came: number }>>()
  let passes = 0

  const drain = (accountId: string, through: DeskMessage[]): void => {
    const line = waiting.get(accountId)
    if (!line) return
    for (let next = nextOf(accountId); ; next++) {
      const one = line.get(next)
      if (!one) break
      line.delete(next)
      delivered.set(accountId, next)
      through.push(one.message)
    }
    if (line.size === 0) waiting.delete(accountId)
  }

  const nextOf = (accountId: string): number => (delivered.get(accountId) ?? 0) + 1

  const take = (messages: readonly DeskMessage[]): DeskMessage[] => {
    const through: DeskMessage[] = []
    for (const { accountId, version, body } of messages) {
      if (version < nextOf(accountId)) continue
      const line = waiting.get(accountId) ?? new Map()
      waiting.set(accountId, line)
      if (!line.has(version)) line.set(version, { message: { accountId, version, body }, came: passes })
      drain(accountId, through)
    }
    return through
  }

  /** What came before this mark has waited for a whole pass: whatever stood before it has been seen by now. */
  const letGo = (mark: number): DeskMessage[] => {
    const through: DeskMessage[] = []
    for (const [accountId, line] of [...waiting]) {
      const ripe = [...line].filter(([, { came }]) => came < mark).map(([version]) => version)
      const last = Math.max(...ripe)
      const upToLast = [...line.keys()].filter((version) => version <= last)
      for (const version of upToLast.sort((a, b) => a - b)) {
        if (!line.has(version)) continue
        delivered.set(accountId, version - 1)
        drain(accountId, through)
      }
    }
    return through
  }

  return { take, letGo, mark: () => ++passes, hasWaiting: () => waiting.size > 0 }
}

interface SeenIds {
  /** Up to here nothing new can become visible. */
  settled(): number
  see(id: number, at: number): void
  /** A read that began then has shown all up to this id. */
  settle(began: number, upTo: number): void
}

/**
 * Which rows were seen beyond the point up to which nothing new can appear. An id that is missing below one that was
 * seen was given to an earlier transaction; that one has ended `overlapMs` later, and a read that began then would have
 * shown it, so it was undone and is waited for no longer. Held are thus only ids that were seen within `overlapMs` (and
 * one pass) above a missing one: none at all while none is missing, 10,000 at a thousand a second and ten seconds.
 */
function seenIds(beginning: number, overlapMs: number): SeenIds {
  const seen = new Map<number, number>()
  let settled = beginning
  return {
    settled: () => settled,
    see(id, at) {
      if (id === settled + 1) settled = id
      else if (id > settled && !seen.has(id)) seen.set(id, at)
    },
    settle(began, upTo) {
      for (const id of [...seen.keys()].sort((a, b) => a - b)) {
        const isNext = id === settled + 1
        if (id > upTo || (!isNext && (seen.get(id) ?? 0) > began - overlapMs)) return
        settled = Math.max(settled, id)
        seen.delete(id)
      }
    },
  }
}

/**
 * An id before all rows that were written since that instant (ms), found by halving, with some fifty reads of one row.
 * Older ones concern nobody here: who connects to this node gets a snapshot.
 */
async function beginningOf(
  read: (after: number, most: number) => Promise<readonly OutboxRow[]>,
  since: number,
): Promise<number> {
  const isOld = async (after: number): Promise<boolean> => {
    const [row] = await read(after, 1)
    return row !== undefined && row.at < since
  }
  if (!(await isOld(0))) return 0
  let old = 0
  let young = 1
  for (; await isOld(young); young *= 2) old = young
  while (young - old > 1) {
    const middle = Math.floor((old + young) / 2)
    if (await isOld(middle)) old = middle
    else young = middle
  }
  return young
}

function within<T>(ms: number, later: CarrierSettings['later'], answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = later(() => reject(new Error(`the outbox was not read within ${ms} ms`)), ms)
    answer.then(resolve, reject).finally(cancel)
  })
}

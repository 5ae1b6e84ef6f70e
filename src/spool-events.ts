import type { Logger } from 'pino'
import { resolveKept } from './agents-later.ts'
import { type DrainNews, drainSpool } from './drain-spool.ts'
import { type EventDoor, spoolingDoor } from './event-door.ts'
import { followTrouble } from './follow-trouble.ts'
import type { Journey } from './journey.ts'
import type { SpoolMeters } from './metrics.ts'
import type { ProvisionalPops } from './provisional-pops.ts'
import { whyNotWritten } from './store/postgres-faults.ts'
import type { SpoolRow, SpoolStore } from './store/spool-store.ts'
import type { Store } from './store/store.ts'
import type { AgentReference } from './wire/event-contract.ts'

/** The door for events of a node whose store may go away and come back. */
export interface Spooling extends EventDoor {
  /** Whether what this node and, by all appearances, the others have acknowledged is in the store. */
  isSettled(): boolean
  /** Stops draining. What is spooled by then is drained after the next start. */
  stop(): Promise<void>
}

interface SpoolingParts {
  readonly spool: SpoolStore
  readonly store: Pick<Store, 'trouble'>
  /** Into the store. */
  readonly straight: EventDoor
  readonly takeLate: Journey['takeLate']
  /** For events that were taken before any account was known. */
  readonly resolveAgent: (reference: AgentReference, source: string) => string | null
  readonly provisional: ProvisionalPops
  readonly meters: SpoolMeters
  readonly log: Logger
  /** The wall clock, ms. */
  readonly now: () => number
}

/** After trouble other nodes are given this long to drain what they hold, ms. */
const othersDrainMs = 60_000

export function spoolEvents(parts: SpoolingParts): Spooling {
  const { spool, store, straight, provisional, meters, log, now } = parts
  const tell = tellOfDrain(log, meters, () => spool.usage().rows)
  const isAway = (): boolean => store.trouble() !== null
  const drain = drainSpool({
    spool,
    take: takeSpooled(parts),
    isAway,
    whyNot: whyNotWritten,
    tell(news) {
      tell(news)
      if (news.kind !== 'stuck') provisional.settled(news.source, news.call)
    },
    now,
  })
  const door = spoolingDoor({
    straight,
    spool,
    drain,
    spooledAway: provisional.heard,
    isAway,
    now,
  })
  let unsettledUntil = 0
  const unfollow = followTrouble(store.trouble, (isTroubled) => {
    if (isTroubled) return door.troubleBegan()
    unsettledUntil = now() + othersDrainMs
    drain.wake()
  })
  return {
    take: door.take,
    takeLinked: door.takeLinked,
    isSettled: () => !isAway() && spool.usage().rows === 0 && now() >= unsettledUntil,
    stop() {
      unfollow()
      provisional.stop()
      return drain.stop()
    },
  }
}

/** The rows of one call, as they would have been taken when they came. */
function takeSpooled({ straight, takeLate, resolveAgent }: SpoolingParts) {
  return async (spooled: readonly SpoolRow[]): Promise<void> => {
    const rows = spooled.map((row) => ({ ...row, event: row.event && resolveKept(row.event, resolveAgent) }))
    await takeLate(
      rows.flatMap(({ event, links, ...times }) => (event && !links ? [{ event, ...times }] : [])),
    )
    for (const { source, event, links, receivedAt, sentAt } of rows) {
      if (!links) continue
      await straight.takeLinked({ source, links, events: event ? [event] : [], sentAt, receivedAt })
    }
  }
}

/** Progress is told by the figures; the log has the beginning's size, the end, and what somebody should look at. */
function tellOfDrain(log: Logger, meters: SpoolMeters, left: () => number): (news: DrainNews) => void {
  let drained = 0
  return (news) => {
    switch (news.kind) {
      case 'drained':
        meters.drained(news.rows)
        drained += news.rows
        if (left() > 0) return
        log.info({ events: drained }, 'what was spooled is in the database')
        drained = 0
        return
      case 'set-aside': {
        const { kind: _, call: __, ...what } = news
        log.error(
          what,
          'the database refuses an event that was acknowledged: it is set aside in the spool and tried again at the next start',
        )
        return
      }
      case 'stuck':
        log.error(
          { why: news.why, events: left() },
          'the database is there and does not take what is spooled',
        )
    }
  }
}

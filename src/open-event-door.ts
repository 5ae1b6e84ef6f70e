import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import { counting, type EventDoor } from './event-door.ts'
import type { House } from './house.ts'
import { legJoiner } from './join-legs.ts'
import type { Journey } from './journey.ts'
import type { Meters, SpoolMeters } from './metrics.ts'
import { type ProvisionalPops, provisionalPops } from './provisional-pops.ts'
import { type Spooling, spoolEvents } from './spool-events.ts'
import type { SpoolStore } from './store/spool-store.ts'
import type { Store } from './store/store.ts'

interface DoorParts {
  readonly house: House
  readonly store: Store
  readonly agents: Pick<Access['agents'], 'resolve'>
  readonly journey: Journey
  readonly meters: Meters
  /** Where events are kept while the database is away; null where the store is this node's own. */
  readonly spool: { readonly store: SpoolStore; readonly meters: SpoolMeters } | null
  /** What this agent is shown without the store has changed. */
  readonly provisionalChanged: (accountId: string) => void
  readonly log: Logger
}

export interface OpenedEventDoor {
  readonly door: EventDoor
  /** Both null where there is no spool. */
  readonly provisional: ProvisionalPops | null
  readonly spooling: Spooling | null
}

/** Where all events come in: straight into the store, or by the spool where that may be away. */
export function openEventDoor(parts: DoorParts): OpenedEventDoor {
  const { house, store, journey, meters, spool, log } = parts
  const { now, cautiousNow } = house
  const straight = { take: journey.take, takeLinked: legJoiner({ store, journey, now }) }
  if (!spool) return { door: counting(straight, meters), provisional: null, spooling: null }
  const provisional = provisionalPops({
    house,
    held: journey.heldCall,
    isSpooled: spool.store.holds,
    changed: parts.provisionalChanged,
  })
  const spooling = spoolEvents({
    provisional,
    straight,
    takeLate: journey.takeLate,
    resolveAgent: parts.agents.resolve,
    spool: spool.store,
    store,
    meters: spool.meters,
    log,
    now: cautiousNow,
  })
  return { door: counting(spooling, meters), provisional, spooling }
}

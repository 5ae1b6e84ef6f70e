import { z } from 'zod'
import { dialNews } from './dial-news.ts'
import type { LiveMessage } from './live-api.ts'
import { pop } from './pop.ts'
import { promiseNews } from './promise-api.ts'

export const availabilities = ['available', 'away', 'offline'] as const
export const availability = z.enum(availabilities).meta({ id: 'Availability' })
export type Availability = z.infer<typeof availability>

/** True while the server can store nothing: new calls come up late, and what people write is refused. Absent otherwise. */
const degraded = z.literal(true).optional()

/** One change of what an agent sees. `version` counts the agent's changes without a gap. */
export const desktopChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pop'), version: z.int(), pop }),
  z.strictObject({ kind: z.literal('availability'), version: z.int(), availability }),
  /** A call that rang here in vain has ended without anybody taking it: one's missed calls are worth fetching again. */
  z.strictObject({ kind: z.literal('missed'), version: z.int() }),
  /** A promise of one's own is due soon, or was broken: one's list of promises is worth fetching again. */
  z.strictObject({ kind: z.literal('promise'), version: z.int(), promise: promiseNews }),
  /** A call that one has placed by a click came to nothing. */
  z.strictObject({ kind: z.literal('dial'), version: z.int(), dial: dialNews }),
])
export type DesktopChange = z.infer<typeof desktopChange>

/** All that an agent sees, as of `version`. Sent on every connection and whenever a desktop asks. */
export const desktopSnapshot = z.strictObject({
  version: z.int(),
  availability,
  pops: z.array(pop),
  /** The server's clock, ms: so that a desktop shows durations right. */
  now: z.int(),
  degraded,
})
export type DesktopSnapshot = z.infer<typeof desktopSnapshot>

export const heartbeat = z.strictObject({ version: z.int(), now: z.int(), degraded })
export type Heartbeat = z.infer<typeof heartbeat>

/** How the server fares: told to all when that changes, and in the place of heartbeats while no version can be read. */
export const serviceState = z.strictObject({ now: z.int(), degraded })
export type ServiceState = z.infer<typeof serviceState>

/**
 * What this node shows while nothing can be stored, by what it has heard itself: each takes the place of the pop of its
 * call, and a closed one takes it away. The whole list each time; none of it outlives the connection.
 */
export const provisionalPops = z.strictObject({ pops: z.array(pop) })
export type ProvisionalPops = z.infer<typeof provisionalPops>

/** The call whose pop was painted, and which version of it. */
export const rendered = z.strictObject({ callId: z.string().max(500), version: z.int() })
export type Rendered = z.infer<typeof rendered>

/** Why a socket is closed by the server, told just before. */
export const goodbye = z.strictObject({
  reason: z.enum(['signed-out', 'flooding', 'too-slow', 'restarting']),
})
export type Goodbye = z.infer<typeof goodbye>

export interface ServerToDesktop {
  snapshot: (snapshot: DesktopSnapshot) => void
  change: (change: DesktopChange) => void
  heartbeat: (heartbeat: Heartbeat) => void
  service: (state: ServiceState) => void
  provisional: (provisional: ProvisionalPops) => void
  /** Supervisors only: the list of live calls, or of agents' states, has changed and is worth fetching again. */
  'live-calls': () => void
  /** To whoever watches: a snapshot, then what changes, at most four times a second. */
  live: (message: LiveMessage) => void
  /** Supervisors only: an alert was raised, marked or is over. */
  alerts: () => void
  goodbye: (goodbye: Goodbye) => void
}

export interface DesktopToServer {
  /** A gap was seen: send the snapshot again. */
  resync: () => void
  rendered: (rendered: Rendered) => void
  /** Supervisors only: begin to watch what is going on, or begin again after a gap. */
  'watch-live': () => void
  'leave-live': () => void
}

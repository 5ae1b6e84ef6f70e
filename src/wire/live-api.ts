import { z } from 'zod'
import { reasonKinds, recognitionOutcome } from './pop.ts'

/** A call as supervisors see it while it lives. Instants in ms by the server's clock. */
export const liveEntry = z
  .strictObject({
    callId: z.string(),
    source: z.string(),
    queue: z.string().nullable(),
    direction: z.enum(['inbound', 'outbound', 'internal']),
    /** `waiting`: nobody speaks with the caller (any more); `ringing`: the same, and somebody is rung. */
    state: z.enum(['waiting', 'ringing', 'connected', 'held']),
    since: z.int(),
    arrivedAt: z.int(),
    number: z.string().nullable(),
    presentation: z.string(),
    customerId: z.int().nullable(),
    name: z.string().nullable(),
    outcome: recognitionOutcome.nullable(),
    tier: z.string().nullable(),
    honoured: z.boolean(),
    /** The likeliest. */
    reason: z.strictObject({ kind: z.enum(reasonKinds), key: z.string(), text: z.string() }).nullable(),
    /** Who speaks with them, by name. */
    agents: z.array(z.string()),
    /** Whom it was offered to, by name, and what became of it. */
    offers: z.array(
      z.strictObject({
        agent: z.string(),
        result: z.enum(['offered', 'won', 'lost', 'missed', 'declined', 'busy', 'withdrawn']),
        at: z.int(),
        rounds: z.int(),
      }),
    ),
    /** Offered to nobody we know: somebody should look. */
    unrouted: z.boolean(),
    degraded: z.enum(['not-popped', 'directory']).nullable(),
    /** The call is to be answered within so long, ms. */
    answerWithinMs: z.int(),
  })
  .meta({ id: 'LiveEntry' })
export type LiveEntry = z.infer<typeof liveEntry>

export const agentDoings = [
  'speaking',
  'held',
  'ringing',
  'wrap-up',
  'free',
  'paused',
  'busy',
  'away',
  'offline',
] as const

/** What an agent does. `busy`: the phone is in use, but for no call of ours. */
export const liveAgent = z
  .strictObject({
    accountId: z.string(),
    name: z.string(),
    doing: z.enum(agentDoings),
    /** Null where nobody knows. */
    since: z.int().nullable(),
    /** The call that this is about. */
    callId: z.string().nullable(),
    pauseReason: z.string().nullable(),
  })
  .meta({ id: 'LiveAgent' })
export type LiveAgentView = z.infer<typeof liveAgent>

/** Calls of today that came in, of one queue. */
export const liveFigures = z
  .strictObject({
    source: z.string(),
    /** Empty: none. */
    queue: z.string(),
    answered: z.int(),
    inTime: z.int(),
    abandoned: z.int(),
    /** Of these, within the time that does not count against the house. */
    abandonedSoon: z.int(),
    waitedMs: z.int(),
    longestMs: z.int(),
  })
  .meta({ id: 'LiveFigures' })
export type LiveFiguresView = z.infer<typeof liveFigures>

const parts = {
  calls: z.array(liveEntry),
  agents: z.array(liveAgent),
  figures: z.array(liveFigures),
}

/** Versions count without a gap for one connection. `now` is the server's clock, ms. */
export const liveMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('snapshot'), version: z.int(), now: z.int(), ...parts }),
  z.strictObject({
    kind: z.literal('delta'),
    version: z.int(),
    now: z.int(),
    ...parts,
    gone: z.strictObject({
      calls: z.array(z.string()),
      agents: z.array(z.string()),
      /** `source`, a space, `queue`. */
      figures: z.array(z.string()),
    }),
  }),
])
export type LiveMessage = z.infer<typeof liveMessage>

/** What a screen on the wall shows: no numbers, and names only as far as the house shows first names. */
export const wallBoard = z
  .strictObject({
    now: z.int(),
    /** What the link is called. */
    name: z.string(),
    houseName: z.string(),
    language: z.string(),
    waiting: z.int(),
    longestWaitingMs: z.int(),
    /** Those who wait longest, honoured ones first. */
    next: z.array(
      z.strictObject({
        firstName: z.string().nullable(),
        honoured: z.boolean(),
        queue: z.string().nullable(),
        since: z.int(),
        answerWithinMs: z.int(),
      }),
    ),
    speaking: z.int(),
    free: z.int(),
    wrapUp: z.int(),
    away: z.int(),
    unrouted: z.int(),
    /** In per cent; null where nobody has called today. */
    serviceLevel: z.number().nullable(),
    abandonedShare: z.number().nullable(),
    answered: z.int(),
    longestTodayMs: z.int(),
    queues: z.array(
      z.strictObject({
        name: z.string(),
        waiting: z.int(),
        longestWaitingMs: z.int(),
        serviceLevel: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'WallBoard' })
export type WallBoardView = z.infer<typeof wallBoard>

export const wallToken = z.strictObject({ token: z.string().min(20).max(200) })

export const wallLinkView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    teams: z.array(z.string()).nullable(),
    createdAt: z.int(),
    createdBy: z.string(),
    seenAt: z.int().nullable(),
  })
  .meta({ id: 'WallLink' })
export type WallLinkView = z.infer<typeof wallLinkView>

export const newWallLink = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Whose figures it shows; null: all. */
  teams: z.array(z.string()).nullable().default(null),
})
/** The token is told once. */
export const madeWallLink = z.strictObject({ link: wallLinkView, token: z.string() })

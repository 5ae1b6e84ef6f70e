import { z } from 'zod'

/** The most events that one request may carry. */
export const mostEventsInOneRequest = 100

const text = (most: number) => z.string().min(1).max(most)

/** An agent as a phone system knows one. */
export const agentReference = z
  .union([
    z.strictObject({ extension: text(128) }),
    z.strictObject({ login: text(64) }),
    z.strictObject({ id: text(64) }),
  ])
  .meta({ id: 'AgentReference', description: 'Exactly one of extension, login or id.' })
export type AgentReference = z.infer<typeof agentReference>

/** ISO 8601 with a zone, or milliseconds since 1970; within what a call can be: the years 2001 to 2100. */
const instant = z
  .union([
    z.iso.datetime({ offset: true }).transform((written) => Date.parse(written)),
    z.int().min(1_000_000_000_000).max(4_102_444_800_000),
  ])
  .meta({ description: 'ISO 8601 with a zone, or whole milliseconds since 1970.' })

const agents = z.array(agentReference).min(1).max(200)

const common = {
  id: text(200).meta({ description: 'Unique within the source. The same id again is the same event.' }),
  time: instant,
  call: text(200).meta({ description: "The phone system's root id of the conversation." }),
  sequence: z.int().min(0).exactOptional(),
  direction: z.enum(['inbound', 'outbound', 'internal']).exactOptional(),
  from: z
    .string()
    .max(512)
    .exactOptional()
    .meta({ description: 'The calling number as the phone system has it.' }),
  to: z.string().max(512).exactOptional().meta({ description: 'The number that was dialled.' }),
  displayName: z.string().max(512).exactOptional(),
  presentation: z.enum(['allowed', 'restricted', 'unavailable']).exactOptional(),
  attestation: z.enum(['A', 'B', 'C', 'failed', 'none', 'diverted']).exactOptional(),
  diversion: z.string().max(512).exactOptional(),
  queue: text(128).exactOptional(),
  agents: agents.exactOptional(),
}

/** The product's own contract for what a phone system reports. */
export const eventMessage = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('arrived') }),
    z.strictObject({
      ...common,
      kind: z.literal('claims'),
      claims: z
        .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/), z.string().max(512))
        .refine((claims) => Object.keys(claims).length <= 32, 'at most 32 claims'),
    }),
    z.strictObject({ ...common, kind: z.literal('queued') }),
    z.strictObject({ ...common, kind: z.literal('offered'), agents }),
    z.strictObject({ ...common, kind: z.literal('answered') }),
    z.strictObject({ ...common, kind: z.literal('held') }),
    z.strictObject({ ...common, kind: z.literal('resumed') }),
    z.strictObject({ ...common, kind: z.literal('transferred') }),
    z.strictObject({
      ...common,
      kind: z.literal('offer-ended'),
      agents,
      result: z.enum(['lost', 'missed', 'declined', 'busy', 'withdrawn']),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('ended'),
      reason: z.enum(['hung-up', 'abandoned', 'no-answer', 'busy', 'failed']).exactOptional(),
    }),
  ])
  .meta({ id: 'CallEvent', description: 'One event of one call.' })
export type EventMessage = z.infer<typeof eventMessage>

export const eventMessages = z
  .union([eventMessage, z.array(eventMessage).min(1).max(mostEventsInOneRequest)])
  .meta({ id: 'CallEvents', description: 'One event, or an array of at most 100.' })

/** What the phone system gets back once its events are durable; the same for the same events sent again. */
export const eventsAccepted = z
  .strictObject({
    accepted: z.array(z.strictObject({ id: z.string(), call: z.string() })),
    /** References to agents that no account is known for; the rest of the event was taken. */
    unknownAgents: z.array(agentReference).optional(),
  })
  .meta({ id: 'EventsAccepted' })
export type EventsAccepted = z.infer<typeof eventsAccepted>

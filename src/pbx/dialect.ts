import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { CallEvent } from '../call/call-event.ts'
import type { AgentReference } from '../wire/event-contract.ts'
import type { Verification } from './verify-request.ts'

/** How one phone system speaks when it reports its calls by itself. docs/phone-systems/adding-one.md shows how to write one. */
export interface Dialect {
  /** Name of the source's `kind`, and a part of the address: `/v1/sources/<source>/<kind>`. */
  readonly kind: string
  /** Taken besides POST. */
  readonly otherMethods: readonly ('GET' | 'OPTIONS')[]
  /**
   * What a source must have to prove anything: a signing secret, a token of ours, both, or one of them. `optional` where
   * the source may also be one to which we connect; without a key nothing is taken then.
   */
  readonly proof: 'secret' | 'token' | 'both' | 'either' | 'optional'
  /** Whether the address is part of what is signed: then `publicUrl` must be configured. */
  readonly signsAddress: boolean
  /** Whether `hear` says by links which legs belong together. */
  readonly linksLegs: boolean
  /** What only this system has to have configured; checked together with the rest of the configuration. */
  readonly settings: z.ZodType
  /** Whether the request is from whom it says. Must fail closed where a header is missing, and compare in constant time. `now` in ms. */
  readonly verify: (request: HookRequest, keys: HookKeys, now: number) => Verification
  /**
   * What a genuine request says. Pure: the same request is heard the same, however often it comes. `keys` are there for
   * systems that want an answer signed with them.
   */
  readonly hear: (request: HookRequest, settings: unknown, keys: HookKeys) => Heard
}

/** A request as the phone system sent it. */
export interface HookRequest {
  readonly method: string
  /** The address as it was called from outside, with its query: the configured `publicUrl` and what came after it. */
  readonly url: string
  /** What stands in the address after the kind, decoded: a token of ours, or the name of one of the system's hooks. */
  readonly parts: readonly string[]
  readonly headers: IncomingHttpHeaders
  /** The raw bytes, as they were signed. */
  readonly body: Buffer
}

/** What a source's requests are checked against, as configured. */
export interface HookKeys {
  readonly secrets: readonly string[]
  readonly tokens: readonly string[]
}

export type Heard =
  | {
      readonly kind: 'events'
      readonly events: readonly HeardEvent[]
      /** Which legs belong together, where the ids of calls alone do not say it; applied before the events. */
      readonly links?: readonly LegLink[]
      /** It is a record of what is over: it pops nobody, however short ago that was. */
      readonly afterwards?: boolean
      /** Sent once the events are durable. */
      readonly answer: HookAnswer
    }
  /** The phone system wants to know whether it is understood here, and nothing has happened to a call. */
  | { readonly kind: 'handshake'; readonly answer: HookAnswer }
  /** Understood, and of no interest. */
  | { readonly kind: 'ignored'; readonly answer: HookAnswer }
  | Misheard

export interface Misheard {
  readonly kind: 'refused'
  readonly code: 'bad-utf8' | 'too-deep' | 'bad-json' | 'bad-input' | 'wrong-content-type' | 'not-found'
  readonly faults?: { path: string; message: string }[]
}

/** An event of a call in our words. A field that is undefined is not said. */
export type HeardEvent = {
  readonly [K in Exclude<keyof CallEvent, 'source' | 'at' | 'agents' | 'id' | 'call' | 'kind'>]?:
    | CallEvent[K]
    | undefined
} & Pick<CallEvent, 'id' | 'call' | 'kind'> & {
    /** When it happened by the phone system's clock, ms; left out where it does not say, then it is the receipt. */
    readonly time?: number | undefined
    readonly agents?: readonly AgentNames[] | undefined
  }

/** All names that the phone system gives one agent, the most certain first; the first that an account has counts. */
export type AgentNames = readonly AgentReference[]

/** `leg` is a leg of the conversation that the leg or call `of` belongs to. */
export interface LegLink {
  readonly leg: string
  readonly of: string
}

export interface HookAnswer {
  readonly status: number
  readonly type?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const noContent: HookAnswer = { status: 204 }

export function jsonAnswer(value: unknown, status = 200): HookAnswer {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}

export function xmlAnswer(body: string): HookAnswer {
  return { status: 200, type: 'application/xml', body }
}

/** What a converter exports; `settings` is checked before `hear` is given it, so it need not be looked at again. */
export function dialect<S extends z.ZodType>(
  spoken: Pick<Dialect, 'kind' | 'proof' | 'verify'> &
    Partial<Pick<Dialect, 'otherMethods' | 'signsAddress' | 'linksLegs'>> & {
      readonly settings?: S
      readonly hear: (request: HookRequest, settings: z.infer<S>, keys: HookKeys) => Heard
    },
): Dialect {
  return {
    otherMethods: [],
    signsAddress: false,
    linksLegs: false,
    settings: z.strictObject({}),
    ...spoken,
    hear: (request, settings, keys) => spoken.hear(request, settings as z.infer<S>, keys),
  }
}

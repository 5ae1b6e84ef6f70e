import type { CallEvent } from '../call/call-event.ts'
import type { AgentReference } from '../wire/event-contract.ts'
import type { AgentNames, HeardEvent } from './dialect.ts'

/** What the events of one request are made call events with. */
export interface Hearing {
  readonly source: string
  /** When the request came in, ms. */
  readonly receivedAt: number
  /** The id of the account that a phone system's reference means; null if there is none. */
  readonly resolveAgent: (reference: AgentReference, source: string) => string | null
  /** Where no account is known yet: what stands for an agent until they are. */
  readonly keepAgent?: (names: AgentNames) => string
  /** Nobody is known by any of these names. */
  readonly unknownAgent: (names: AgentNames, source: string) => void
}

/**
 * A vendor's system is not refused for naming somebody we do not know: nobody there would mend it, and some switch a hook
 * off that is refused. The call is then shown as unrouted.
 */
export function toCallEvent(hearing: Hearing, heard: HeardEvent): CallEvent {
  const { source, receivedAt } = hearing
  const { agents: named, time, ...said } = heard
  const agents = named?.flatMap((names) => resolve(hearing, names) ?? [])
  const event = {
    ...said,
    source,
    at: time ?? receivedAt,
    ...(agents ? { agents: [...new Set(agents)] } : {}),
  }
  return withoutUndefined(event)
}

function resolve(hearing: Hearing, names: AgentNames): string | null {
  const { source, resolveAgent, keepAgent, unknownAgent } = hearing
  if (keepAgent && names.length > 0) return keepAgent(names)
  for (const name of names) {
    const id = resolveAgent(name, source)
    if (id !== null) return id
  }
  const first = names[0]
  if (!first) return null
  unknownAgent(names, source)
  return `?${Object.values(first)[0]}`
}

/** What is undefined was not said. */
type Said<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(fields: T): Said<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Said<T>
}

import type { CallEvent } from './call/call-event.ts'
import type { AgentReference } from './wire/event-contract.ts'

/**
 * What stands for an agent in an event that is taken before any account is known: all the names that the phone system has
 * for them, any of which may be the one.
 */
export function keepAgent(names: readonly AgentReference[]): string {
  return `?${JSON.stringify(names)}`
}

/** Puts accounts in the place of what {@link keepAgent} has made; whom nobody knows is named as otherwise, `?1001`. */
export function resolveKept(
  event: CallEvent,
  resolve: (reference: AgentReference, source: string) => string | null,
): CallEvent {
  if (!event.agents?.some(isKept)) return event
  const agents = event.agents.map((agent) => (isKept(agent) ? resolved(agent, event.source, resolve) : agent))
  return { ...event, agents: [...new Set(agents)] }
}

function isKept(agent: string): boolean {
  return agent.startsWith('?[')
}

function resolved(
  agent: string,
  source: string,
  resolve: (reference: AgentReference, source: string) => string | null,
): string {
  const names = JSON.parse(agent.slice(1)) as readonly AgentReference[]
  for (const name of names) {
    const id = resolve(name, source)
    if (id !== null) return id
  }
  return `?${Object.values(names[0] ?? {})[0]}`
}

import type { AgentStates } from './agent-states.ts'
import type { SourceDesk } from './source-desk.ts'
import type { Handlers } from './wire/routes.ts'
import { seesTeam } from './wire/teams.ts'

interface AgentDirectory {
  readonly resolve: (reference: { extension: string }, source: string) => string | null
  readonly nameOf: (accountId: string) => string | null
  readonly teamOf: (accountId: string) => string | null
}

/** Agents as the phone systems see them, with the names that the house has for agents and queues. */
export function agentStateHandlers(
  states: AgentStates,
  agents: AgentDirectory,
  sources: ReadonlyMap<string, Pick<SourceDesk, 'queue'>>,
): Handlers<'readAgentStates'> {
  return {
    async readAgentStates({ who }) {
      const items = states.list().flatMap((one) => {
        const accountId = agents.resolve({ extension: one.agent }, one.source)
        if (!seesTeam(who.teams, accountId === null ? null : agents.teamOf(accountId))) return []
        const nameOfQueue = (queue: string) => sources.get(one.source)?.queue(queue).name ?? queue
        return {
          ...one,
          accountId,
          name: (accountId === null ? null : agents.nameOf(accountId)) ?? one.name ?? one.agent,
          queues: one.queues.map(({ queue, paused }) => ({ queue, name: nameOfQueue(queue), paused })),
        }
      })
      return { items: items.sort((a, b) => a.name.localeCompare(b.name) || (a.agent < b.agent ? -1 : 1)) }
    },
  }
}

import type { AgentNews, AgentStanding, PhoneState } from './call/agent-news.ts'

/** How an agent stands at one phone system. */
export interface AgentState {
  readonly source: string
  /** As the phone system calls the agent. */
  readonly agent: string
  readonly name: string | null
  readonly state: PhoneState | 'signed-out'
  /** Whether the agent takes a rest in none, some or all of the queues. */
  readonly paused: 'no' | 'some' | 'all'
  readonly pauseReason: string | null
  readonly queues: readonly { readonly queue: string; readonly paused: boolean }[]
  /** Since when state and pause are so, ms; null where they were so already when we asked. */
  readonly since: number | null
}

export interface AgentStates {
  /** True if it is news. */
  hear(news: AgentNews, at: number): boolean
  /** The phone system is not heard any more: nobody knows how its agents stand. */
  forget(source: string): void
  list(): readonly AgentState[]
}

interface Known {
  readonly name: string | null
  readonly phone: PhoneState
  /** By queue; null is the phone system altogether. */
  readonly standings: ReadonlyMap<string | null, AgentStanding>
  readonly state: AgentState
}

/** No phone system has so many agents: beyond it somebody is making names up. */
const mostAgents = 50_000

/**
 * How agents stand at their phone systems, as these last said. Kept in memory only: a phone system tells all of it to
 * every node that connects to it, and what it said before it fell silent may be wrong by now.
 */
export function agentStates(): AgentStates {
  const agents = new Map<string, Known>()
  return {
    hear(news, at) {
      const key = JSON.stringify([news.source, news.agent])
      const before = agents.get(key)
      if (!before && (news.standing === null || agents.size >= mostAgents)) return false
      const after = learn(before, news, at)
      agents.set(key, after)
      return !before || JSON.stringify(after.state) !== JSON.stringify(before.state)
    },
    forget(source) {
      for (const [key, { state }] of agents) if (state.source === source) agents.delete(key)
    },
    list: () => [...agents.values()].map(({ state }) => state),
  }
}

function learn(before: Known | undefined, news: AgentNews, at: number): Known {
  const standings = new Map(before?.standings)
  if (news.standing) standings.set(news.queue, news.standing)
  else standings.delete(news.queue)
  const phone = news.standing?.phone ?? before?.phone ?? 'unknown'
  const name = news.name ?? before?.name ?? null
  const now = { ...stateFrom(phone, standings), source: news.source, agent: news.agent, name }
  const isAsBefore = before?.state.state === now.state && before.state.paused === now.paused
  const since = isAsBefore ? before.state.since : news.isChange ? at : null
  return { name, phone, standings, state: { ...now, since } }
}

/** Each queue tells the same of the phone, one after the other: the last word counts. */
function stateFrom(
  phone: PhoneState,
  standings: Known['standings'],
): Pick<AgentState, 'state' | 'paused' | 'pauseReason' | 'queues'> {
  const paused = [...standings.values()].filter((one) => one.paused)
  return {
    state: standings.size === 0 ? 'signed-out' : phone,
    paused: paused.length === 0 ? 'no' : paused.length < standings.size ? 'some' : 'all',
    pauseReason: paused.find((one) => one.pauseReason !== null)?.pauseReason ?? null,
    queues: [...standings].flatMap(([queue, one]) => (queue === null ? [] : [{ queue, paused: one.paused }])),
  }
}

import type { AgentNews, PhoneState } from '../call/agent-news.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { rowsIn } from './freeswitch-resync.ts'

/** How the agents of mod_callcenter stand, as far as it has said. */
export interface CallcenterAgents {
  /** What `callcenter_config agent list` and `callcenter_config tier list` have answered. */
  listed(agents: string, tiers: string): AgentNews[]
  /** What an event says of an agent, mostly nothing. */
  hear(event: FreeswitchEvent): AgentNews[]
}

interface Known {
  /** `Available`, `Available (On Demand)`, `On Break` or `Logged Out`. */
  readonly status: string
  /** `Idle`, `Waiting`, `Receiving`, `In a queue call`. */
  readonly state: string
  readonly queues: readonly string[]
}

/** No callcenter has so many: beyond it somebody is making names up. */
const mostAgents = 50_000

/**
 * mod_callcenter tells status and state of an agent apart, and neither with the queues; all of it together is how the
 * agent stands. `whoIs` gives the extension of an agent's name.
 */
export function callcenterAgents(
  source: string,
  whoIs: (name: string) => string | undefined,
): CallcenterAgents {
  const agents = new Map<string, Known>()

  function learn(name: string, what: Partial<Known>, isChange: boolean): AgentNews[] {
    const before = agents.get(name) ?? { status: '', state: '', queues: [] }
    if (!agents.has(name) && agents.size >= mostAgents) return []
    const known = { ...before, ...what }
    agents.set(name, known)
    const agent = whoIs(name) ?? name
    const queues = known.queues.length > 0 ? known.queues : [null]
    return queues.map((queue) => ({
      source,
      agent,
      name: null,
      queue,
      standing: standingOf(known),
      isChange,
    }))
  }

  return {
    listed(agentList, tierList) {
      const tiers = rowsIn(tierList)
      return rowsIn(agentList).flatMap(({ name = '', status = '', state = '' }) => {
        const queues = tiers.filter((tier) => tier.agent === name).flatMap((tier) => tier.queue ?? [])
        return name === '' ? [] : learn(name, { status, state, queues }, false)
      })
    },
    hear(event) {
      const name = event.get('CC-Agent')
      const action = event.get('CC-Action')
      const status = event.get('CC-Agent-Status')
      const state = event.get('CC-Agent-State')
      if (!name) return []
      if (action === 'agent-status-change' && status) return learn(name, { status }, true)
      return action === 'agent-state-change' && state ? learn(name, { state }, true) : []
    },
  }
}

function standingOf({ status, state }: Known): AgentNews['standing'] {
  if (status === 'Logged Out') return null
  return { phone: phoneOf[state] ?? 'unknown', paused: status === 'On Break', pauseReason: null }
}

/** What the queue says of the agent stands for the phone: mod_callcenter knows nothing of calls that are not its own. */
const phoneOf: Readonly<Record<string, PhoneState>> = {
  Waiting: 'free',
  Receiving: 'ringing',
  'In a queue call': 'on-call',
}

import type { HourCall, HourRows } from '../store/hour-store.ts'
import type { HourOfCalls } from '../wire/hour-api.ts'

type OfQueue = HourOfCalls['queues'][number]['now']
type OfAgent = HourOfCalls['agents'][number]['now']

const noCalls: OfQueue = { calls: 0, answered: 0, abandoned: 0, longestWaitMs: null }
const noWork: OfAgent = { taken: 0, missed: 0, talkedMs: 0 }

/** Without names. */
export interface CountedHour {
  readonly queues: readonly Omit<HourOfCalls['queues'][number], 'name'>[]
  readonly agents: readonly Omit<HourOfCalls['agents'][number], 'name'>[]
}

/** How an hour went by queue and by agent, beside the same hour a week before; the busiest first. Pure. */
export function countHour(now: HourRows, before: HourRows): CountedHour {
  const queues = beside(queuesOf(now.calls), queuesOf(before.calls), noCalls)
  const agents = beside(agentsOf(now), agentsOf(before), noWork)
  return {
    queues: queues
      .map(([key, pair]) => ({ key, ...pair }))
      .toSorted((one, other) => other.now.calls - one.now.calls || other.before.calls - one.before.calls),
    agents: agents
      .map(([accountId, pair]) => ({ accountId, ...pair }))
      .toSorted((one, other) => other.now.taken - one.now.taken || other.before.taken - one.before.taken),
  }
}

function beside<T>(now: ReadonlyMap<string, T>, before: ReadonlyMap<string, T>, nothing: T) {
  return [...new Set([...now.keys(), ...before.keys()])].map(
    (key) => [key, { now: now.get(key) ?? nothing, before: before.get(key) ?? nothing }] as const,
  )
}

/** Those that still wait are not counted yet, as in the report of waiting. */
function queuesOf(calls: readonly HourCall[]): Map<string, OfQueue> {
  const queues = new Map<string, OfQueue>()
  for (const { queue, arrivedAt, answeredAt, endedAt, outcome } of calls) {
    const over = answeredAt ?? endedAt
    if (over === null) continue
    const known = queues.get(queue ?? '') ?? noCalls
    queues.set(queue ?? '', {
      calls: known.calls + 1,
      answered: known.answered + (answeredAt === null ? 0 : 1),
      abandoned: known.abandoned + (outcome === 'abandoned' ? 1 : 0),
      longestWaitMs: Math.max(known.longestWaitMs ?? 0, over - arrivedAt),
    })
  }
  return queues
}

const inVain = ['missed', 'declined', 'busy']

function agentsOf({ calls, offers }: HourRows): Map<string, OfAgent> {
  const agents = new Map<string, OfAgent>()
  const add = (accountId: string, more: Partial<OfAgent>) => {
    const known = agents.get(accountId) ?? noWork
    agents.set(accountId, {
      taken: known.taken + (more.taken ?? 0),
      missed: known.missed + (more.missed ?? 0),
      talkedMs: known.talkedMs + (more.talkedMs ?? 0),
    })
  }
  for (const { answeredBy, answeredAt, endedAt } of calls) {
    const [first] = (JSON.parse(answeredBy) as string[]).filter((one) => !one.startsWith('?'))
    if (first === undefined || answeredAt === null) continue
    add(first, { taken: 1, talkedMs: endedAt === null ? 0 : Math.max(0, endedAt - answeredAt) })
  }
  for (const { accountId, closing } of offers) {
    if (closing !== null && inVain.includes(closing)) add(accountId, { missed: 1 })
  }
  return agents
}

import type { TeamRows } from '../store/figure-store.ts'

/** Of a call that is no history yet: the team of its last agent, else of its queue. Null where it is nobody's. */
export function teamOfLive({
  agents,
  queues,
}: TeamRows): (own: readonly string[], queue: string | null) => string | null {
  const ofAgent = new Map(agents.map(({ id, team }) => [id, team]))
  const ofQueue = new Map(queues.map(({ id, team }) => [id, team]))
  return (own, queue) => {
    const last = own.at(-1)
    const team = last === undefined ? null : ofAgent.get(last)
    return team ?? (queue === null ? null : (ofQueue.get(queue) ?? null))
  }
}

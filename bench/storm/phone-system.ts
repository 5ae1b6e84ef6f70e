import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { signRequest } from '../../src/pbx/verify-request.ts'
import { monotonicMs } from '../clock.ts'
import { dialled, eventsPath, signingSecret, sourceName } from '../house.ts'
import { makeAgent, makeNumber, queues, type Scale, seededRandom } from '../world.ts'

/** A phone system that has calls going on all the time, and sends again what was not answered with 202. */
export interface PhoneSystem {
  /** When each call's offer was sent for the first time, by the monotonic clock. */
  readonly offeredAt: ReadonlyMap<string, number>
  /** No new calls; resolves when all that was said of the others is acknowledged. */
  stop(): Promise<void>
}

/** What becomes of a call, ms after it has arrived. */
const story = [
  { kind: 'arrived', after: 0 },
  { kind: 'offered', after: 50 },
  { kind: 'answered', after: 3000 },
  { kind: 'ended', after: 20_000 },
] as const
const againAfterMs = 100

export function beginCalls(
  url: string,
  scale: Scale,
  eventsPerSecond: number,
  /** What the agent does once a call is over. */
  wrapUp: (callId: string, accountId: string) => Promise<void> = async () => undefined,
  /** Of several phone systems each has another one: other calls, other callers, other agents. */
  number = 1,
): PhoneSystem {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const random = seededRandom(number)
  const name = `storm${Date.now()}-${number}`
  const offeredAt = new Map<string, number>()
  const unanswered = new Set<Promise<void>>()
  let calls = 0
  let isOver = false

  const tell = async (event: { id: string; kind: string; call: string }): Promise<void> => {
    if (event.kind === 'offered') offeredAt.set(`${sourceName}:${event.call}`, monotonicMs())
    while (!(await isTaken(url, agent, event))) await pause(againAfterMs)
  }

  const call = async (): Promise<void> => {
    const id = `${name}-${++calls}`
    const { id: accountId, extension } = makeAgent(Math.floor(random() * scale.agents))
    const from = makeNumber(Math.floor(random() * scale.numbers), scale)
    const began = Date.now()
    for (const { kind, after } of story) {
      await pause(Math.max(0, began + after - Date.now()))
      const what = { id: `${id}-${kind}`, kind, call: id, time: Date.now(), direction: 'inbound' }
      await tell({ ...what, from, to: dialled, queue: queues[0]?.id, agents: [{ extension }] } as never)
      if (isOver && kind === 'offered') return
    }
    await wrapUp(`${sourceName}:${id}`, accountId)
  }

  const ring = (): void => {
    if (isOver) return
    const one = call().finally(() => unanswered.delete(one))
    unanswered.add(one)
    setTimeout(ring, (-Math.log(1 - random()) * 1000 * story.length) / eventsPerSecond)
  }
  ring()
  return {
    offeredAt,
    async stop() {
      isOver = true
      await Promise.all(unanswered)
      agent.destroy()
    },
  }
}

function isTaken(url: string, agent: Agent, event: { id: string }): Promise<boolean> {
  const body = JSON.stringify(event)
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...signRequest(signingSecret, `msg_${event.id}`, Date.now(), body),
    }
    const sent = request(`${url}${eventsPath}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 202)
    })
    sent.on('error', () => resolve(false))
    sent.setTimeout(5000, () => sent.destroy(new Error('no answer')))
    sent.end(body)
  })
}

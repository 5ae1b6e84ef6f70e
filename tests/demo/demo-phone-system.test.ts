import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { demoSecrets } from '../../src/config.ts'
import { demoKinds } from '../../src/demo/demo-calls.ts'
import { type DemoHappening, demoPhoneSystem } from '../../src/demo/demo-phone-system.ts'
import { postingVoice } from '../../src/demo/posting-voice.ts'
import { seededRandom } from '../../src/demo/seeded-random.ts'
import { requestKeys, signRequest, verifyRequest } from '../../src/pbx/verify-request.ts'
import { webhook } from '../../src/speakers/webhook.ts'
import { type EventMessage, eventMessage } from '../../src/wire/event-contract.ts'

interface Heard {
  readonly source: string
  readonly genuine: boolean
  readonly event: EventMessage
}

/** A server that checks what it hears as the real one does, and answers what it is told to. */
async function listening(answer: (n: number) => number = () => 202, port = 0) {
  const heard: Heard[] = []
  const keys = requestKeys([demoSecrets.signing], [])
  let requests = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const status = answer(requests++)
    if (status === 202) {
      heard.push({
        source: /^\/v1\/sources\/(\w+)\/events$/.exec(request.url ?? '')?.[1] ?? '',
        genuine: verifyRequest(request.headers, body, keys, Date.now()).kind === 'genuine',
        event: eventMessage.parse(JSON.parse(body.toString())),
      })
    }
    response.writeHead(status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  opened.push(server)
  return { heard, port: (server.address() as AddressInfo).port }
}

const opened: Server[] = []
const systems: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const system of systems.splice(0)) await system.close()
  for (const server of opened.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A hundred times as fast as life. The clock runs that fast as well, so the story's times stay what they are. */
function phoneSystem(port: number, { seed = 1, sources = ['hongkong', 'berlin'] } = {}) {
  const happenings: DemoHappening[] = []
  const started = Date.now()
  const life = {
    now: () => started + (Date.now() - started) * 100,
    random: seededRandom(seed),
    report: (happening: DemoHappening) => void happenings.push(happening),
    wait: async (ms: number, signal: AbortSignal) => setTimeout(ms / 100, undefined, { signal }),
  }
  const system = demoPhoneSystem({
    sources,
    voice: postingVoice({
      ...life,
      baseUrl: () => `http://127.0.0.1:${port}`,
      speaker: webhook({}, (id, _now, body) => signRequest(demoSecrets.signing, id, Date.now(), body)),
    }),
    ...life,
  })
  systems.push(system)
  return { system, happenings }
}

const ended = (heard: readonly Heard[], call: string): boolean =>
  heard.some(({ source, event }) => `${source}:${event.call}` === call && event.kind === 'ended')

async function until(condition: () => boolean, most = 5000): Promise<void> {
  const latest = Date.now() + most
  while (!condition()) {
    if (Date.now() > latest) throw new Error('it did not come to that')
    await setTimeout(5)
  }
}

describe('the demo phone system', () => {
  it('posts a call signed, event by event, to its source', async () => {
    const { heard, port } = await listening()
    const { system } = phoneSystem(port)
    const call = system.play('transfer')
    await until(() => ended(heard, call))
    expect(heard.every(({ genuine, source }) => genuine && source === 'berlin')).toBe(true)
    expect(call).toBe(`berlin:${heard[0]?.event.call}`)
    expect(retold(heard).answeredBy).toHaveLength(2)
  })

  it('repeats some events and swaps some neighbours, and the call stays the same call', async () => {
    const { heard, port } = await listening()
    const { system } = phoneSystem(port, { seed: 3 })
    const calls = Array.from({ length: 30 }, () => system.play('ring-all'))
    await until(() => calls.every((call) => ended(heard, call)))
    await system.close()
    const byCall = Map.groupBy(heard, ({ event }) => event.call)
    const told = [...byCall.values()].map((one) => one.map(({ event }) => event.sequence ?? 0))
    expect(told.some((order) => new Set(order).size < order.length)).toBe(true)
    expect(told.some((order) => order.some((n, k) => k > 0 && n < (order[k - 1] ?? 0)))).toBe(true)
    for (const one of byCall.values()) {
      expect(
        retold(one)
          .offers.map(({ result }) => result)
          .sort(),
      ).toEqual(['lost', 'lost', 'won'])
    }
    expect(new Set(heard.map(({ event }) => event.id)).size).toBe(30 * 6)
  })

  it('tries again while the server is away or out of order, and tells when it is refused', async () => {
    const away = await listening((n) => (n < 3 ? 503 : 202))
    const first = phoneSystem(away.port)
    const call = first.system.play('known')
    await until(() => ended(away.heard, call))
    expect(retold(away.heard).outcome).toBe('answered')
    expect(first.happenings.map(({ kind }) => kind)).toEqual(['call'])

    const gone = await listening(() => 202)
    await new Promise((resolve) => opened.pop()?.close(resolve))
    const second = phoneSystem(gone.port)
    const later = second.system.play('missed')
    await setTimeout(30)
    const back = await listening(() => 202, gone.port)
    await until(() => ended(back.heard, later))
    expect(retold(back.heard).outcome).toBe('missed')

    const stern = await listening(() => 422)
    const third = phoneSystem(stern.port)
    third.system.play('missed')
    await until(() => third.happenings.length > 3)
    expect(third.happenings[1]).toMatchObject({ kind: 'refused', status: 422 })
  })

  it('plays by itself once it is let, in an order that shows the variety, until it is paused', async () => {
    const { port } = await listening()
    const { system, happenings } = phoneSystem(port)
    await setTimeout(50)
    expect([system.playing(), happenings]).toEqual([false, []])
    system.resume()
    system.resume()
    expect(system.playing()).toBe(true)
    await until(() => happenings.length >= 9, 20_000)
    system.pause()
    expect(system.playing()).toBe(false)
    const stories = happenings.flatMap((one) => (one.kind === 'call' ? [one.story] : []))
    expect(stories.slice(0, 9)).toEqual(demoKinds.slice(0, 9))
    const before = stories.length
    await setTimeout(400)
    expect(happenings).toHaveLength(before)
  })

  it('begins no call by itself while two are live', async () => {
    const { heard, port } = await listening()
    const { system, happenings } = phoneSystem(port)
    const calls = [system.play('transfer'), system.play('transfer')]
    system.resume()
    await setTimeout(150)
    expect(happenings).toHaveLength(2)
    await until(() => happenings.length > 2)
    expect(calls.some((call) => ended(heard, call))).toBe(true)
  })

  it('plays only calls of sources that the server knows', async () => {
    const { system } = phoneSystem(1, { sources: ['hongkong'] })
    expect(system.kinds).toContain('known')
    expect(system.kinds).not.toContain('transfer')
  })

  it('stops at once, in the middle of a call and of a try', async () => {
    const { system } = phoneSystem(1)
    system.play('known')
    system.resume()
    await setTimeout(20)
    await system.close()
    system.resume()
    expect(system.playing()).toBe(false)
  })
})

function retold(heard: readonly Heard[]) {
  const unique = new Map(heard.map(({ event, source }) => [event.id, { event, source }]))
  const events = [...unique.values()].map(({ event: { agents, time, ...rest }, source }) => {
    const event = { ...rest, source, at: time } as unknown as CallEvent
    return agents ? { ...event, agents: agents.map((one) => Object.values(one)[0] as string) } : event
  })
  return recall(events).call
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { monotonicMs } from './clock.ts'
import { describeMachine } from './machine.ts'
import { percentile } from './percentiles.ts'
import { compare, readStore } from './storm/compare.ts'
import { type Crowd, hireCrowd } from './storm/crowd.ts'
import { freePort, freshData, smallScale, writeConfig } from './storm/fresh-house.ts'
import { openHouseInPostgres } from './storm/house-in-postgres.ts'
import { type StormNode, startNode } from './storm/node.ts'
import { beginCalls, type PhoneSystem } from './storm/phone-system.ts'

/**
 * Kills a node with all its desktops and measures how they come back: `npm run storm`, or with `--nodes 3` on PostgreSQL,
 * where the killed one stays away. One line of JSON on standard output.
 */
const { values: options } = parseArgs({
  options: {
    desktops: { type: 'string', default: '5000' },
    nodes: { type: 'string', default: '1' },
    /** What 5,000 agents with calls of three minutes make: 28 calls a second, four events each. */
    events: { type: 'string', default: '111' },
    'per-second': { type: 'string' },
  },
})
const scale = smallScale(Number(options.desktops))
const calmMs = 8000
const downMs = 1000
/** The longest that is waited until all are back. */
const patienceMs = 150_000
/** Calls go on for so long after all are back; then all is quiet for as long as a heartbeat may take. */
const afterwardsMs = 5000
const quietMs = 3000

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

interface House {
  /** Where desktops and the phone system connect. */
  readonly url: string
  readonly nodes: StormNode[]
  /** The data folder or the address of the database. */
  readonly store: string
  start(port: number): Promise<StormNode>
  close(): Promise<void>
}

const house = await (options.nodes === '1' ? openOneNode() : openNodes(Number(options.nodes)))
const crowd = hireCrowd(scale.agents)
try {
  process.stdout.write(`${JSON.stringify(await storm(house, crowd))}\n`)
} finally {
  crowd.dismiss()
  await house.close()
}
process.exit(0)

async function storm(house: House, crowd: Crowd): Promise<object> {
  say(`connecting ${scale.agents} desktops`)
  const beganAt = monotonicMs()
  crowd.connect(house.url)
  await crowd.whole(patienceMs * 2)
  say(`connected after ${Math.round(monotonicMs() - beganAt)} ms; calls begin`)
  const phoneSystem = beginCalls(house.url, scale, Number(options.events))
  await pause(calmMs)
  const [victim] = house.nodes as [StormNode]
  const rssBefore = rssOf(house)
  const calm = await stallOf(house)
  const { attempts } = await crowd.fare()
  const killedAt = monotonicMs()
  await victim.kill()
  say('killed')
  if (options.nodes === '1') {
    await pause(downMs)
    house.nodes.splice(0, 1, await house.start(Number(new URL(victim.url).port)))
  } else {
    house.nodes.splice(0, 1)
  }
  await stallOf(house)
  const cpuBefore = cpuOf(house)
  const since = house.nodes.length === 1 ? (house.nodes[0] as StormNode).listeningSince : killedAt
  // Those of the victim have to notice first.
  await pause(200)
  const allWholeAt = await crowd.whole(patienceMs)
  const worstStallMs = await stallOf(house)
  const cpuMs = cpuOf(house).map((ms, n) => Math.round(ms - (cpuBefore[n] ?? 0)))
  say(
    `all are back ${Math.round(allWholeAt - since)} ms after ${house.nodes.length === 1 ? 'the listen' : 'the kill'}`,
  )
  const rssPeak = rssOf(house)
  const tries = (await crowd.fare()).attempts - attempts
  await pause(afterwardsMs)
  await phoneSystem.stop()
  await pause(quietMs)
  const { desks, rung } = await crowd.show()
  const pops = popsIn(phoneSystem, rung)
  const back = Float64Array.from([...desks.values()].map((desk) => desk.wholeSince))
    .filter((at) => at > killedAt)
    .sort()
  return {
    desktops: scale.agents,
    nodes: Number(options.nodes),
    store: house.store.startsWith('postgres') ? 'postgres' : 'sqlite',
    eventsPerSecond: Number(options.events),
    downMs: house.nodes.length === 1 ? round(since - killedAt) : null,
    desktopsCut: back.length,
    correctAfterMs: {
      half: round(percentile(back, 0.5) - since),
      ninetyPercent: round(percentile(back, 0.9) - since),
      all: round(percentile(back, 1) - since),
    },
    worstStallMs: { before: calm, storm: worstStallMs },
    pops: { before: pops(0, killedAt), storm: pops(since, allWholeAt), after: pops(allWholeAt, Infinity) },
    cpuMs,
    rssMb: { before: rssBefore, storm: rssPeak, after: rssOf(house) },
    triesPerDesktop: round(tries / scale.agents),
    turnedAway: await turnedAway(house),
    wrong: compare(desks, await readStore(house.store)),
    machine: describeMachine(tmpdir()),
  }
}

/** Latencies of pops that were offered within a time to desktops that were whole by then. */
function popsIn({ offeredAt }: PhoneSystem, rung: Awaited<ReturnType<Crowd['show']>>['rung']) {
  return (from: number, until: number) => {
    const took = [...rung].flatMap(([call, { at, wholeSince }]) => {
      const sent = offeredAt.get(call) ?? Number.NaN
      return sent >= from && sent < until && wholeSince <= sent ? [at - sent] : []
    })
    const sorted = Float64Array.from(took).sort()
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => round(percentile(sorted, share)))
    return { count: sorted.length, p50, p99, most }
  }
}

async function stallOf({ nodes }: House): Promise<number> {
  return round(Math.max(...(await Promise.all(nodes.map((node) => node.worstStall())))))
}

function cpuOf({ nodes }: House): number[] {
  return nodes.map((node) => node.cpuMs())
}

function rssOf({ nodes }: House): number[] {
  return nodes.map((node) => Math.round(node.rssMb()))
}

async function turnedAway({ nodes }: House): Promise<number> {
  const all = await Promise.all(nodes.map((node) => node.figures('greetline_desktops_turned_away_total')))
  return all.flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one, 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

async function openOneNode(): Promise<House> {
  const data = await freshData(scale, say)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = writeConfig({ data, publicUrl: url, ...doorSettings() })
  const start = (at: number) => startNode(config, at)
  return { url, nodes: [await start(port)], store: data, start, close: async () => undefined }
}

async function openNodes(count: number): Promise<House> {
  const ports = await Promise.all(Array.from({ length: count + 1 }, freePort))
  const [door = 0, ...nodePorts] = ports
  const url = `http://127.0.0.1:${door}`
  const { server, config } = await openHouseInPostgres(scale, say, {
    house: { publicUrl: url, ...doorSettings() },
  })
  const start = (port: number) => startNode(config, port)
  const nodes = await Promise.all(nodePorts.map(start))
  const balancer = fork(fileURLToPath(new URL('storm/balancer.ts', import.meta.url)), ports.map(String))
  await once(balancer, 'message')
  return {
    url,
    nodes,
    store: server.url,
    start,
    async close() {
      balancer.disconnect()
      await Promise.all(nodes.map((node) => node.kill()))
      await server.stop()
    },
  }
}

function doorSettings(): object {
  const perSecond = options['per-second']
  return perSecond === undefined ? {} : { desktopsPerSecond: Number(perSecond) }
}

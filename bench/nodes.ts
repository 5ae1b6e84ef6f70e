import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { monotonicMs } from './clock.ts'
import { describeMachine } from './machine.ts'
import { percentile } from './percentiles.ts'
import { compare, readStore } from './storm/compare.ts'
import { type Crowd, hireCrowd } from './storm/crowd.ts'
import { freePort, smallScale } from './storm/fresh-house.ts'
import { type HouseInPostgres, openHouseInPostgres } from './storm/house-in-postgres.ts'
import { type StormNode, startNode } from './storm/node.ts'
import { beginCalls, type PhoneSystem } from './storm/phone-system.ts'

/**
 * Two nodes on one PostgreSQL, all desktops at the second: half of the calls are reported to it, half to the first, in the
 * same seconds. Then PostgreSQL is killed and begun again. `npm run bench:nodes`; one line of JSON on standard output.
 */
const { values: options } = parseArgs({
  options: {
    desktops: { type: 'string', default: '500' },
    /** Of both halves together. */
    events: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    /** How long PostgreSQL is away, in the second part. */
    'down-ms': { type: 'string', default: '2000' },
  },
})
const scale = smallScale(Number(options.desktops))
const rate = Number(options.events) / 2
const warmUpMs = 5000
const patienceMs = 60_000
/** Longer than a heartbeat of the desktops may take to heal what was lost. */
const quietMs = 17_000

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Where the calls of one phone system are reported to, and who has the desktops. */
interface Stage {
  readonly house: HouseInPostgres
  readonly nodes: readonly [StormNode, StormNode]
  readonly crowd: Crowd
  readonly phoneSystems: { readonly cross: PhoneSystem; readonly same: PhoneSystem }
}

const ports = [await freePort(), await freePort()] as const
// Its commits wait for the disk, as they do in earnest.
const house = await openHouseInPostgres(scale, say, {
  house: { publicUrl: `http://127.0.0.1:${ports[1]}` },
  postgres: { settings: { fsync: 'on' } },
})
const nodes = [await startNode(house.config, ports[0]), await startNode(house.config, ports[1])] as const
const crowd = hireCrowd(scale.agents)
try {
  crowd.connect(nodes[1].url)
  await crowd.whole(patienceMs)
  const phoneSystems = {
    cross: beginCalls(nodes[0].url, scale, rate, undefined, 1),
    same: beginCalls(nodes[1].url, scale, rate, undefined, 2),
  }
  process.stdout.write(`${JSON.stringify(await measure({ house, nodes, crowd, phoneSystems }))}\n`)
} finally {
  crowd.dismiss()
  await Promise.all(nodes.map((node) => node.kill()))
  await house.server.stop()
}
process.exit(0)

async function measure(stage: Stage): Promise<object> {
  const { house, crowd, phoneSystems } = stage
  await pause(warmUpMs)
  say('measuring')
  const from = monotonicMs()
  await pause(Number(options.seconds) * 1000)
  const until = monotonicMs()
  const restart = await restartEngine(stage)
  const upAt = restart.upAt
  // The last rings of before have been answered by now.
  await pause(5000)
  await Promise.all([phoneSystems.cross.stop(), phoneSystems.same.stop()])
  await pause(quietMs)
  const { desks, rung, seen } = await crowd.show()
  const cross = latencies(phoneSystems.cross, rung, from, until)
  const same = latencies(phoneSystems.same, rung, from, until)
  const meanwhile = callsOfOutage(phoneSystems, seen, restart)
  return {
    desktops: scale.agents,
    eventsPerSecond: Number(options.events),
    seconds: Number(options.seconds),
    sameNode: same,
    otherNode: cross,
    ratio: { p50: round(cross.p50 / same.p50), p99: round(cross.p99 / same.p99) },
    // Ms since PostgreSQL took connections again.
    restart: {
      downMs: round(upAt - restart.downAt),
      ready: round(restart.readyAt - upAt),
      spoolEmpty: round(restart.drainedAt - upAt),
      ...meanwhile,
    },
    wrong: compare(desks, await readStore(house.server.url)),
    machine: describeMachine(tmpdir()),
  }
}

type Rung = Awaited<ReturnType<Crowd['show']>>['rung']

/** From the instant at which an offer was sent to the instant at which its desktop had the pop, ms. */
function latencies({ offeredAt }: PhoneSystem, rung: Rung, from: number, until: number) {
  const sent = [...offeredAt].filter(([, at]) => at >= from && at < until)
  const took = sent.flatMap(([call, at]) => (rung.get(call)?.at ?? Number.NaN) - at)
  const sorted = Float64Array.from(took.filter((one) => !Number.isNaN(one))).sort()
  const [p50 = 0, p99 = 0, most = 0] = [0.5, 0.99, 1].map((share) => round(percentile(sorted, share)))
  return { calls: sent.length, neverRang: sent.length - sorted.length, p50, p99, most }
}

interface Restart {
  readonly downAt: number
  readonly upAt: number
  readonly readyAt: number
  readonly drainedAt: number
}

/** Killed without a word, as by a fault of the machine, and begun again after a while. */
async function restartEngine({ house, nodes }: Stage): Promise<Restart> {
  say('killing PostgreSQL')
  const downAt = monotonicMs()
  await house.server.end('SIGQUIT')
  await pause(Number(options['down-ms']))
  await house.server.start()
  const upAt = monotonicMs()
  say('it is back')
  const [readyAt, drainedAt] = await Promise.all([
    when(nodes, async (node) => (await fetch(`${node.url}/readyz`)).ok),
    when(nodes, async (node) => (await node.figures('greetline_spooled_events'))[''] === 0),
  ])
  return { downAt, upAt, readyAt, drainedAt }
}

/** The first instant at which it holds of all nodes. */
async function when(
  nodes: readonly StormNode[],
  holds: (node: StormNode) => Promise<boolean>,
): Promise<number> {
  for (let waited = 0; waited < patienceMs; waited += 20) {
    if ((await Promise.all(nodes.map(holds))).every(Boolean)) return monotonicMs()
    await pause(20)
  }
  throw new Error('the nodes did not recover')
}

/** What was offered from a moment before PostgreSQL was killed until it was back. Ms from its return to the last pop. */
function callsOfOutage(
  { cross, same }: Stage['phoneSystems'],
  seen: ReadonlyMap<string, number>,
  { downAt, upAt }: Restart,
) {
  const sent = [...cross.offeredAt, ...same.offeredAt].filter(([, at]) => at >= downAt - 500 && at < upAt)
  const came = sent.flatMap(([call]) => seen.get(call) ?? [])
  return {
    callsMeanwhile: sent.length,
    neverShown: sent.length - came.length,
    lastShown: round(Math.max(...came) - upAt),
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sessionCookieOf } from './house.ts'
import { describeMachine } from './machine.ts'
import { compare, readStore } from './storm/compare.ts'
import { type Crowd, hireCrowd } from './storm/crowd.ts'
import { freePort, freshData, smallScale, writeConfig } from './storm/fresh-house.ts'
import { type StormNode, startNode } from './storm/node.ts'
import { beginCalls } from './storm/phone-system.ts'
import { sizeOf } from './storm/sizes.ts'

/**
 * Lets a house work for long and watches what it holds: `npm run soak -- --minutes 60`. Every minute a line of JSON on
 * standard error, at the end one with the result on standard output.
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    desktops: { type: 'string', default: '5000' },
    events: { type: 'string', default: '111' },
    /** What is held at the start is read only when caches and code are warm. */
    'warm-up': { type: 'string', default: '5' },
  },
})
const scale = smallScale(Number(options.desktops))
const minutes = Number(options.minutes)
const warmUp = Number(options['warm-up'])
const patienceMs = 120_000
const quietMs = 5000

interface Minute {
  readonly minute: number
  /** All that is resident, and of it what is not a file that the system holds in memory as long as it has room. */
  readonly rssMb: number
  readonly ownMb: number
  readonly heapMb: number
  readonly openFiles: number
  readonly walMb: number
  readonly worstStallMs: number
  readonly desktops: number
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const data = await freshData(scale, say)
const port = await freePort()
const node = await startNode(writeConfig({ data, publicUrl: `http://127.0.0.1:${port}` }), port)
const crowd = hireCrowd(scale.agents)
try {
  process.stdout.write(`${JSON.stringify(await soak(node, crowd))}\n`)
} finally {
  crowd.dismiss()
  await node.kill()
}
process.exit(0)

async function soak(node: StormNode, crowd: Crowd): Promise<object> {
  crowd.connect(node.url)
  await crowd.whole(patienceMs)
  const phoneSystem = beginCalls(node.url, scale, Number(options.events), wrapUpAt(node.url))
  const minutesSeen: Minute[] = []
  for (let minute = 1; minute <= minutes; minute++) {
    await pause(60_000)
    const seen = await look(node, minute)
    minutesSeen.push(seen)
    say(JSON.stringify(seen))
  }
  await phoneSystem.stop()
  await pause(quietMs)
  const { desks } = await crowd.show()
  const taken = await node.figures('greetline_events_total')
  const start = minutesSeen[Math.min(warmUp, minutesSeen.length) - 1] as Minute
  const end = minutesSeen.at(-1) as Minute
  return {
    minutes,
    desktops: scale.agents,
    eventsPerSecond: Number(options.events),
    events: Object.values(taken).reduce((sum, one) => sum + one, 0),
    calls: phoneSystem.offeredAt.size,
    start,
    end,
    most: mostOf(minutesSeen),
    rssRatio: Math.round((end.rssMb / start.rssMb) * 100) / 100,
    ownRatio: Math.round((end.ownMb / start.ownMb) * 100) / 100,
    wrong: compare(desks, await readStore(data)),
    machine: describeMachine(tmpdir()),
  }
}

/** Ten seconds after the call, with a note. Nobody waits for a wrap-up, so one that fails is left to the time limit. */
function wrapUpAt(url: string) {
  return async (callId: string, accountId: string): Promise<void> => {
    await pause(10_000)
    await fetch(`${url}/v1/calls/${encodeURIComponent(callId)}/wrap-up`, {
      method: 'POST',
      headers: {
        cookie: sessionCookieOf(accountId),
        origin: url,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ disposition: 'solved', note: `Parcel of ${callId} found and sent again` }),
    })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined)
  }
}

async function look(node: StormNode, minute: number): Promise<Minute> {
  // First, since whoever asks for figures begins a new period for this one.
  const worstStallMs = await node.worstStall()
  const heap = await node.figures('greetline_nodejs_heap_size_used_bytes')
  const desktops = await node.figures('greetline_desktops')
  return {
    minute,
    rssMb: Math.round(node.rssMb()),
    ownMb: Math.round(node.ownMb()),
    heapMb: inMb(heap[''] ?? Number.NaN),
    openFiles: node.openFiles(),
    walMb: inMb(sizeOf(join(data, 'greetline.sqlite-wal'))),
    worstStallMs: Math.round(worstStallMs),
    desktops: desktops[''] ?? Number.NaN,
  }
}

function mostOf(seen: readonly Minute[]): Omit<Minute, 'minute' | 'desktops'> {
  const most = (of: keyof Minute) => Math.max(...seen.map((one) => one[of]))
  return {
    rssMb: most('rssMb'),
    ownMb: most('ownMb'),
    heapMb: most('heapMb'),
    openFiles: most('openFiles'),
    walMb: most('walMb'),
    worstStallMs: most('worstStallMs'),
  }
}

function inMb(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}

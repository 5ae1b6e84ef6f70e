import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../tests/browser/browser.ts'
import { bearerToken } from '../tests/house.ts'
import { playCalls } from './live-calls.ts'
import { type LongTask, readTrace, watchFrames } from './live-page.ts'
import { describeMachine } from './machine.ts'
import { percentile } from './percentiles.ts'
import type { ServerAsked, ServerSays } from './server-process.ts'
import { seededRandom } from './world.ts'

/**
 * `npm run bench:live`, with `-- --small` for a try: the live page of a supervisor in a real Chromium, not slowed down, while
 * calls of hundreds of agents change. Never a test: it says what this machine does.
 */
const small = process.argv.includes('--small')
const size = small
  ? { agents: 50, calls: 30, changesPerSecond: 20, seconds: 10, customers: 100 }
  : { agents: 500, calls: 300, changesPerSecond: 50, seconds: 60, customers: 1000 }
const server = fork(fileURLToPath(new URL('live-server.ts', import.meta.url)), [
  String(size.agents),
  String(size.customers),
])
const { url } = await hear(server, 'listening')
const browser = await openBrowser()
const machine = describeMachine(tmpdir())

const calls = playCalls(size.calls, { ...size, random: seededRandom(7) })
for (const [n, call] of calls.entries()) {
  // As on a running day: they stand at different steps.
  for (let step = 0; step <= n % 3; step++) await post(call.next(Date.now()))
}
const { page, context, faults } = await browser.open(
  { app: { url } } as Parameters<typeof browser.open>[0],
  'sam',
  {
    path: '/customers',
    width: 1920,
    height: 1080,
  },
)
const messages: number[] = []
await page.goto('about:blank')
page.on('websocket', (socket) => {
  socket.on('framereceived', ({ payload }) => {
    if (payload.toString().startsWith('42["live"')) messages.push(Buffer.byteLength(payload))
  })
})
await page.goto(`${url}/live`)
await page.locator('section li').first().waitFor()
await page.waitForTimeout(5000)
const snapshot = messages[0] ?? 0
messages.length = 0

await watchFrames(page)
const tracing = context.browser()
await tracing?.startTracing(page, {
  categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
})
const spentBefore = (await spent()).cpuMs
const began = Date.now()
let posted = 0
let refused = 0
const under = new Set<Promise<void>>()
while (Date.now() - began < size.seconds * 1000) {
  const due = Math.floor(((Date.now() - began) / 1000) * size.changesPerSecond)
  for (; posted < due; posted++) {
    const call = calls[posted % calls.length]
    if (!call) continue
    const told: Promise<void> = post(call.next(Date.now())).then((ok) => {
      if (!ok) refused++
      under.delete(told)
    })
    under.add(told)
  }
  await new Promise((resolve) => setTimeout(resolve, 5))
}
await Promise.all(under)
const seconds = (Date.now() - began) / 1000
const serverCpu = ((await spent()).cpuMs - spentBefore) / (seconds * 1000)
const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
const tasks: LongTask[] = readTrace((await tracing?.stopTracing()) ?? Buffer.from('{}'))
const shown = await page.locator('section li').count()

console.log(JSON.stringify({ ...machine, ...size }))
console.log(
  JSON.stringify({
    what: 'changes',
    posted,
    refused,
    perSecond: round(posted / seconds),
    linesOnPage: shown,
    faults,
  }),
)
console.log(JSON.stringify({ what: 'server', cpuShareOfOneCore: round(serverCpu) }))
console.log(
  JSON.stringify({
    what: 'messages',
    snapshotBytes: snapshot,
    perSecond: round(messages.length / seconds),
    ...spread(messages),
  }),
)
console.log(JSON.stringify({ what: 'between frames, ms', ...spread(frames) }))
const long = tasks.filter(({ ms }) => ms > 50)
console.log(
  JSON.stringify({
    what: 'tasks of the page over 50 ms',
    count: long.length,
    longestMs: round(Math.max(0, ...long.map(({ ms }) => ms))),
    over50OfOwnWork: tasks.filter(({ ownMs }) => ownMs > 50).length,
    longestOwnMs: round(Math.max(0, ...tasks.map(({ ownMs }) => ownMs))),
    ownShareOfOneCore: round(tasks.reduce((sum, { ownMs }) => sum + ownMs, 0) / (seconds * 1000)),
  }),
)
await context.close()
await browser.close()
server.send({ kind: 'stop' } satisfies ServerAsked)
await once(server, 'exit')

async function post(body: object): Promise<boolean> {
  const answer = await fetch(`${url}/v1/sources/main/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearerToken}` },
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
  return answer.ok
}

function spent() {
  const said = hear(server, 'spent')
  server.send({ kind: 'spent?' } satisfies ServerAsked)
  return said
}

async function hear<K extends ServerSays['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<ServerSays, { kind: K }>> {
  for (;;) {
    const [said] = (await once(child, 'message')) as [ServerSays]
    if (said.kind === kind) return said as Extract<ServerSays, { kind: K }>
  }
}

function spread(values: readonly number[]) {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => (sorted.length === 0 ? 0 : round(percentile(sorted, share)))
  return { n: sorted.length, median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

function round(n: number): number {
  return Math.round(n * 100) / 100
}

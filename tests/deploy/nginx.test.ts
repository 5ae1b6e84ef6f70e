import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signRequest } from '../../src/pbx/verify-request.ts'
import { beginCalling, type Callers } from '../faults/callers.ts'
import { findLosses, keptIds } from '../faults/find-losses.ts'
import { readPostgresHouse } from '../faults/kept-house.ts'
import { makeHouse, pause, type RealHouse, type Running, storyOfCall } from '../faults/real-house.ts'
import { type DeskSocket, openDesk, signIn } from '../faults/sign-in.ts'
import { signingSecret } from '../house.ts'
import { freshDatabase } from '../store/postgres.ts'
import { findNginx, freePorts, type Nginx, startNginx } from './start-nginx.ts'

const binary = findNginx()
if (!binary) console.warn('nginx is not installed, so deploy/nginx.conf is not tried: apt-get install nginx')

/** Two nodes of one house on one PostgreSQL, in processes of their own, behind deploy/nginx.conf. */
describe.skipIf(!binary)(
  `two nodes behind nginx${binary ? '' : ' (nginx is not installed)'}`,
  { timeout: 120_000 },
  () => {
    let database: string
    let house: RealHouse
    let nginx: Nginx
    let nodes: Record<'a' | 'b', Running>
    const sockets: DeskSocket[] = []
    let ports: Record<'a' | 'b', number>

    /** As a node that nginx leads to. */
    const through = { post: (body: unknown, patienceMs?: number) => post(nginx.url, body, patienceMs) }

    beforeAll(async () => {
      // Its certificate is its own.
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      database = await freshDatabase()
      const [mine, theirs] = [await freePorts(), await freePorts()]
      ports = { a: theirs.http, b: theirs.https }
      const publicUrl = `https://localhost:${mine.https}`
      house = await makeHouse({
        config: {
          store: database,
          publicUrl,
          trustedProxies: 1,
          apiTokens: [{ name: 'crm', role: 'admin', token: importToken }],
        },
      })
      nodes = { a: await start('a'), b: await start('b') }
      nginx = await startNginx(
        binary ?? '',
        mine,
        [ports.a, ports.b].map((port) => `127.0.0.1:${port}`),
      )
    })
    afterAll(async () => {
      for (const socket of sockets) socket.close()
      await nginx?.stop()
      await house?.close()
    })

    const start = (node: 'a' | 'b') => house.start({ node, config: { port: ports[node] } })

    /** A desktop as a browser has it: it comes back by itself. */
    async function deskThrough(login: string) {
      const cookie = await signIn(nginx.url, login, nginx.url)
      const socket: DeskSocket = io(nginx.url, {
        path: '/v1/desktop',
        transports: ['websocket'],
        extraHeaders: { cookie, origin: nginx.url },
        rejectUnauthorized: false,
        reconnectionDelay: 200,
      })
      sockets.push(socket)
      const seen = { snapshots: 0, calls: new Set<string>() }
      socket.on('snapshot', ({ pops }) => {
        seen.snapshots++
        for (const { callId } of pops) seen.calls.add(callId)
      })
      socket.on('change', (change) => change.kind === 'pop' && seen.calls.add(change.pop.callId))
      await vi.waitFor(() => expect(seen.snapshots).toBe(1), inTime)
      return { socket, seen }
    }

    /** Calls go on while `happening` lasts, and come to their ends; what was answered otherwise than with 202. */
    async function underLoad(name: string, happening: () => Promise<void>): Promise<Callers> {
      const callers = beginCalling(() => through as Running, 8, name, {
        paceMs: () => 5 + Math.random() * 20,
      })
      await pause(1000)
      await happening()
      await pause(1000)
      await callers.stop()
      const told = { acknowledged: callers.acknowledged, wholeCalls: callers.calls }
      const kept = await readPostgresHouse(database, keptIds(told), { soundly: false })
      expect(findLosses(kept, told)).toEqual({ lost: [], twice: [], wrong: [] })
      expect(callers.acknowledged.size).toBeGreaterThan(200)
      return callers
    }

    it('people sign in through it, and desktops at both nodes see a call that one of them is told of', async () => {
      const cookie = await signIn(nginx.url, 'alice', nginx.url)
      expect(cookie).toMatch(/^__Host-/)
      const atB = await openDesk(nodes.b.url, cookie, nginx.url)
      sockets.push(atB.socket)
      const seen = new Promise<string>((resolve) => {
        atB.socket.on('change', (change) => change.kind === 'pop' && resolve(change.pop.callId))
      })
      const bob = await deskThrough('bob')
      const [arrived, , offered] = storyOfCall('seen-2', Date.now())
      expect((await post(nodes.a.url, [arrived, offered])).status).toBe(202)
      expect(await seen).toBe('main:seen-2')
      await vi.waitFor(() => expect(bob.seen.calls).toContain('main:seen-2'), inTime)
    })

    it('lets nobody see its figures from outside, sends plain requests to HTTPS, and believes no address but its own', async () => {
      expect((await fetch(`${nginx.url}/readyz`)).status).toBe(200)
      const plain = await fetch(`${nginx.plainUrl}/x?y=1`, { redirect: 'manual' })
      expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://localhost/x?y=1'])
      expect((await fetch(nginx.url)).headers.get('strict-transport-security')).toBe('max-age=31536000')
      const large = await fetch(`${nginx.url}/v1/sources/main/events`, {
        method: 'POST',
        body: 'x'.repeat(2_000_000),
      })
      expect(large.status).toBe(413)
    })

    it('[P45] a node that is stopped under load costs nobody an answer', async () => {
      const watched = await deskThrough('carol')
      const callers = await underLoad('stopped', async () => {
        expect((await nodes.a.end('SIGTERM')).code).toBe(0)
        await pause(500)
        nodes.a = await start('a')
        await pause(500)
        expect((await nodes.b.end('SIGTERM')).code).toBe(0)
        await pause(500)
        nodes.b = await start('b')
      })
      expect(callers.refused).toEqual([])
      // Whichever node it was at, it was sent to the other, and shows what goes on.
      expect(watched.seen.snapshots).toBeGreaterThan(1)
      await vi.waitFor(() => expect(watched.socket.connected).toBe(true), inTime)
      const [arrived, , offered] = storyOfCall('after-2', Date.now())
      const toCarol = { ...offered, agents: [{ extension: '1003' }] }
      expect((await post(nodes.a.url, [arrived, toCarol])).status).toBe(202)
      await vi.waitFor(() => expect(watched.seen.calls).toContain('main:after-2'), inTime)
    })

    it('[P45] a node that is killed under load costs nobody an answer either: nginx asks the other one', async () => {
      const callers = await underLoad('killed', async () => {
        for (const node of ['a', 'b', 'a'] as const) {
          await nodes[node].end('SIGKILL')
          await pause(700)
          nodes[node] = await start(node)
          // A request that met the first while it was down, and is at the second when that is killed, has nowhere left to go.
          await pause(1000)
        }
      })
      expect(callers.refused).toEqual([])
    })

    it('a file of customers is passed on as it comes', async () => {
      const rows = Array.from({ length: 60_000 }, (_, n) => `${n},Name ${n} ${'x'.repeat(40)}`)
      const answer = await fetch(`${nginx.url}/v1/imports/customers?fileName=customers.csv`, {
        method: 'POST',
        headers: { authorization: `Bearer ${importToken}`, 'content-type': 'text/csv' },
        body: `id,name\n${rows.join('\n')}\n`,
      })
      const job = (await answer.json()) as { id: number; bytesTotal: number }
      expect([answer.status, job.bytesTotal]).toEqual([202, expect.any(Number)])
      expect(job.bytesTotal).toBeGreaterThan(3_000_000)
    })
  },
)

const inTime = { timeout: 15_000 }
const importToken = 'token-of-a-program-that-imports'

function post(url: string, body: unknown, patienceMs?: number): Promise<Response> {
  const text = JSON.stringify(body)
  return fetch(`${url}/v1/sources/main/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signRequest(signingSecret, `msg_${crypto.randomUUID()}`, Date.now(), text),
    },
    body: text,
    ...(patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) }),
  })
}

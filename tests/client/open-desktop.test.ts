import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Desktop, desktop } from '../../src/client/open-desktop.ts'
import { openDesktops } from '../../src/push/desktops.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import type { DesktopChange } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** The server's own sockets, over a desk that the test writes. */
async function house(port = 0, desk = { version: 0, pops: new Map<string, Pop>() }) {
  const rendered: unknown[] = []
  let snapshots = 0
  const store: Pick<DeskStore, 'readDesk' | 'readDeskVersions'> = {
    async readDesk() {
      snapshots++
      const open = [...desk.pops.values()].filter((pop) => pop.state !== 'closed')
      return {
        version: desk.version,
        availability: 'available',
        pops: open.map((pop) => JSON.stringify(pop)),
      }
    },
    readDeskVersions: async (ids) => new Map(ids.map((id) => [id, desk.version])),
  }
  const http: HttpServer = createServer()
  const desktops = openDesktops(http, {
    store,
    identify: async ({ headers }) =>
      headers.authorization === 'Bearer good'
        ? { accountId: 'alice', name: 'Alice', role: 'agent', sessionHash: null, address: '' }
        : null,
    mayComeFrom: () => true,
    rendered: (callId, accountId, version) => rendered.push({ callId, accountId, version }),
    now: () => 1_795_339_800_000,
    mostSockets: 10,
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const stop = async () => {
    await desktops.close()
    await new Promise((resolve) => http.close(resolve))
  }
  opened.push({ close: stop })
  /** Writes a change; it is told unless it gets lost on the way. */
  const change = (pop: Pop, way: 'told' | 'lost' = 'told') => {
    desk.version++
    desk.pops.set(pop.callId, pop)
    const body: DesktopChange = { kind: 'pop', version: desk.version, pop }
    if (way === 'told')
      desktops.deliver([{ accountId: 'alice', version: desk.version, body: JSON.stringify(body) }])
  }
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    desktops,
    desk,
    stop,
    change,
    rendered,
    snapshots: () => snapshots,
  }
}

function open(url: string, more: Partial<Parameters<typeof desktop>[0]> = {}): Desktop {
  const one = desktop({ url, token: 'good', ...more })
  opened.push(one)
  return one
}

const shown = (desk: Desktop) => desk.pops().map((pop) => `${pop.callId} ${pop.version} ${pop.state}`)

describe('a program that watches a desk', () => {
  it('[P11] has what is live when it connects, and then every change', async () => {
    const { url, change, rendered } = await house()
    change(popOf('a', 1))
    const seen: (string | undefined)[] = []
    const desk = open(url, { onChange: (pop) => seen.push(pop?.callId) })
    await vi.waitFor(() => expect(shown(desk)).toEqual(['a 1 ringing']))
    expect(desk.availability()).toBe('available')
    change(popOf('b', 1))
    change(popOf('a', 2, 'closed'))
    await vi.waitFor(() => expect(shown(desk)).toEqual(['b 1 ringing']))
    expect(seen).toEqual([undefined, 'b', 'a'])
    for (const pop of desk.pops()) desk.rendered(pop)
    await vi.waitFor(() => expect(rendered).toEqual([{ callId: 'b', accountId: 'alice', version: 1 }]))
  })

  it('[P28] notices that a change was lost by the next one, asks once, and has all again', async () => {
    const { url, change, snapshots } = await house()
    const desk = open(url)
    await vi.waitFor(() => expect(desk.version()).toBe(0))
    change(popOf('a', 1), 'lost')
    change(popOf('b', 1))
    change(popOf('b', 2, 'connected'))
    await vi.waitFor(() => expect(shown(desk)).toEqual(['a 1 ringing', 'b 2 connected']))
    expect(snapshots()).toBe(2)
  })

  it('[P11] comes back to a server that was restarted, and has what happened meanwhile', async () => {
    const before = await house()
    const goodbyes: string[] = []
    const desk = open(before.url, { onGoodbye: (reason) => goodbyes.push(reason) })
    before.change(popOf('a', 1))
    await vi.waitFor(() => expect(shown(desk)).toEqual(['a 1 ringing']))
    await before.stop()
    before.change(popOf('b', 1), 'lost')
    const after = await house(Number(new URL(before.url).port), before.desk)
    await vi.waitFor(() => expect(shown(desk)).toEqual(['a 1 ringing', 'b 1 ringing']), { timeout: 8000 })
    after.change(popOf('a', 2, 'closed'))
    await vi.waitFor(() => expect(shown(desk)).toEqual(['b 1 ringing']))
    expect(goodbyes).toEqual(['restarting'])
  }, 15_000)

  it('stays away once it was signed out, and once it was closed', async () => {
    const { url, desktops } = await house()
    const goodbyes: string[] = []
    const cut = open(url, { onGoodbye: (reason) => goodbyes.push(reason) })
    await vi.waitFor(() => expect(cut.version()).toBe(0))
    desktops.cut({ accountId: 'alice' })
    await vi.waitFor(() => expect(goodbyes).toEqual(['signed-out']))
    const closed = open(url)
    await vi.waitFor(() => expect(closed.version()).toBe(0))
    closed.close()
    await new Promise((resolve) => setTimeout(resolve, 1800))
    expect(desktops.connected()).toBe(0)
  })
})

function popOf(callId: string, version: number, state: Pop['state'] = 'ringing'): Pop {
  return {
    callId,
    version,
    state,
    closing: state === 'closed' ? 'lost' : null,
    stage: 'full',
    direction: 'inbound',
    source: 'main',
    queue: null,
    did: null,
    arrivedAt: callId.charCodeAt(0),
    offeredAt: 1,
    answeredAt: null,
    endedAt: null,
    caller: { presentation: 'allowed', number: null, e164: null, displayName: null, region: null },
    outcome: 'unknown',
    trust: { level: 'none', reasons: [] },
    person: null,
    candidates: [],
    evidence: [],
    greeting: { language: 'en', text: 'Good day' },
    reasons: [],
    claims: {},
    cases: [],
    history: [],
    before: [],
  }
}

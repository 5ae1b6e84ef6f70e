import { afterEach, describe, expect, it } from 'vitest'
import { type CarrierSettings, carryOutbox, type OutboxCarrier } from '../../src/push/carry-outbox.ts'
import { callStore } from '../../src/store/call-queries.ts'
import type { DeskMessage, OutboxRow } from '../../src/store/call-store.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { virtualClock } from '../simulator/virtual-clock.ts'

const noon = Date.UTC(2026, 10, 2, 12)
const overlapMs = 2000
const slowClockMs = 1000

/** An outbox whose rows become visible when the story says so, and a node that carries it. */
function openNode(more: Partial<CarrierSettings> & { rows?: OutboxRow[] } = {}) {
  const clock = virtualClock(noon)
  const rows: OutboxRow[] = more.rows ?? []
  const delivered: string[] = []
  const faults: unknown[] = []
  const asked: number[] = []
  let heard = (): void => undefined
  const carrier: OutboxCarrier = carryOutbox({
    async readOutbox(after, most) {
      asked.push(after)
      return rows.filter(({ id }) => id > after).slice(0, most)
    },
    hint(fn) {
      heard = fn
      return () => {
        heard = () => undefined
      }
    },
    deliver: (messages) => void delivered.push(...messages.map(told)),
    onFault: (reason) => void faults.push(reason),
    slowClockMs,
    overlapMs,
    patienceMs: 500,
    rowsAtOnce: 100,
    now: clock.now,
    elapsed: clock.now,
    later: (work, ms) => clock.after(ms, work),
    ...more,
  })
  /** Commits what another node has written. */
  const commit = (id: number, accountId: string, version: number): void => {
    rows.push({ id, at: clock.now(), ...message(accountId, version) })
    rows.sort((a, b) => a.id - b.id)
  }
  return {
    carrier,
    commit,
    delivered,
    faults,
    asked,
    hint: () => heard(),
    pass: (ms: number) => clock.run(clock.now() + ms),
  }
}

function message(accountId: string, version: number): DeskMessage {
  return { accountId, version, body: `{"version":${version}}` }
}

function told({ accountId, version }: DeskMessage): string {
  return `${accountId} ${version}`
}

describe('what other nodes have written', () => {
  it('goes out with the hint', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(1, 'alice', 1)
    node.hint()
    await node.pass(1)
    expect(node.delivered).toEqual(['alice 1'])
  })

  it('[P28] goes out by the slow clock when no hint comes', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(1, 'alice', 1)
    await node.pass(slowClockMs)
    expect(node.delivered).toEqual(['alice 1'])
  })

  it('[P12] is not skipped when a lower id becomes visible after a higher one', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(2, 'bob', 1)
    node.hint()
    await node.pass(overlapMs - 200)
    node.commit(1, 'alice', 1)
    node.hint()
    await node.pass(10)
    expect(node.delivered).toEqual(['bob 1', 'alice 1'])
  })

  it('[P12] waits for its predecessor, whichever is read first', async () => {
    const node = openNode({ rowsAtOnce: 1 })
    node.commit(1, 'alice', 1)
    await node.pass(10)
    node.commit(5, 'alice', 3)
    node.commit(6, 'bob', 1)
    node.commit(7, 'alice', 2)
    node.hint()
    await node.pass(10)
    expect(node.delivered).toEqual(['alice 1', 'bob 1', 'alice 2', 'alice 3'])
  })

  it('[P12] is not given up by a pass that broke off before it came there', async () => {
    const rows = [2, 4].map((id) => ({ id, at: noon, ...message(`agent ${id}`, 1) }))
    let breaksAfter = Number.POSITIVE_INFINITY
    const node = openNode({
      rows,
      rowsAtOnce: 1,
      readOutbox: async (after) => {
        if (after >= breaksAfter) throw new Error('engine is away')
        return rows.filter(({ id }) => id > after).slice(0, 1)
      },
    })
    await node.pass(overlapMs - 100)
    node.commit(3, 'agent 3', 1)
    breaksAfter = 2
    await node.pass(2 * overlapMs)
    breaksAfter = Number.POSITIVE_INFINITY
    await node.pass(slowClockMs)
    expect(node.delivered).toEqual(['agent 2 1', 'agent 4 1', 'agent 3 1'])
  })

  it('goes out without a predecessor that the outbox has forgotten', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(8, 'alice', 41)
    node.commit(9, 'alice', 43)
    node.hint()
    await node.pass(10)
    expect(node.delivered).toEqual(['alice 41', 'alice 43'])
  })

  it('is read on from where nothing is missing any more, once what was undone has been waited for', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(1, 'alice', 1)
    node.commit(3, 'alice', 2)
    node.hint()
    await node.pass(10)
    expect(node.asked.at(-1)).toBe(0)
    await node.pass(slowClockMs)
    expect(node.asked.at(-1)).toBe(1)
    await node.pass(overlapMs + slowClockMs)
    node.hint()
    await node.pass(1)
    expect(node.asked.at(-1)).toBe(3)
  })

  it('begins with the latest of a long outbox', async () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => ({
      id: n + 1,
      at: noon - 600_000 + n,
      ...message('alice', n + 1),
    }))
    const node = openNode({ rows })
    await node.pass(10)
    expect(node.asked.length).toBeLessThan(60)
    node.commit(50_001, 'alice', 50_001)
    node.hint()
    await node.pass(10)
    expect(node.delivered).toEqual(['alice 50001'])
  })

  it('is taken from when the node began, though it could not be read for long', async () => {
    let isUp = false
    const rows: OutboxRow[] = [{ id: 1, at: noon - 600_000, ...message('alice', 1) }]
    const node = openNode({
      rows,
      readOutbox: async (after, most) => {
        if (!isUp) throw new Error('engine is away')
        return rows.filter(({ id }) => id > after).slice(0, most)
      },
    })
    node.commit(2, 'alice', 2)
    await node.pass(60_000)
    isUp = true
    await node.pass(slowClockMs)
    expect(node.delivered).toEqual(['alice 2'])
  })
})

describe('what this node has written itself', () => {
  it('goes out at once, and not again with the outbox', async () => {
    const node = openNode()
    await node.pass(10)
    node.commit(1, 'alice', 1)
    node.carrier.handOver([message('alice', 1)])
    expect(node.delivered).toEqual(['alice 1'])
    node.hint()
    await node.pass(3 * slowClockMs)
    expect(node.delivered).toEqual(['alice 1'])
  })

  it('[P12] waits for what another node wrote before it', async () => {
    const node = openNode()
    node.commit(1, 'alice', 1)
    await node.pass(10)
    node.commit(2, 'alice', 2)
    node.commit(3, 'alice', 3)
    node.carrier.handOver([message('alice', 3)])
    expect(node.delivered).toEqual(['alice 1'])
    await node.pass(10)
    expect(node.delivered).toEqual(['alice 1', 'alice 2', 'alice 3'])
  })

  it('[P12] keeps the order also where answers of the engine come in another', async () => {
    const node = openNode()
    node.carrier.handOver([message('alice', 1)])
    node.carrier.handOver([message('alice', 3), message('bob', 1)])
    node.carrier.handOver([message('alice', 2)])
    expect(node.delivered).toEqual(['alice 1', 'bob 1', 'alice 2', 'alice 3'])
  })
})

describe('an engine that fails', () => {
  it('is asked again, less and less often, and nothing is lost', async () => {
    let isUp = false
    const rows: OutboxRow[] = []
    const tries: number[] = []
    const node = openNode({
      rows,
      readOutbox: async (after) => {
        tries.push(after)
        if (!isUp) throw new Error('engine is away')
        return rows.filter(({ id }) => id > after)
      },
    })
    node.commit(1, 'alice', 1)
    for (let n = 0; n < 100; n++) {
      node.hint()
      await node.pass(100)
    }
    expect(tries.length).toBeLessThan(20)
    expect(node.faults).toHaveLength(tries.length)
    isUp = true
    await node.pass(slowClockMs)
    expect(node.delivered).toEqual(['alice 1'])
  })

  it('is not waited for when it never answers', async () => {
    let hangs = true
    const node = openNode({
      readOutbox: (after) =>
        hangs
          ? new Promise(() => undefined)
          : Promise.resolve(after < 1 ? [{ id: 1, at: noon, ...message('alice', 1) }] : []),
    })
    await node.pass(100)
    hangs = false
    await node.pass(2 * slowClockMs)
    expect(node.faults).toHaveLength(1)
    expect(node.delivered).toEqual(['alice 1'])
  })

  it('does not stop the node, nor does a socket that throws', async () => {
    const node = openNode({
      deliver: () => {
        throw new Error('no such socket')
      },
    })
    await node.pass(10)
    expect(() => node.carrier.handOver([message('alice', 1)])).not.toThrow()
    expect(node.faults).toHaveLength(1)
  })

  it('is asked no more after the end', async () => {
    const node = openNode()
    await node.pass(10)
    node.carrier.stop()
    const before = node.asked.length
    node.hint()
    node.carrier.handOver([message('alice', 1)])
    await node.pass(10 * slowClockMs)
    expect(node.asked).toHaveLength(before)
    expect(node.delivered).toEqual([])
  })
})

describe('the outbox on SQLite', () => {
  const connection = openSqlite(':memory:')
  const store = { ...callStore(sqliteEngine(connection)), ...deskStore(sqliteEngine(connection)) }
  afterEach(() => connection.close())

  it('is read by id, and an id is never given again though everything old is forgotten', async () => {
    await store.setAvailability('alice', 'away', noon)
    await store.setAvailability('bob', 'away', noon + 1)
    await store.setAvailability('alice', 'available', noon + 2)
    const rows = await store.readOutbox(0, 10)
    expect(rows.map(told)).toEqual(['alice 1', 'bob 1', 'alice 2'])
    expect((await store.readOutbox(rows[0]?.id ?? 0, 1)).map(told)).toEqual(['bob 1'])
    while (await store.forgetOld({ events: 0, outbox: noon + 60_000 }, 2));
    await store.setAvailability('bob', 'available', noon + 60_001)
    expect((await store.readOutbox(rows.at(-1)?.id ?? 0, 10)).map(told)).toEqual(['bob 2'])
  })
})

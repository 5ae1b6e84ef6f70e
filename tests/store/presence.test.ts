import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepPresence } from '../../src/live/keep-presence.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { noon } from './told-customers.ts'

const second = 1000

describe.each(engines)('whose desktops are open, on %s', (_engine, open) => {
  let opened: OpenedStore
  const ids = Array.from({ length: 250 }, (_, n) => `agent-${n}`)

  beforeEach(async () => {
    opened = await open()
  })
  afterEach(() => opened.close())

  async function makeAgents(some: readonly string[]): Promise<void> {
    for (const id of some) {
      await opened.store.createAccount({
        id,
        login: id,
        name: id,
        role: 'agent',
        language: 'en',
        extensions: [],
        passwordHash: null,
        now: noon,
      })
      const session = { accountId: id, tokenHash: randomUUID(), now: noon }
      await opened.store.createSession({ ...session, expiresAt: noon + 3600 * second })
    }
  }
  const present = async (now: number): Promise<string[]> =>
    (await opened.store.readPresence(now))
      .filter(({ hasDesk }) => hasDesk)
      .map(({ accountId }) => accountId)
      .sort()
  const say = (node: string, now: number, opened_: readonly string[] = [], closed: readonly string[] = []) =>
    opened.store.tellDesks({ node, opened: opened_, closed, now })

  it('[P151] counts who has one at any node that lives, once, and nobody of a node that was killed', async () => {
    await makeAgents(ids.slice(0, 3))
    expect(await present(noon)).toEqual([])
    expect(await say('a', noon, ['agent-0', 'agent-1'])).toBe(false)
    expect(await say('b', noon, ['agent-1', 'agent-2'])).toBe(false)
    expect(await present(noon + second)).toEqual(['agent-0', 'agent-1', 'agent-2'])
    expect(await say('a', noon + second, [], ['agent-1', 'agent-0'])).toBe(true)
    expect(await present(noon + second)).toEqual(['agent-1', 'agent-2'])
    // From now on only the other one says that it lives.
    for (let at = 3; at <= 15; at += 3) await say('a', noon + at * second)
    expect(await present(noon + 15 * second)).toEqual([])
    // It was only away, and says again what it has.
    expect(await say('b', noon + 16 * second)).toBe(true)
    expect(await present(noon + 16 * second)).toEqual(['agent-1', 'agent-2'])
    await say('a', noon + 90 * second)
    expect(await say('b', noon + 91 * second)).toBe(false)
    expect(await present(noon + 91 * second)).toEqual([])
    await say('a', noon + 91 * second, ['agent-0'])
    await opened.store.leaveDesks('a')
    expect(await present(noon + 91 * second)).toEqual([])
  })

  it('[P151] needs a session besides', async () => {
    await makeAgents(ids.slice(0, 1))
    await say('a', noon + 3601 * second, ['agent-0'])
    expect(await present(noon + 3601 * second)).toEqual([])
  })

  it('[P151] tells hundreds that come and go, and all of them again when the node was forgotten', async () => {
    await makeAgents(ids)
    let at = noon
    let here = new Set(ids)
    const settings = { store: opened.store, node: 'a', desks: () => here, now: () => at }
    const faults: unknown[] = []
    const keeping = keepPresence({ ...settings, onFault: (reason) => faults.push(reason) })
    const soon = { timeout: 8000, interval: 100 }
    await expect.poll(async () => (await present(at)).length, soon).toBe(250)
    here = new Set(ids.slice(0, 40))
    await expect.poll(async () => (await present(at)).length, soon).toBe(40)
    at += 120 * second
    await say('b', at)
    await expect.poll(async () => (await present(at)).length, soon).toBe(40)
    await keeping.stop()
    expect(await present(at)).toEqual([])
    expect(faults).toEqual([])
  }, 40_000)
})

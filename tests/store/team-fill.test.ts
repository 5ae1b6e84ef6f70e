import { describe, expect, it } from 'vitest'
import type { AccountStore } from '../../src/store/account-store.ts'
import { engines } from './engines.ts'
import { interaction, noon } from './told-customers.ts'

const hour = 60 * 60_000

describe.each(engines)('contacts of before there were teams on %s', (_, open) => {
  const account = (store: AccountStore, id: string, team: string | null) =>
    store.createAccount({
      id,
      login: id,
      name: id,
      role: 'agent',
      language: 'en',
      extensions: [],
      passwordHash: null,
      team,
      now: noon,
    })

  it('[P105] are given the team that they would belong to now, once, the newest first, wherever it was broken off', async () => {
    const { store, close } = await open()
    const teamOf = async (id: number) => (await store.readInteraction(id))?.team
    const add = async (n: number, more: Parameters<typeof interaction>[1]) => {
      const written = await store.addInteraction(interaction(`${n}`, { startedAt: noon + n * 1000, ...more }))
      if (written.kind !== 'written') throw new Error(written.kind)
      return written.interaction.id
    }
    try {
      await account(store, 'anna', null)
      await account(store, 'ben', null)
      const ids: number[] = []
      for (let n = 0; n < 12; n++) {
        const more = [{ accountId: 'anna', queue: 'q' }, { accountId: 'ben', queue: 'q' }, { queue: 'other' }]
        ids.push(await add(n, more[n % 3] ?? {}))
      }
      while ((await store.indexInteractions(50, () => 'word')) > 0) {
        // All of them are found before.
      }
      const fill = (at: number, most = 5) => store.fillTeams(at, hour, most)
      expect(await fill(noon)).toBe(false)
      expect(await fill(noon + 100 * hour)).toBe(false)
      expect(await teamOf(ids[0] ?? 0)).toBeNull()

      await store.keepQueueTeams([{ queue: 'q', team: 'berlin' }])
      await store.changeAccount('anna', { team: 'hongkong' })
      const since = noon + 200 * hour
      expect(await fill(since)).toBe(false)
      expect(await fill(since + hour - 1)).toBe(false)
      const later = await add(20, { queue: 'other' })

      expect(await fill(since + hour)).toBe(true)
      expect(await Promise.all(ids.map(teamOf))).toEqual([
        ...Array.from({ length: 7 }, () => null),
        'berlin',
        null,
        'hongkong',
        'berlin',
        null,
      ])
      // Two nodes at once.
      expect((await Promise.all([fill(since + hour), fill(since + hour)])).includes(true)).toBe(true)
      while (await fill(since + hour)) {
        // To the end.
      }
      const wanted = ids.map((__, n) => ['hongkong', 'berlin', null][n % 3])
      expect(await Promise.all(ids.map(teamOf))).toEqual(wanted)
      expect(await teamOf(later)).toBeNull()
      expect(await store.indexInteractions(50, () => 'word')).toBe(9)

      await store.changeAccount('anna', { team: 'berlin' })
      await store.keepQueueTeams([{ queue: 'other', team: 'berlin' }])
      expect(await fill(since + 10 * hour)).toBe(false)
      expect(await Promise.all(ids.map(teamOf))).toEqual(wanted)
    } finally {
      await close()
    }
  })
})

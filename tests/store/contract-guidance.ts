import { describe, expect, it } from 'vitest'
import type { GuidanceStore } from '../../src/store/guidance-store.ts'
import { noon } from './told-customers.ts'

type Opened = { readonly store: GuidanceStore; close(): Promise<void> }

/** What every engine must do with what the house has written down for its agents. */
export function guidanceContract(engine: string, open: () => Promise<Opened>): void {
  describe(`guidance on ${engine}`, () => {
    it('[P89] every save is kept with its author, nobody overwrites another’s, and what was taken away comes back', async () => {
      const { store, close } = await open()
      try {
        const save = (expectedVersion: number, body: string | null, author = 'Sam') =>
          store.saveGuidance({ id: 'refund', expectedVersion, body, accountId: 'a', author, now: noon })
        expect(await save(0, null)).toBeNull()
        expect(await save(0, '{"n":1}')).toBe(1)
        expect(await save(0, '{"n":9}')).toBeNull()
        expect(await save(1, '{"n":2}', 'Ada')).toBe(2)
        expect(await save(1, '{"n":8}')).toBeNull()
        const known = { id: 'refund', version: 2, body: '{"n":2}', author: 'Ada', savedAt: noon }
        expect(await store.readAllGuidance()).toEqual([known])
        expect(await save(2, null)).toBe(3)
        expect(await store.readAllGuidance()).toEqual([])
        expect(await save(3, '{"n":1}')).toBe(4)
        expect((await store.readAllGuidance()).map(({ version }) => version)).toEqual([4])
        const versions = await store.readGuidanceVersions('refund')
        expect(versions.map(({ version, body, author }) => [version, body, author])).toEqual([
          [4, '{"n":1}', 'Sam'],
          [3, null, 'Sam'],
          [2, '{"n":2}', 'Ada'],
          [1, '{"n":1}', 'Sam'],
        ])
      } finally {
        await close()
      }
    })
  })
}

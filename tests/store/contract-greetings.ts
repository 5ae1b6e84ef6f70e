import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOwnGreetings } from '../../src/screenpop/own-greetings.ts'
import type { CallStore } from '../../src/store/call-store.ts'
import type { GreetingStore } from '../../src/store/greeting-store.ts'
import { noon, storeCall } from './told-calls.ts'

export interface OpenedGreetings {
  readonly store: GreetingStore & CallStore
  close(): Promise<void>
}

/** What every engine must do with greetings. */
export function greetingContract(engine: string, open: () => Promise<OpenedGreetings>): void {
  describe(`greetings on ${engine}`, () => {
    let opened: OpenedGreetings
    let store: OpenedGreetings['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const put = (text: string | null, expectedVersion: number, more: object = {}) =>
      store.putGreeting({
        language: 'de',
        phrase: 'usual',
        text,
        accountId: 'account-sam',
        at: noon + expectedVersion,
        expectedVersion,
        ...more,
      })

    it('[P71] every version is kept, and the newest holds', async () => {
      expect(await put('eins', 0)).toMatchObject({ version: 1, text: 'eins' })
      await put('zwei', 1)
      await put(null, 2, { accountId: 'account-ada' })
      await put('drei', 0, { language: 'es-419' })
      expect(await store.readGreetings()).toMatchObject([
        { language: 'de', phrase: 'usual', version: 3, text: null, accountId: 'account-ada', at: noon + 2 },
        { language: 'es-419', version: 1, text: 'drei' },
      ])
      expect(await store.readGreetingVersions('de', 'usual', 10)).toMatchObject([
        { version: 3, text: null },
        { version: 2, text: 'zwei' },
        { version: 1, text: 'eins' },
      ])
      expect(await store.readGreetingVersions('de', 'usual', 1)).toHaveLength(1)
      expect(await store.countGreetingVersions()).toBe(4)
    })

    it('[P71] nobody overwrites what somebody else has written meanwhile', async () => {
      await put('eins', 0)
      expect(await put('auch eins', 0)).toBeNull()
      expect(await put('zu früh', 2)).toBeNull()
      const both = await Promise.all([put('zwei', 1), put('auch zwei', 1)])
      expect(both.filter((one) => one !== null)).toHaveLength(1)
      expect(await store.countGreetingVersions()).toBe(2)
    })

    it('[P71] what one node has changed another one reads again, and not for nothing', async () => {
      let read = 0
      const counting = {
        countGreetingVersions: store.countGreetingVersions,
        readGreetings: () => {
          read += 1
          return store.readGreetings()
        },
      }
      const other = await openOwnGreetings(counting)
      await other.refresh()
      expect(read).toBe(1)
      await put('{name}, moin!', 0)
      await other.refresh()
      await other.refresh()
      expect(read).toBe(2)
      expect(other.stored('de', 'usual')).toMatchObject({ text: '{name}, moin!' })
      await put(null, 1)
      await other.refresh()
      expect(other.stored('de', 'usual')?.text).toBeNull()
      expect(other.messageFor('de', 'usual').pieces.length).toBeGreaterThan(3)
    })

    it('what another release has stored is passed over where it cannot be read', async () => {
      await put('{from a newer release}', 0)
      await put('x', 0, { phrase: 'from-a-newer-release' })
      const greetings = await openOwnGreetings(store)
      expect(greetings.messageFor('de', 'usual').pieces.length).toBeGreaterThan(3)
    })

    it('the last calls whose caller was looked up, newest first', async () => {
      for (const [n, recognition] of [
        [1, '[]'],
        [2, null],
        [3, '[{}]'],
      ] as const) {
        await storeCall(store, {
          id: String(n),
          events: [{ kind: 'arrived', at: noon + n }],
          pops: [],
          recognition,
        })
      }
      expect(await store.readRecentCallers(10)).toMatchObject([
        { callId: 'main:3', recognition: '[{}]', answeredBy: [], source: 'main' },
        { callId: 'main:1', arrivedAt: noon + 1 },
      ])
      expect(await store.readRecentCallers(1)).toHaveLength(1)
    })
  })
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallStore } from '../../src/store/call-store.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import type { LegStore } from '../../src/store/leg-store.ts'
import { noon, storeCall } from './told-calls.ts'

export interface OpenedLegs {
  readonly store: LegStore & CallStore & DeskStore
  close(): Promise<void>
}

/** What every engine must do with legs. */
export function legContract(engine: string, open: () => Promise<OpenedLegs>): void {
  describe(`legs on ${engine}`, () => {
    let opened: OpenedLegs
    let store: OpenedLegs['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const link = (leg: string, of: string, source = 'main') => store.linkLeg({ source, leg, of, now: noon })
    const begin = (id: string) => storeCall(store, { id, events: [{ kind: 'arrived', at: noon }], pops: [] })
    const end = (id: string) =>
      storeCall(store, {
        id,
        events: [
          { kind: 'arrived', at: noon },
          { kind: 'ended', at: noon + 1 },
        ],
        pops: [],
      })

    it('a leg is its own call until it is linked, and then that of its root, within its source', async () => {
      expect(await store.callOfLeg('main', 'b')).toBe('b')
      expect(await link('b', 'a')).toEqual({ call: 'a', apart: null })
      expect(await link('b', 'a')).toEqual({ call: 'a', apart: null })
      expect(await store.callOfLeg('main', 'b')).toBe('a')
      expect(await store.callOfLeg('main', 'a')).toBe('a')
      expect(await store.callOfLeg('other', 'b')).toBe('b')
    })

    it('legs of legs are found at once, in whatever order the links come', async () => {
      await link('d', 'c')
      await link('b', 'a')
      expect(await link('c', 'b')).toEqual({ call: 'a', apart: null })
      for (const leg of ['a', 'b', 'c', 'd']) expect(await store.callOfLeg('main', leg)).toBe('a')
      expect(await link('a', 'd')).toEqual({ call: 'a', apart: null })
    })

    it('a call that was begun for a leg is named as long as it lives', async () => {
      await begin('b')
      expect(await link('b', 'a')).toEqual({ call: 'a', apart: 'b' })
      expect(await link('b', 'a')).toEqual({ call: 'a', apart: 'b' })
      await end('b')
      expect(await link('b', 'a')).toEqual({ call: 'a', apart: null })
    })

    it('nothing is linked to what has ended, and what has ended to nothing', async () => {
      await end('over')
      expect(await link('late', 'over')).toEqual({ call: 'late', apart: null })
      expect(await link('over', 'a')).toEqual({ call: 'over', apart: null })
      expect(await store.callOfLeg('main', 'late')).toBe('late')
      expect(await store.callOfLeg('main', 'over')).toBe('over')
    })

    it('links at the same time end at one call', async () => {
      await Promise.all([link('b', 'a'), link('c', 'b'), link('d', 'c'), link('a', 'd'), link('c', 'a')])
      const calls = await Promise.all(['a', 'b', 'c', 'd'].map((leg) => store.callOfLeg('main', leg)))
      expect(new Set(calls).size).toBe(1)
    })

    it('drafts go over to a call, and none is overwritten', async () => {
      const draft = (callId: string, accountId: string) =>
        store.keepDraft({ callId, accountId, body: `${callId} ${accountId}`, expectedVersion: 0, now: noon })
      await draft('main:b', 'alice')
      await draft('main:b', 'bob')
      await draft('main:a', 'bob')
      await store.moveDrafts('main:b', 'main:a')
      expect(await store.readDraft('main:a', 'alice')).toMatchObject({ body: 'main:b alice' })
      expect(await store.readDraft('main:a', 'bob')).toMatchObject({ body: 'main:a bob' })
      expect(await store.readDraft('main:b', 'alice')).toBeNull()
    })

    it('are forgotten in batches, as long after as events are', async () => {
      for (const leg of ['b', 'c', 'd']) await link(leg, 'a')
      while (await store.forgetOld({ events: noon, outbox: noon }, 2));
      expect(await store.callOfLeg('main', 'd')).toBe('a')
      while (await store.forgetOld({ events: noon + 1, outbox: noon }, 2));
      for (const leg of ['b', 'c', 'd']) expect(await store.callOfLeg('main', leg)).toBe(leg)
    })
  })
}

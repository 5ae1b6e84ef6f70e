import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredReview } from '../../src/store/quality-store.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { noon } from './told-customers.ts'

type NewReview = Omit<StoredReview, 'form' | 'agentName' | 'seenAt' | 'reply' | 'repliedAt'>

const form = JSON.stringify({ questions: [{ id: 'greeted' }] })
const review: NewReview = {
  id: 'r1',
  callId: 'main:1',
  accountId: 'alice',
  reviewerId: 'sam',
  reviewerName: 'Sam',
  formId: 'usual',
  formVersion: 1,
  answers: '{"greeted":true}',
  score: 800,
  comment: 'Calm.',
  at: noon,
}

describe.each(engines)('reviews and ticks, on %s', (_engine, open) => {
  let opened: OpenedStore
  let store: OpenedStore['store']

  beforeEach(async () => {
    opened = await open()
    store = opened.store
    for (const id of ['alice', 'bob']) {
      await store.createAccount({
        id,
        login: id,
        name: id === 'alice' ? 'Alice' : 'Bob',
        role: 'agent',
        language: 'en',
        extensions: [],
        passwordHash: null,
        now: noon,
      })
    }
  })
  afterEach(() => opened.close())

  const read = (accountId: string | null, more: object = {}) =>
    store.readReviews({ accountId, teams: null, from: 0, until: noon * 2, most: 10, ...more })

  it('[P128] a form is numbered with each change of it, and a review keeps the one that it was made with', async () => {
    const numbers = await Promise.all([
      store.keepForm('usual', form, noon),
      store.keepForm('usual', form, noon),
    ])
    expect(numbers).toEqual([1, 1])
    await store.addReview(review)
    expect(await store.keepForm('usual', '{"questions":[]}', noon + 1)).toBe(2)
    expect(await store.keepForm('other', form, noon)).toBe(1)
    expect(await store.readReview('r1')).toMatchObject({
      form,
      formVersion: 1,
      agentName: 'Alice',
      score: 800,
    })
    expect(await store.readReview('r2')).toBeNull()
  })

  it('[P128] of several who review one agent’s call at once one does, and another agent’s part of it is another', async () => {
    await store.keepForm('usual', form, noon)
    const added = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.addReview({ ...review, id })))
    expect(added.filter(Boolean)).toHaveLength(1)
    expect(await store.addReview({ ...review, id: 'e', accountId: 'bob', at: noon + 5 })).toBe(true)
    expect((await read(null)).map(({ accountId }) => accountId)).toEqual(['bob', 'alice'])
    expect((await read('alice')).map(({ accountId }) => accountId)).toEqual(['alice'])
    expect(await read(null, { from: noon + 6 })).toEqual([])
    expect((await read(null, { until: noon + 5 })).map(({ accountId }) => accountId)).toEqual(['alice'])
    expect(await read(null, { most: 1 })).toHaveLength(1)
    expect(await read(null, { teams: ['berlin'] })).toEqual([])
  })

  it('[P128] is seen once and answered by the agent alone', async () => {
    await store.keepForm('usual', form, noon)
    await store.addReview(review)
    const answer = (accountId: string, reply: string | null, at: number) =>
      store.answerReview({ id: 'r1', accountId, reply, at })
    expect(await answer('bob', 'Mine?', noon + 1)).toBe(false)
    expect(await answer('alice', null, noon + 2)).toBe(true)
    expect(await store.readReview('r1')).toMatchObject({ seenAt: noon + 2, reply: null, repliedAt: null })
    expect(await answer('alice', '谢谢', noon + 3)).toBe(true)
    expect(await store.readReview('r1')).toMatchObject({
      seenAt: noon + 2,
      reply: '谢谢',
      repliedAt: noon + 3,
    })
  })

  it('[P129] ticks are one’s own and of one day, and are taken back', async () => {
    const tick = (accountId: string, day: string, item: string, done = true) =>
      store.tick({ accountId, day, item, done, at: noon })
    await Promise.all([tick('alice', '2026-11-23', 'headset'), tick('alice', '2026-11-23', 'headset')])
    await tick('alice', '2026-11-23', 'screen')
    await tick('bob', '2026-11-23', 'headset')
    const items = async (account: string, day: string) =>
      (await store.readTicks(account, day)).map(({ item }) => item).sort()
    expect(await items('alice', '2026-11-23')).toEqual(['headset', 'screen'])
    await tick('alice', '2026-11-23', 'screen', false)
    expect(await items('alice', '2026-11-23')).toEqual(['headset'])
    expect(await items('alice', '2026-11-24')).toEqual([])
    expect(await items('bob', '2026-11-23')).toEqual(['headset'])
  })
})

import { expect, it } from 'vitest'
import { endGoneCalls } from '../src/end-gone-calls.ts'
import type { LiveCall } from '../src/store/desk-store.ts'

const living = new Set(['1795360095.228', 'd0f6a3f0-0a0b-4c0c-8d0d-0e0f00000001'])
const uuid = 'd0f6a3f0-0a0b-4c0c-8d0d-0e0f00000002'

function ended(calls: readonly string[], clocks = { now: 1000, cautiousNow: 1000 }) {
  const done: { ids: readonly string[]; heardBefore: number }[] = []
  const end = endGoneCalls({
    store: {
      readLiveCalls: async () =>
        calls.map((callId) => ({ callId, source: callId.slice(0, callId.indexOf(':')) }) as LiveCall),
    },
    journey: { endGoneCalls: async (ids, heardBefore) => void done.push({ ids, heardBefore }) },
    now: () => clocks.now,
    cautiousNow: () => clocks.cautiousNow,
  })
  return end('main', living, 900).then(() => done[0]!)
}

it('ends what the phone system no longer has, by the form of its ids, and nothing of other sources', async () => {
  const calls = [
    'main:1795360095.228',
    'main:1795360095.229',
    'main:pbx1-1795361407.0',
    'main:d0f6a3f0-0a0b-4c0c-8d0d-0e0f00000001',
    `main:${uuid}`,
    'main:c-42',
    'main:42',
    'other:1795360095.229',
  ]
  expect((await ended(calls)).ids).toEqual(['main:1795360095.229', 'main:pbx1-1795361407.0', `main:${uuid}`])
})

it('says when it asked by the clock of the journey, also while the wall clock stands ahead of it', async () => {
  expect((await ended([], { now: 1000, cautiousNow: 1000 })).heardBefore).toBe(900)
  expect((await ended([], { now: 1000, cautiousNow: 400 })).heardBefore).toBe(300)
  expect((await ended([], { now: 800, cautiousNow: 800 })).heardBefore).toBe(800)
})

import { describe, expect, it } from 'vitest'
import { engines } from './engines.ts'
import { noon } from './told-customers.ts'

const minute = 60_000

describe.each(engines)('test calls on %s', (_, open) => {
  it('[P126] one node at a time places a test call, when it is due or asked for', async () => {
    const { store, close } = await open()
    try {
      const take = (node: string, now: number, every = 15 * minute) =>
        store.takeMysteryTurn({ test: 'anna', node, now, notSince: now - every, leaseUntil: now + minute })
      const run = {
        id: 'r1',
        test: 'anna',
        callId: 'main:1',
        stoppedAt: null,
        why: null,
        faults: '[]',
        steps: '[]',
      }
      const times = { beganAt: noon, endedAt: noon + 900 }
      const both = await Promise.all([take('a', noon), take('b', noon)])
      expect(both.filter((one) => one !== null)).toHaveLength(1)
      const winner = both[0] ? 'a' : 'b'
      await store.askMysteryCall({ test: 'anna', at: noon + 1, by: 'Sam' })
      expect(await take('c', noon + 2)).toBeNull()
      await store.finishMysteryRun({ ...run, ...times, result: 'passed', askedBy: null }, winner)
      expect(await take('c', noon + 1000)).toEqual({ askedBy: 'Sam' })
      await store.finishMysteryRun(
        { ...run, ...times, id: 'r2', beganAt: noon + 1000, result: 'late', askedBy: 'Sam' },
        'c',
      )
      expect(await take('d', noon + minute)).toBeNull()
      expect(await take('d', noon + 1000 + 15 * minute)).toEqual({ askedBy: null })
      // A node that has gone holds its turn no longer than its lease.
      expect(await take('e', noon + 15 * minute + 50_000, 0)).toBeNull()
      expect(await take('e', noon + 17 * minute, 0)).toEqual({ askedBy: null })
      expect((await store.readMysteryRuns('anna', 10)).map(({ id, result }) => [id, result])).toEqual([
        ['r2', 'late'],
        ['r1', 'passed'],
      ])
      expect(await store.forgetMystery({ runs: noon + 1, calls: 0 }, 10)).toBe(false)
      expect((await store.readMysteryRuns('anna', 10)).map(({ id }) => id)).toEqual(['r2'])
    } finally {
      await close()
    }
  })
})

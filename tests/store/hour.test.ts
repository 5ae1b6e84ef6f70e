import { describe, expect, it } from 'vitest'
import { engines } from './engines.ts'
import { answered, ended, noon, rang, storeCall } from './told-calls.ts'

const hour = 3_600_000

describe.each(engines)('an hour of calls on %s', (_, open) => {
  it('[P117] is the calls that arrived in it, and whom they rang at', async () => {
    const { store, close } = await open()
    try {
      const closed = { state: 'closed', closing: 'missed' }
      await storeCall(store, {
        id: 'first',
        events: [...rang(noon, ['alice', 'bob']), answered(noon + 9, 'bob'), ended(noon + 99)],
        pops: [{ ...closed }, { accountId: 'bob', state: 'closed', closing: 'ended' }],
        more: { queue: 'support' },
      })
      await storeCall(store, { id: 'last', events: rang(noon + hour - 1), pops: [{}] })
      await storeCall(store, { id: 'later', events: rang(noon + hour), pops: [closed] })
      await storeCall(store, { id: 'earlier', events: rang(noon - 1), pops: [closed] })
      const { calls, offers } = await store.readHour(noon, noon + hour)
      expect(calls.map(({ id }) => id)).toEqual(['main:first', 'main:last'])
      expect(calls[0]).toMatchObject({ queue: 'support', answeredAt: noon + 9, endedAt: noon + 99 })
      expect(JSON.parse(calls[0]?.answeredBy ?? '')).toEqual(['bob'])
      expect(offers).toEqual([
        { callId: 'main:first', accountId: 'alice', closing: 'missed' },
        { callId: 'main:first', accountId: 'bob', closing: 'ended' },
      ])
    } finally {
      await close()
    }
  })
})

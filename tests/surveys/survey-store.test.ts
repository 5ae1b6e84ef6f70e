import { afterEach, describe, expect, it } from 'vitest'
import type { Task } from '../../src/store/task-store.ts'
import { engines } from '../store/engines.ts'
import { noon, storeCall } from '../store/told-calls.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const survey = {
  name: 'service',
  customerId: null,
  numberKey: '+4915112345678',
  queue: null,
  language: 'en',
  sentAt: noon,
  expiresAt: noon + 1000,
  notSince: noon - 1000,
}
const message = { type: 'survey.sent', customerId: null, body: '{}', at: noon, webhooks: ['sms'] }
const answer = {
  satisfaction: 1,
  recommendation: null,
  effort: null,
  text: '',
  isBad: true,
  at: noon + 1,
  summary: 'How satisfied? 1/5',
  task: null,
  newsOfTask: () => [],
}

describe.each(engines)('surveys on %s', (_, openStore) => {
  it('[P74] are sent once for a call and once within a time, together with the message that tells of it', async () => {
    const { store, close } = await openStore()
    open.push({ close })
    const send = (nth: number, more: object = {}) =>
      store.sendSurvey({
        ...survey,
        id: `s${nth}`,
        tokenHash: `h${nth}`,
        callId: `main:${nth}`,
        outside: [{ ...message, id: `m${nth}` }],
        ...more,
      })
    expect(await send(1)).toBe(true)
    expect(await send(2, { callId: 'main:1', numberKey: '+4930' })).toBe(false)
    expect(await send(3)).toBe(false)
    expect(await send(4, { sentAt: noon + 2000, notSince: noon + 1000 })).toBe(true)
    const told = await store.readDeliveries({ webhook: 'sms', state: null }, 9)
    expect(told.map(({ messageId }) => messageId).toSorted()).toEqual(['m1', 'm4'])
  })

  it('[P74] take one answer, also where it comes twice at once, and not after their time', async () => {
    const { store, close } = await openStore()
    open.push({ close })
    const made = { ...survey, outside: [] }
    await store.sendSurvey({ ...made, id: 's1', tokenHash: 'h1', callId: 'main:1' })
    await store.sendSurvey({ ...made, id: 's2', tokenHash: 'h2', callId: 'main:2', numberKey: '+4930' })
    const outside = [{ ...message, id: 'a1', type: 'survey.answered' }]
    const task = {
      kind: 'callback' as const,
      customerId: null,
      numberKey: survey.numberKey,
      numberRaw: survey.numberKey,
      ownerId: null,
      team: null,
      dueFrom: noon,
      dueUntil: noon + 1,
      reason: 'bad',
      origin: 'survey' as const,
      originId: 's1',
      planKey: 'survey:s1',
      by: null,
    }
    const newsOfTask = ({ kind, originId }: Task, externalId: string | null) => [
      { ...message, id: `${kind} ${originId} ${externalId}`, type: 'callback.planned' },
    ]
    const both = await Promise.all(
      [1, 2].map(() => store.answerSurvey('s1', { ...answer, outside, task, newsOfTask })),
    )
    expect(both.toSorted()).toEqual([false, true])
    expect(await store.answerSurvey('s2', { ...answer, at: noon + 1000, outside: [] })).toBe(false)
    expect(await store.readSurvey('h1')).toMatchObject({ id: 's1', answeredAt: noon + 1 })
    const told = await store.readDeliveries({ webhook: 'sms', state: null }, 9)
    expect(told.map(({ messageId }) => messageId).toSorted()).toEqual(['a1', 'callback s1 null'])
    expect(await store.forgetSurveys(noon + 5000, 10)).toBe(false)
    expect(await store.readSurvey('h2')).toBeNull()
    expect(await store.readSurvey('h1')).not.toBeNull()
  })

  it('reads of a call what decides whether it is asked about', async () => {
    const { store, close } = await openStore()
    open.push({ close })
    await storeCall(store as never, { id: 'a', events: [{ kind: 'arrived', at: noon }], pops: [] })
    expect(await store.readCallToSurvey('main:a')).toMatchObject({
      answeredAt: null,
      agentId: null,
      customer: null,
    })
    expect(await store.readCallToSurvey('main:none')).toBeNull()
  })
})

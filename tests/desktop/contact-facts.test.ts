import { describe, expect, it } from 'vitest'
import { contactFacts, queueOfContact } from '../../src/desktop/customer/contact-facts.ts'
import { en } from '../../src/desktop/words/en.ts'
import { zhCn } from '../../src/desktop/words/zh-cn.ts'
import type { Me } from '../../src/wire/access-api.ts'

const me = {
  dispositions: [{ id: 'refund', name: { en: 'Refund', 'zh-CN': '退款' }, parent: null }],
  queues: [
    { source: 'berlin', id: 'parcels', name: 'Pakete' },
    { source: 'hongkong', id: 'parcels', name: 'Parcels' },
    { source: 'berlin', id: 'english', name: 'English desk' },
  ],
} as unknown as Me
const contact = { direction: 'inbound', disposition: null, outcome: 'answered', sentiment: null } as const

describe('what is said of a contact on one line', () => {
  it('names the way that it went by its channel, in both languages', () => {
    const call = { ...contact, channel: 'call' }
    expect(contactFacts(call, me, en, 'en')).toEqual(['inbound', 'answered'])
    expect(contactFacts(call, me, zhCn, 'zh-CN')).toEqual(['来电', '已接听'])
    const letter = { ...contact, channel: 'letter', outcome: null, disposition: 'refund' }
    expect(contactFacts(letter, me, zhCn, 'zh-CN')).toEqual(['收到', '退款'])
    expect(contactFacts({ ...letter, direction: 'outbound' }, me, en, 'en')).toEqual(['sent', 'Refund'])
  })

  it('calls a survey that, and does not take it for a call that was answered', () => {
    const survey = { ...contact, channel: 'survey', outcome: 'dissatisfied', sentiment: 'negative' } as const
    expect(contactFacts(survey, me, en, 'en')).toEqual(['Survey', en.search.sentiments.negative])
    expect(contactFacts(survey, me, zhCn, 'zh-CN')).toEqual(['满意度调查', zhCn.search.sentiments.negative])
  })

  it('names the queue as it was called, else as it is called, else by its id', () => {
    const at = (source: string | null, queueName: string | null = null) =>
      queueOfContact({ queue: 'parcels', queueName, source }, me)
    expect([at('hongkong', 'Old parcels'), at('hongkong'), at('berlin'), at(null)]).toEqual([
      'Old parcels',
      'Parcels',
      'Pakete',
      'parcels',
    ])
    expect(queueOfContact({ queue: 'english', queueName: null, source: null }, me)).toBe('English desk')
    expect(queueOfContact({ queue: 'gone', queueName: null, source: null }, me)).toBe('gone')
    expect(queueOfContact({ queue: null, queueName: null, source: null }, me)).toBeNull()
  })
})

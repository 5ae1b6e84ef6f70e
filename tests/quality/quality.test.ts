import { afterEach, describe, expect, it } from 'vitest'
import { sampleOf } from '../../src/quality/draw-sample.ts'
import { faultsOfAnswers, scoreOf } from '../../src/quality/score-review.ts'
import type { CallToReview } from '../../src/store/quality-store.ts'
import type { CallToReviewView, ReviewView } from '../../src/wire/quality-api.ts'
import { openHouse, type TestHouse } from '../house.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const quality = {
  forms: [
    {
      id: 'usual',
      name: { en: 'Usual', 'zh-CN': '通用' },
      questions: [
        { id: 'greeted', name: { en: 'Greeted by name' }, kind: 'yes-no', weight: 2 },
        { id: 'listened', name: { en: 'Listened' }, kind: 'points', most: 5, weight: 1 },
        { id: 'words', name: { en: 'In words' }, kind: 'text' },
      ],
    },
  ],
  perAgentWeekly: 1,
  checklist: [{ id: 'headset', name: { en: 'Headset works', 'zh-CN': '耳机正常' } }],
}

/** The Monday of this week, by the house's clock in Berlin. */
function monday(): string {
  const day = new Date(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date()))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

async function calls(opened: TestHouse, extension: string, many: number): Promise<void> {
  const agents = [{ extension }]
  for (let n = 0; n < many; n++) {
    const about = {
      call: `${extension}-${n}`,
      from: '+4915112345678',
      queue: 'support',
      direction: 'inbound',
    }
    for (const [step, more] of [
      { kind: 'arrived' },
      { kind: 'answered', agents },
      { kind: 'ended' },
    ].entries()) {
      const event = { id: `${extension}-${n}-${step}`, time: Date.now() - 1000 + step, ...about, ...more }
      expect((await opened.post(event)).status).toBe(202)
    }
  }
}

describe('reviews of calls', () => {
  it('[P128] are drawn by lot, the same each time, never one’s own, and seen and answered by the agent', async () => {
    const opened = await openHouse({ quality })
    open.push(opened)
    await calls(opened, '1001', 3)
    await calls(opened, '1002', 2)
    const sam = await opened.signIn('sam')
    const draw = async (more = '') =>
      (
        (await sam.ask('GET', `/v1/quality/sample?week=${monday()}${more}`)).body as {
          items: CallToReviewView[]
        }
      ).items
    const drawn = await draw()
    expect(drawn.map(({ agentName, outOf }) => [agentName, outOf]).sort()).toEqual([
      ['Alice Adams', 3],
      ['Bob Brown', 2],
    ])
    expect(await draw()).toEqual(drawn)
    expect(await draw('&filter=complaint')).toEqual([])
    const [one] = drawn.filter(({ agentName }) => agentName === 'Alice Adams')
    const body = { callId: one?.callId, accountId: one?.accountId, formId: 'usual' }
    const wrong = await sam.ask('POST', '/v1/quality/reviews', { ...body, answers: { listened: 6 } })
    expect(wrong.status).toBe(422)
    const notHers = { ...body, accountId: 'account-bob', answers: {} }
    expect((await sam.ask('POST', '/v1/quality/reviews', notHers)).status).toBe(404)
    const answers = { greeted: true, listened: 2, words: 'Card 4111 1111 1111 1111 was read out' }
    const made = await sam.ask('POST', '/v1/quality/reviews', { ...body, answers, comment: 'Calm.' })
    expect(made.status).toBe(201)
    expect(made.body as ReviewView).toMatchObject({ score: 800, formVersion: 1, agentName: 'Alice Adams' })
    expect(JSON.stringify(made.body)).not.toContain('4111 1111')
    expect((await sam.ask('POST', '/v1/quality/reviews', { ...body, answers })).status).toBe(409)
    expect((await draw()).find(({ callId }) => callId === one?.callId)?.isReviewed).toBe(true)
    const alice = await opened.signIn('alice')
    const own = (await alice.ask('GET', '/v1/desk/reviews')).body as { items: ReviewView[] }
    expect(own.items.map(({ comment, seenAt }) => [comment, seenAt])).toEqual([['Calm.', null]])
    const path = `/v1/desk/reviews/${own.items[0]?.id}/answer`
    expect((await alice.ask('POST', path, { reply: 'The line was bad.' })).status).toBe(204)
    const bob = await opened.signIn('bob')
    expect((await bob.ask('POST', path, { reply: null })).status).toBe(404)
    expect(((await bob.ask('GET', '/v1/desk/reviews')).body as { items: unknown[] }).items).toEqual([])
    const all = (await sam.ask('GET', '/v1/quality/reviews')).body as {
      items: ReviewView[]
      agents: { score: number | null; reviews: number }[]
    }
    expect(all.items[0]).toMatchObject({ reply: 'The line was bad.', seenAt: expect.any(Number) })
    // One review says too little of anybody.
    expect(all.agents).toMatchObject([{ reviews: 1, score: null }])
    const [form] = quality.forms
    await opened.restart({
      quality: { ...quality, forms: [{ ...form, questions: form?.questions.slice(0, 1) }] },
    })
    const later = await opened.signIn('sam')
    const kept = (await later.ask('GET', '/v1/quality/reviews')).body as { items: ReviewView[] }
    expect(kept.items[0]?.form.questions).toHaveLength(3)
  })

  it('[P128] the lot is not for anybody to choose: long calls alone where asked, and none of the reviewer', () => {
    const call = (n: number, change: Partial<CallToReview> = {}): CallToReview => ({
      id: n,
      callId: `c-${n}`,
      accountId: 'al',
      agentName: 'Al',
      customerName: null,
      startedAt: 0,
      endedAt: n * 60_000,
      queueName: null,
      disposition: null,
      isReviewed: 0,
      isComplaint: 0,
      isBadSurvey: 0,
      ...change,
    })
    const order = { week: '2026-11-23', perAgent: 2, longMs: 15 * 60_000, not: 'me' } as const
    const drawn = (filter: 'any' | 'long', week: string, all: readonly CallToReview[]) => {
      const sample = sampleOf({ ...order, filter, week })
      for (const one of all) sample.add(one)
      return sample.read().map(({ callId }) => callId)
    }
    const all = Array.from({ length: 40 }, (_, n) => call(n))
    expect(drawn('any', '2026-11-23', all)).toEqual(drawn('any', '2026-11-23', all.toReversed()))
    expect(drawn('any', '2026-11-23', all)).not.toEqual(drawn('any', '2026-11-30', all))
    expect(drawn('any', '2026-11-23', [call(1, { accountId: 'me' })])).toEqual([])
    expect(drawn('long', '2026-11-23', all).every((id) => Number(id.slice(2)) >= 15)).toBe(true)
  })

  it('[P128] what does not apply counts neither way, and what does not fit the form is refused', () => {
    const questions = [
      { id: 'a', kind: 'yes-no', most: 5, weight: 3 },
      { id: 'b', kind: 'points', most: 4, weight: 1 },
      { id: 'c', kind: 'text', most: 5, weight: 9 },
    ] as const
    expect(scoreOf(questions, { a: true, b: 2, c: 'x' })).toBe(875)
    expect(scoreOf(questions, { a: null, b: 2 })).toBe(500)
    expect(scoreOf(questions, { c: 'x' })).toBeNull()
    expect(faultsOfAnswers(questions, { a: 1, b: 5, c: null, d: true }).map(({ path }) => path)).toEqual([
      'answers.d',
      'answers.a',
      'answers.b',
    ])
  })

  it('[P129] an agent ticks off their own day, which begins anew with the next', async () => {
    const opened = await openHouse({ quality })
    open.push(opened)
    const read = async (login: string) => {
      const who = await opened.signIn(login)
      return ((await who.ask('GET', '/v1/desk/checklist')).body as { items: { doneAt: number | null }[] })
        .items
    }
    const alice = await opened.signIn('alice')
    expect((await alice.ask('PUT', '/v1/desk/checklist/headset', { done: true })).status).toBe(204)
    expect((await alice.ask('PUT', '/v1/desk/checklist/other', { done: true })).status).toBe(404)
    expect((await read('alice'))[0]?.doneAt).toEqual(expect.any(Number))
    expect((await read('bob'))[0]?.doneAt).toBeNull()
    opened.clock.ahead = 25 * 60 * 60_000
    expect((await read('alice'))[0]?.doneAt).toBeNull()
  })
})

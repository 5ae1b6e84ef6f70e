import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupByDue } from '../src/desktop/supervisor/group-by-due.ts'
import type { PromiseView } from '../src/wire/promise-api.ts'
import { openHouse, type Person, type TestHouse } from './house.ts'

const hour = 60 * 60_000
const day = 24 * hour
let house: TestHouse
let ada: Person
let sam: Person
let customerId: number

beforeEach(async () => {
  house = await openHouse({
    teams: [
      { id: 'shop', name: { en: 'Shop' } },
      { id: 'fleet', name: { en: 'Fleet' } },
    ],
  })
  ada = await house.signIn('ada')
  await put(house.ids.alice, { team: 'shop' })
  await put(house.ids.bob, { team: 'fleet' })
  await put(house.ids.sam, { leads: ['shop'] })
  sam = await house.signIn('sam')
  const made = await ada.ask('POST', '/v1/customers', { name: 'Max' })
  customerId = (made.body as { id: number }).id
})
afterEach(() => house.close())

async function put(id: string | undefined, change: object): Promise<void> {
  const answer = await ada.ask('PATCH', `/v1/accounts/${id}`, change)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

async function promise(owner: string, text: string, dueIn: number): Promise<number> {
  const made = await ada.ask('POST', '/v1/promises', {
    customerId,
    text,
    owner,
    dueAt: Date.now() + dueIn,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: number }).id
}
const due = async (who: Person, query = '') => {
  const answer = await who.ask('GET', `/v1/promises/due${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as { items: PromiseView[]; next: string | null }
}
const texts = async (who: Person, query = '') => (await due(who, query)).items.map(({ text }) => text)

describe('what is to be kept soon', () => {
  it('[P137] is there in the order in which it breaks, page by page, of the people whom one leads', async () => {
    await promise('alice', 'third', 3 * hour)
    await promise('bob', 'second', 2 * hour)
    await promise('alice', 'first', hour)
    await promise('alice', 'in a month', 30 * day)
    expect(await texts(ada)).toEqual(['first', 'second', 'third'])
    expect(await texts(sam)).toEqual(['first', 'third'])
    const page = await due(ada, '?most=2')
    expect(page.items).toHaveLength(2)
    expect(await texts(ada, `?most=2&after=${page.next}`)).toEqual(['third'])
    expect((await (await house.signIn('alice')).ask('GET', '/v1/promises/due')).status).toBe(403)
  })

  it('[P137] another team’s promise is neither listed nor to be changed by who does not lead it', async () => {
    const bobs = await promise('bob', 'bring the van', hour)
    expect((await sam.ask('PATCH', `/v1/promises/${bobs}`, { kind: 'kept' })).status).toBe(404)
    const all = (await sam.ask('GET', '/v1/promises')).body as { items: unknown[] }
    expect(all.items).toEqual([])
    expect((await ada.ask('PATCH', `/v1/promises/${bobs}`, { kind: 'kept' })).status).toBe(200)
    expect(await texts(ada)).toEqual([])
  })

  it('is parted by the reader’s calendar: what breaks before midnight breaks today', () => {
    const now = new Date(2026, 2, 28, 22, 30).getTime()
    const at = (dueAt: number, state = 'open') => ({ dueAt, state, text: String(dueAt) }) as PromiseView
    const midnight = new Date(2026, 2, 29).getTime()
    // The day in which summer time begins in Europe has 23 hours.
    const next = new Date(2026, 2, 30).getTime()
    const groups = groupByDue(
      [at(now - hour), at(now - hour, 'broken'), at(midnight - 1), at(midnight), at(next - 1), at(next)],
      now,
      false,
    )
    expect(groups.map(({ kind, promises }) => [kind, promises.map(({ dueAt }) => dueAt)])).toEqual([
      ['overdue', [now - hour]],
      ['today', [midnight - 1]],
      ['tomorrow', [midnight, next - 1]],
      ['later', [next]],
      ['broken', [now - hour]],
    ])
  })

  it('says of which there may be more than was read', () => {
    const now = new Date(2026, 2, 28, 10).getTime()
    const read = [now - hour, now + hour].map((dueAt) => ({ dueAt, state: 'open' }) as PromiseView)
    const partly = (more: boolean) =>
      groupByDue(read, now, more).flatMap(({ kind, isWhole }) => (isWhole ? [] : [kind]))
    expect(partly(true)).toEqual(['today', 'tomorrow', 'later', 'broken'])
    expect(partly(false)).toEqual([])
  })
})

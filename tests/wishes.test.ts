import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CustomerView } from '../src/wire/customer-api.ts'
import type { Pop } from '../src/wire/pop.ts'
import { type Desktop, openHouse, type Person, type TestHouse } from './house.ts'

const number = '+4915112345678'
let house: TestHouse
let alice: Person
let sam: Person
let desk: Desktop

beforeEach(async () => {
  house = await openHouse()
  alice = await house.signIn('alice')
  sam = await house.signIn('sam')
  desk = await alice.openDesktop()
})
afterEach(async () => {
  desk.close()
  await house.close()
})

async function someone(more: object): Promise<CustomerView> {
  const fields = { name: 'Max Muster', familyName: 'Muster', numbers: [{ number }], ...more }
  const made = await sam.ask('POST', '/v1/customers', fields)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body as CustomerView
}

async function popOf(direction: 'inbound' | 'outbound'): Promise<Pop> {
  const call = randomUUID()
  const at = { call, time: Date.now(), direction, queue: 'support' }
  const ours = { from: '+493023125100', to: number, agents: [{ extension: '1001' }] }
  const theirs = { from: number, to: '+493023125100' }
  await house.post(
    direction === 'outbound'
      ? [
          { id: `${call}-1`, kind: 'arrived', ...at, ...ours },
          { id: `${call}-2`, kind: 'answered', ...at, ...ours, time: at.time + 1 },
        ]
      : [
          { id: `${call}-1`, kind: 'arrived', ...at, ...theirs },
          { id: `${call}-2`, kind: 'offered', ...at, ...theirs, agents: ours.agents, time: at.time + 1 },
        ],
  )
  const pops = await desk.until((all) => all.some((pop) => pop.callId === `main:${call}`))
  const pop = pops.find((one) => one.callId === `main:${call}`)
  if (!pop) throw new Error('no pop')
  return pop
}

const wishes = (pop: Pop) => pop.leads.filter(({ kind }) => kind === 'wish')

describe('what customers wish', () => {
  it('[P77] who asked to be written to: the agent who rings them sees it first; who is rung by them does not', async () => {
    await someone({
      contactWishes: [
        { kind: 'write', text: 'Please do not ring', channel: 'e-mail', at: 5 },
        { kind: 'short' },
        { kind: 'role', role: 'decision-maker' },
      ],
    })
    const outbound = await popOf('outbound')
    expect(outbound.leads[0]).toMatchObject({
      kind: 'wish',
      severity: 'warning',
      text: 'Please do not ring',
      at: 5,
      wish: { kind: 'write', saidBy: 'customer', channel: 'e-mail' },
    })
    expect(wishes(outbound).map(({ wish }) => wish?.kind)).toEqual(['write', 'short'])
    const inbound = await popOf('inbound')
    expect(wishes(inbound).map(({ wish }) => wish?.kind)).toEqual(['short'])
    expect(inbound.person?.wished?.map(({ kind }) => kind)).toEqual(['write', 'short', 'role'])
  })

  it('[P77] are greeted in the language and by the name that they stated, whatever the record says', async () => {
    await someone({
      language: 'en',
      contactWishes: [
        { kind: 'language', language: 'de' },
        { kind: 'address', address: 'Frau Direktorin Muster' },
        { kind: 'pronunciation', pronunciation: 'MOOS-ter' },
      ],
    })
    const pop = await popOf('inbound')
    expect(pop.greeting.language).toBe('de')
    expect(pop.greeting.text).toContain('Frau Direktorin Muster')
    expect(pop.person).toMatchObject({ language: 'de', pronunciation: 'MOOS-ter' })
  })

  it('[P77] nothing is taken from anything but what was stated', async () => {
    await someone({ title: 'Mrs', givenName: 'Anna', about: 'old lady, hard of hearing, likes it short' })
    const pop = await popOf('outbound')
    expect(wishes(pop)).toEqual([])
    expect(pop.person?.wished).toBeUndefined()
  })

  it('free text stays readable and writable as before, beside what has a source', async () => {
    const made = await someone({ wishes: ['only mornings'], contactWishes: [{ kind: 'short' }] })
    expect(made.wishes).toEqual(['only mornings'])
    expect(made.contactWishes.map(({ kind, saidBy }) => [kind, saidBy])).toEqual([
      ['short', 'customer'],
      ['note', null],
    ])
    const change = async (body: object) =>
      (await alice.ask('PATCH', `/v1/customers/${made.id}`, body)).body as CustomerView
    expect((await change({ wishes: ['afternoons'] })).contactWishes).toMatchObject([
      { kind: 'short' },
      { kind: 'note', text: 'afternoons' },
    ])
    const put = await change({ contactWishes: [{ kind: 'note', text: 'evenings', channel: 'chat' }] })
    expect(put).toMatchObject({
      wishes: ['evenings'],
      contactWishes: [{ channel: 'chat', at: expect.any(Number) }],
    })
    expect((await popOf('inbound')).person?.wishes).toEqual(['evenings'])
    const csv = 'externalId,name,wishes\nK-1,Max Muster,slowly|loudly\n'
    await alice.ask('PATCH', `/v1/customers/${made.id}`, {
      externalId: 'K-1',
      contactWishes: [{ kind: 'short' }],
    })
    await fetch(`${house.app.url}/v1/imports/customers`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', cookie: sam.cookie, origin: house.app.url },
      body: csv,
    })
    const read = async () => (await sam.ask('GET', `/v1/customers/${made.id}`)).body as CustomerView
    await expect.poll(async () => (await read()).wishes, { timeout: 15_000 }).toEqual(['slowly', 'loudly'])
    expect((await read()).contactWishes.map(({ kind }) => kind)).toEqual(['short', 'note', 'note'])
  })

  it('a merge keeps what either has stated', async () => {
    const one = await someone({ contactWishes: [{ kind: 'short' }], wishes: ['a'] })
    const other = await someone({ contactWishes: [{ kind: 'write' }], wishes: ['b'] })
    await sam.ask('POST', `/v1/customers/${other.id}/merge`, { into: one.id })
    const merged = (await sam.ask('GET', `/v1/customers/${one.id}`)).body as CustomerView
    expect(merged.contactWishes.map(({ kind }) => kind).toSorted()).toEqual([
      'note',
      'note',
      'short',
      'write',
    ])
    expect(merged.wishes.toSorted()).toEqual(['a', 'b'])
  })
})

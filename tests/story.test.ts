import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallStoryView, TimelineEntryView } from '../src/wire/story-api.ts'
import { openHouse, type Person, type TestHouse } from './house.ts'

const number = '+4915112345678'
const toAlice = { agents: [{ extension: '1001' }] }
const toBob = { agents: [{ extension: '1002' }] }
const facts = [
  { key: 'size', name: { en: 'Size' } },
  { key: 'born', name: { en: 'Date of birth' }, kind: 'date', sensitive: true },
]

let house: TestHouse
let alice: Person
let sam: Person
let max: number

beforeEach(async () => {
  house = await openHouse({ facts })
  alice = await house.signIn('alice')
  sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', { name: 'Max Mustermann', numbers: [{ number }] })
  max = (made.body as { id: number }).id
})
afterEach(() => house.close())

async function callTaken(more: object = {}): Promise<string> {
  const call = randomUUID()
  const began = Date.now()
  const say = (n: number, kind: string, what: object = {}) => {
    const usual = { from: number, to: '+493023125100', time: began + n, queue: 'support' }
    return { id: `${call}-${n}`, call, kind, ...usual, ...more, ...what }
  }
  await house.post([say(1, 'arrived'), say(2, 'offered', { agents: [...toAlice.agents, ...toBob.agents] })])
  await house.post([say(3, 'answered', toAlice)])
  await sam.ask('POST', '/v1/signals', { customerId: max, kind: 'parcel', text: 'Comes on Thursday' })
  const id = `main:${call}`
  await alice.ask('PUT', `/v1/calls/${encodeURIComponent(id)}/facts/size`, { value: '42' })
  await house.post([say(4, 'ended')])
  await alice.ask('POST', `/v1/calls/${encodeURIComponent(id)}/wrap-up`, {
    disposition: 'solved',
    note: 'wants 42',
    promises: [{ text: 'Send the other pair', dueAt: began + 3_600_000 }],
  })
  return id
}

async function told(id: string): Promise<CallStoryView> {
  const answer = await sam.ask('GET', `/v1/calls/${encodeURIComponent(id)}/story`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as CallStoryView
}

async function timeline(
  who: Person,
  query = '',
): Promise<{ items: TimelineEntryView[]; next: string | null; held: string[] }> {
  const answer = await who.ask('GET', `/v1/customers/${max}/timeline${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as never
}

describe('a call is played back', () => {
  it('[P135] moment by moment, with what each agent was shown then', async () => {
    const story = await told(await callTaken())
    const kinds = story.moments.map(({ kind, what }) => (kind === 'event' ? what : kind))
    for (const kind of [
      'arrived',
      'decided',
      'offered',
      'shown',
      'answered',
      'fact',
      'ended',
      'wrapped-up',
      'promised',
    ]) {
      expect(kinds).toContain(kind)
    }
    const times = story.moments.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(story.agents.toSorted()).toEqual(['Alice Adams', 'Bob Brown'])
    const [alices, bobs] = ['Alice Adams', 'Bob Brown'].map((agent) =>
      story.shown.filter((one) => one.agent === agent).map(({ pop }) => pop),
    )
    // While it rang at both, nobody saw more than the first name; Alice then saw the signal come, and Bob lost all.
    expect(alices?.[0]).toMatchObject({ stage: 'first-name', state: 'ringing' })
    expect(alices?.some((pop) => pop.leads.some(({ text }) => text === 'Comes on Thursday'))).toBe(true)
    expect(alices?.some((pop) => pop.stage === 'full' && pop.person?.customerId === max)).toBe(true)
    expect(alices?.at(-1)).toMatchObject({ state: 'closed', closing: 'wrapped-up' })
    expect(JSON.stringify(bobs)).not.toContain('Mustermann')
    expect(bobs?.at(-1)).toMatchObject({ state: 'closed', closing: 'lost' })
    expect(alices?.map(({ version }) => version)).toEqual(alices?.map((_, n) => n + 1))
  })

  it('[P135] that somebody looked at it is on record, and agents may not', async () => {
    const id = await callTaken()
    expect((await alice.ask('GET', `/v1/calls/${encodeURIComponent(id)}/story`)).status).toBe(403)
    expect((await sam.ask('GET', '/v1/calls/main:none/story')).status).toBe(404)
    await told(id)
    const file = new Database(`${house.folder}/greetline.sqlite`, { readonly: true })
    const rows = file.prepare("select subject from audit where action = 'replay-call'").all()
    file.close()
    expect(rows).toEqual([{ subject: `call:${id}` }])
  })
})

describe('the time line of a customer', () => {
  it('[P136] has the call with who was rung, what was promised, and what came by itself', async () => {
    const id = await callTaken()
    await sam.ask('POST', '/v1/interactions', {
      customerId: max,
      channel: 'letter',
      direction: 'inbound',
      startedAt: 1,
      text: 'Dear all',
    })
    const { items, next, held } = await timeline(alice)
    expect(next).toBeNull()
    expect(held).toEqual([])
    expect(items.at(-1)).toMatchObject({ kind: 'interaction', interaction: { channel: 'letter' } })
    const call = items.find((one) => one.kind === 'interaction' && one.legs !== null)
    expect(call).toMatchObject({ interaction: { callId: id, text: 'wants 42' } })
    if (call?.kind !== 'interaction') throw new Error('no call')
    expect(call.legs?.offers.map(({ agent, closing }) => [agent, closing])).toContainEqual([
      'Bob Brown',
      'lost',
    ])
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'promise', what: 'made', owner: 'Alice Adams' }),
    )
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'signal', what: 'came', text: 'Comes on Thursday' }),
    )
    expect(items).toContainEqual(expect.objectContaining({ kind: 'fact', key: 'size', value: '42' }))
  })

  it('[P136] of some kinds only, and page by page; a sensitive fact keeps its value', async () => {
    await sam.ask('PUT', `/v1/customers/${max}/facts/born`, { value: '1980-01-02' })
    await sam.ask('PUT', `/v1/customers/${max}/facts/size`, { value: '42' })
    const first = await timeline(sam, '?kinds=fact&most=1')
    expect(first.items).toMatchObject([{ key: 'size', value: '42' }])
    const second = await timeline(sam, `?kinds=fact&most=1&before=${first.next}`)
    expect(second).toMatchObject({ items: [{ key: 'born', value: null }], next: null })
    expect((await sam.ask('GET', `/v1/customers/${max}/timeline?before=nonsense`)).status).toBe(422)
    expect((await sam.ask('GET', `/v1/customers/${max}/timeline?kinds=gossip`)).status).toBe(422)
  })

  it('[P136] leaves out what the pop of an unverified caller holds back, and says what', async () => {
    await sam.ask('PUT', `/v1/customers/${max}/facts/size`, { value: '42' })
    const call = randomUUID()
    const usual = { call, from: number, to: '+493023125100', time: Date.now(), attestation: 'failed' }
    await house.post([
      { ...usual, id: `${call}-1`, kind: 'arrived' },
      { ...usual, id: `${call}-2`, kind: 'offered', ...toAlice },
      { ...usual, id: `${call}-3`, kind: 'answered', ...toAlice },
    ])
    const { items, held } = await timeline(alice)
    expect(held).toContain('fact')
    expect(items.filter(({ kind }) => held.includes(kind))).toEqual([])
  })
})

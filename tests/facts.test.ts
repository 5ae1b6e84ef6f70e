import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FactView } from '../src/wire/facts-api.ts'
import type { Pop } from '../src/wire/pop.ts'
import { type Desktop, openHouse, type Person, type TestHouse } from './house.ts'

const facts = [
  { key: 'meter', name: { en: 'Meter reading' }, kind: 'number', neededFor: ['support'], staleDays: 30 },
  { key: 'account', name: { en: 'Account number' }, claim: 'accountNumber' },
  { key: 'born', name: { en: 'Date of birth' }, kind: 'date', sensitive: true, neededFor: ['support'] },
  { key: 'plan', name: { en: 'Plan' }, kind: 'choice', choices: ['S', 'L'], neededFor: ['+493023125100'] },
]
const number = '+4915112345678'
const toAlice = { agents: [{ extension: '1001' }] }
const toBob = { agents: [{ extension: '1002' }] }
const day = 24 * 60 * 60_000

let house: TestHouse
let alice: Person
let bob: Person
let sam: Person
let aliceDesk: Desktop

beforeEach(async () => {
  house = await openHouse({ facts })
  alice = await house.signIn('alice')
  bob = await house.signIn('bob')
  sam = await house.signIn('sam')
  aliceDesk = await alice.openDesktop()
})
afterEach(async () => {
  aliceDesk.close()
  await house.close()
})

async function someone(name: string, more: object = {}): Promise<number> {
  const made = await sam.ask('POST', '/v1/customers', { name, ...more })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: number }).id
}

const put = (who: Person, customerId: number, key: string, value: string, more: object = {}) =>
  who.ask('PUT', `/v1/customers/${customerId}/facts/${encodeURIComponent(key)}`, { value, ...more })
const list = async (who: Person, customerId: number) =>
  (await who.ask('GET', `/v1/customers/${customerId}/facts`)).body as {
    items: FactView[]
    earlier: FactView[]
  }
const held = async (customerId: number) =>
  Object.fromEntries((await list(sam, customerId)).items.map(({ key, value }) => [key, value]))
const answer = (who: Person, callId: string, key: string, value: string, more: object = {}) =>
  who.ask('PUT', `/v1/calls/${encodeURIComponent(callId)}/facts/${key}`, { value, ...more })

function aCall(more: object = {}) {
  const call = randomUUID()
  const began = Date.now()
  let n = 0
  const say = (kind: string, what: object = {}) => {
    n += 1
    const usual = { from: number, to: '+493023125100', time: began + n, queue: 'support' }
    return { id: `${call}-${n}`, call, kind, ...usual, ...more, ...what }
  }
  const id = `main:${call}`
  return {
    id,
    say,
    async reachAlice() {
      await house.post([say('arrived'), say('offered', toAlice), say('answered', toAlice)])
      return find(aliceDesk, id, (pop) => pop.state === 'connected')
    },
  }
}

async function find(desk: Desktop, id: string, fits: (pop: Pop) => boolean): Promise<Pop> {
  const isIt = (pop: Pop) => pop.callId === id && fits(pop)
  const pop = (await desk.until((pops) => pops.some(isIt))).find(isIt)
  if (!pop) throw new Error('no such pop')
  return pop
}

const known = (pop: Pop) => pop.knowledge.known.map(({ key, value }) => `${key}=${value}`)
const confirm = (pop: Pop) => pop.knowledge.confirm.map(({ key, value }) => `${key}=${value}`)
const ask = (pop: Pop) => pop.knowledge.ask.map(({ key }) => key)
const choose = (who: Person, id: string, customerId: number, verdict = 'is') =>
  who.ask('POST', `/v1/calls/${encodeURIComponent(id)}/identity`, { customerId, verdict })

describe('what need not be asked', () => {
  it('[P68] the pop shows what is known, what should be confirmed, and asks for what this call needs', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    await put(sam, max, 'meter', '100', { saidAt: Date.now() - 31 * day })
    await put(sam, max, 'account', 'A-1', { verified: true, saidAt: Date.now() - 90 * day })
    await put(sam, max, 'dog', 'bites', { saidAt: Date.now() - 3 * day })
    await put(sam, max, 'cat', 'sleeps', { saidAt: Date.now() - 60_000 })
    const pop = await aCall().reachAlice()
    expect(known(pop)).toEqual(['cat=sleeps', 'account=A-1'])
    expect(confirm(pop)).toEqual(['meter=100', 'dog=bites'])
    expect(ask(pop)).toEqual(['born', 'plan'])
    expect(pop.knowledge.known[1]).toMatchObject({ label: 'Account number', verified: true, channel: 'call' })
    expect(pop.knowledge.confirm[1]).toMatchObject({ label: null, by: 'Sam Super' })
  })

  it('[P68] is asked for by what the call is about: another queue, another number, other questions', async () => {
    await someone('Max', { numbers: [{ number }] })
    const { id, say } = aCall({ queue: undefined, to: '+493023125199' })
    await house.post([say('arrived'), say('offered', toAlice)])
    expect(ask(await find(aliceDesk, id, () => true))).toEqual([])
  })

  it('[P8] while it rings at several nobody sees anything of it', async () => {
    const max = await someone('Max', { numbers: [{ number }], givenName: 'Max' })
    await put(sam, max, 'dog', 'CANARY')
    const { id, say } = aCall()
    const both = { agents: [{ extension: '1001' }, { extension: '1002' }] }
    await house.post([say('arrived'), say('offered', both)])
    const pop = await find(aliceDesk, id, (one) => one.stage === 'first-name')
    expect(pop.knowledge).toEqual({ known: [], confirm: [], ask: [] })
    expect(JSON.stringify(aliceDesk.changes)).not.toContain('CANARY')
  })

  it('[P64] of a doubtful caller it is held back, and what is sensitive of anybody, until they are verified', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    await put(sam, max, 'born', '1980-02-29')
    await put(sam, max, 'dog', 'bites')
    const usual = await aCall().reachAlice()
    expect(known(usual)).toEqual(['dog=bites'])
    expect(usual.knowledge.held).toBe(1)
    expect(ask(usual)).not.toContain('born')
    const doubtful = aCall({ attestation: 'failed' })
    const pop = await doubtful.reachAlice()
    expect(pop.knowledge).toMatchObject({ known: [], confirm: [], held: 2 })
    expect((await list(alice, max)) as object).toMatchObject({ error: { code: 'verify-first' } })
    const verifying = `/v1/calls/${encodeURIComponent(doubtful.id)}/verification`
    await alice.ask('POST', verifying, { customerId: max, method: 'questions' })
    const verified = await find(aliceDesk, doubtful.id, (one) => one.disclosure.verified !== null)
    expect(known(verified).toSorted()).toEqual(['born=1980-02-29', 'dog=bites'])
    const rows = await audited('reveal-facts')
    expect(rows).toMatchObject([{ account_id: 'account-alice', subject: `customer:${max}` }])
    expect(rows[0]?.detail).toBe(`${doubtful.id} born`)
  })

  it('refuses what cannot be a value, and masks card numbers', async () => {
    const max = await someone('Max')
    for (const [key, value] of [
      ['meter', 'many'],
      ['born', '2026-02-30'],
      ['plan', 'XL'],
    ] as const) {
      expect((await put(sam, max, key, value)).status, key).toBe(422)
    }
    expect((await put(alice, max, 'a/b', 'x')).status).toBe(422)
    expect((await put(alice, max, 'dog', 'x', { saidAt: Date.now() + day })).status).toBe(422)
    await put(alice, max, 'card', '4111 1111 1111 1111')
    expect((await held(max)).card).not.toContain('4111 1111 1111')
    expect((await put(alice, max, 'plan', 'L')).body).toMatchObject({ value: 'L', by: 'Alice Adams' })
    expect((await put(alice, max + 999_999, 'plan', 'L')).status).toBe(404)
  })

  it('what is sensitive an agent neither reads nor changes on a page; a supervisor does, on record', async () => {
    const max = await someone('Max')
    await put(sam, max, 'born', '1980-01-01')
    expect((await list(alice, max)).items).toMatchObject([{ key: 'born', value: null, sensitive: true }])
    const reveal = (who: Person) => who.ask('POST', `/v1/customers/${max}/facts/born/reveal`)
    expect((await reveal(alice)).status).toBe(403)
    expect((await put(alice, max, 'born', '1980-01-02')).status).toBe(403)
    expect((await alice.ask('DELETE', `/v1/customers/${max}/facts/born`)).status).toBe(403)
    expect((await list(sam, max)).items).toMatchObject([{ value: null }])
    expect((await reveal(sam)).body).toMatchObject({ value: '1980-01-01' })
    expect(await audited('reveal-facts')).toHaveLength(1)
  })

  it('is made sure of, changed and withdrawn, and every desk that has the caller shows it at once', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    await put(sam, max, 'dog', 'bites', { saidAt: Date.now() - 3 * day })
    const call = aCall()
    expect(confirm(await call.reachAlice())).toEqual(['dog=bites'])
    await bob.ask('POST', `/v1/customers/${max}/facts/dog/verification`)
    await find(aliceDesk, call.id, (pop) => known(pop).includes('dog=bites'))
    await put(bob, max, 'dog', 'barks')
    await find(aliceDesk, call.id, (pop) => known(pop).includes('dog=barks'))
    expect((await bob.ask('DELETE', `/v1/customers/${max}/facts/dog`)).status).toBe(204)
    await find(aliceDesk, call.id, (pop) => known(pop).length === 0)
    expect((await list(sam, max)).earlier).toMatchObject([
      { value: 'barks', withdrawn: true, by: 'Bob Brown' },
      { value: 'bites', withdrawn: false },
    ])
  })

  it('programs tell many at once, by id, external id or number, and each is answered by itself', async () => {
    const max = await someone('Max', { externalId: 'K-1', numbers: [{ number }] })
    const work = (items: object[]) => sam.ask('POST', '/v1/facts', { items })
    const said = { do: 'put', key: 'meter', value: '7', saidAt: Date.now() }
    const answered = await work([
      { ...said, externalId: 'K-1' },
      { ...said, number: '01511 2345678', region: 'DE' },
      { ...said, customerId: max, value: 'none' },
      { ...said, externalId: 'K-2' },
      { ...said },
      { do: 'verify', externalId: 'K-1', key: 'meter' },
      { do: 'withdraw', externalId: 'K-1', key: 'plan' },
    ])
    expect((answered.body as { items: { result: string }[] }).items.map(({ result }) => result)).toEqual([
      'kept',
      'unchanged',
      'refused',
      'refused',
      'refused',
      'verified',
      'refused',
    ])
    expect((await sam.ask('POST', '/v1/facts/find', { externalId: 'K-1' })).body).toMatchObject({
      customerId: max,
      items: [{ key: 'meter', value: '7' }],
    })
    await someone('Moritz', { numbers: [{ number }] })
    expect((await work([{ ...said, number }])).body).toMatchObject({
      items: [{ result: 'refused', why: expect.stringContaining('several') }],
    })
    expect((await alice.ask('POST', '/v1/facts/find', { externalId: 'K-1' })).status).toBe(403)
  })
})

describe('an import', () => {
  it('reads columns of facts, refuses what cannot be a value, and says nothing by an empty cell', async () => {
    const upload = (csv: string) =>
      fetch(`${house.app.url}/v1/imports/customers`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', cookie: sam.cookie, origin: house.app.url },
        body: csv,
      })
    await upload('externalId,name,fact:meter,FACT: 颜色\nK-1,Max,100,green\nK-2,Ada,many,\nK-3,Ben,7,\n')
    const find = async (externalId: string) =>
      (await sam.ask('POST', '/v1/facts/find', { externalId })).body as { items?: FactView[] }
    const valuesOf = async (externalId: string) =>
      (await find(externalId)).items?.map(({ key, value }) => `${key}=${value}`).toSorted()
    await expect.poll(() => valuesOf('K-3'), { timeout: 15_000 }).toEqual(['meter=7'])
    expect(await valuesOf('K-1')).toEqual(['meter=100', '颜色=green'])
    expect(await valuesOf('K-2')).toBeUndefined()
    await upload('externalId,name,fact:meter\nK-1,Max,\nK-3,Ben,8\n')
    await expect.poll(() => valuesOf('K-3'), { timeout: 15_000 }).toEqual(['meter=8'])
    expect(await valuesOf('K-1')).toEqual(['meter=100', '颜色=green'])
  })
})

describe('what is answered on a call', () => {
  it('[P69] is on the desk of whoever takes the call over, with whom it was told to', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    const bobDesk = await bob.openDesktop()
    const call = aCall()
    expect(ask(await call.reachAlice())).toContain('meter')
    expect((await answer(alice, call.id, 'meter', '4711')).status).toBe(204)
    const mine = await find(aliceDesk, call.id, (pop) => known(pop).includes('meter=4711'))
    expect(ask(mine)).not.toContain('meter')
    await house.post([call.say('transferred', toAlice), call.say('offered', toBob)])
    const theirs = await find(bobDesk, call.id, () => true)
    expect(theirs.knowledge.known).toMatchObject([
      { key: 'meter', value: '4711', by: 'Alice Adams', onThisCall: true, channel: 'call' },
    ])
    expect(await held(max)).toEqual({ meter: '4711' })
    bobDesk.close()
  })

  it('[P69] after the line has dropped, the next agent has it as well', async () => {
    await someone('Max', { numbers: [{ number }] })
    const call = aCall()
    await call.reachAlice()
    await answer(alice, call.id, 'meter', '4711')
    await house.post(call.say('ended'))
    const bobDesk = await bob.openDesktop()
    const again = aCall()
    await house.post([again.say('arrived'), again.say('offered', toBob)])
    const pop = await find(bobDesk, again.id, () => true)
    expect(pop.knowledge.known).toMatchObject([{ key: 'meter', value: '4711', by: 'Alice Adams' }])
    bobDesk.close()
  })

  it('[P69] of an unknown caller it stays with the call, and goes to the customer whom they turn out to be', async () => {
    const call = aCall()
    expect((await call.reachAlice()).outcome).toBe('unknown')
    await answer(alice, call.id, 'meter', '4711')
    expect(known(await find(aliceDesk, call.id, (pop) => known(pop).length > 0))).toEqual(['meter=4711'])
    const max = await someone('Max')
    await house.post(call.say('ended'))
    await find(aliceDesk, call.id, (pop) => pop.state === 'wrap-up')
    expect((await choose(alice, call.id, max)).status).toBe(204)
    await expect.poll(() => held(max)).toEqual({ meter: '4711' })
    expect(known(await find(aliceDesk, call.id, (pop) => pop.person?.customerId === max))).toEqual([
      'meter=4711',
    ])
  })

  it('[P69] is nobody else’s where the caller was taken for another, who has again what they had', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    const ada = await someone('Ada')
    await put(sam, max, 'meter', '1')
    const call = aCall()
    await call.reachAlice()
    await answer(alice, call.id, 'meter', '2')
    expect(await held(max)).toEqual({ meter: '2' })
    await choose(alice, call.id, ada)
    await expect.poll(() => held(ada)).toEqual({ meter: '2' })
    expect(await held(max)).toEqual({ meter: '1' })
    await choose(alice, call.id, ada, 'is-not')
    await choose(alice, call.id, max)
    await expect.poll(() => held(max)).toEqual({ meter: '2' })
    expect(await held(ada)).toEqual({})
  })

  it('[P69] what the voice menu has heard need not be asked, and is kept', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    const call = aCall()
    await house.post([call.say('arrived'), call.say('claims', { claims: { accountNumber: ' A-77 ' } })])
    const pop = await call.reachAlice()
    expect(pop.knowledge.known).toMatchObject([
      { key: 'account', value: 'A-77', channel: 'ivr', saidBy: 'customer' },
    ])
    await expect.poll(() => held(max)).toEqual({ account: 'A-77' })
    const unknown = aCall({ from: '+4930901820' })
    const typed = unknown.say('claims', { claims: { accountNumber: 'A-78' } })
    await house.post([unknown.say('arrived'), typed])
    expect(known(await unknown.reachAlice())).toEqual(['account=A-78'])
    const ada = await someone('Ada')
    await choose(alice, unknown.id, ada)
    await expect.poll(() => held(ada)).toEqual({ account: 'A-78' })
  })

  it('survives a restart while nobody knows who is calling', async () => {
    const call = aCall()
    await call.reachAlice()
    await answer(alice, call.id, 'meter', '4711')
    await house.restart({ facts })
    await house.post(call.say('held'))
    const again = await (await house.signIn('alice')).openDesktop()
    expect(known(await find(again, call.id, (one) => one.state === 'held'))).toEqual(['meter=4711'])
    again.close()
  })

  it('is put down only by whoever speaks with the caller', async () => {
    const call = aCall()
    await house.post([call.say('arrived'), call.say('offered', toAlice)])
    await find(aliceDesk, call.id, () => true)
    expect((await answer(alice, call.id, 'meter', '1')).body).toMatchObject({
      error: { code: 'not-speaking' },
    })
    expect((await answer(bob, call.id, 'meter', '1')).status).toBe(404)
    await house.post(call.say('answered', toAlice))
    await find(aliceDesk, call.id, (pop) => pop.state === 'connected')
    expect((await answer(alice, call.id, 'meter', 'x')).status).toBe(422)
    expect((await answer(alice, call.id, 'meter', '1')).status).toBe(204)
  })

  it('[P68] each time that somebody had to be asked again is counted, by what it was for', async () => {
    const max = await someone('Max', { numbers: [{ number }] })
    await put(sam, max, 'account', 'A-1')
    const call = aCall()
    await call.reachAlice()
    const again = (who: Person, key: string) =>
      who.ask('POST', `/v1/calls/${encodeURIComponent(call.id)}/asked-again`, { key })
    expect((await again(alice, 'account')).status).toBe(204)
    expect((await again(alice, 'account')).status).toBe(204)
    expect((await again(alice, 'shoe size')).status).toBe(204)
    expect((await again(bob, 'account')).status).toBe(404)
    const report = (query = '') => sam.ask('GET', `/v1/reports/asked-again${query}`)
    expect((await report()).body).toEqual({
      items: [
        { key: 'account', label: 'Account number', times: 2, known: 2, confirm: 0, missing: 0 },
        { key: 'shoe size', label: null, times: 1, known: 0, confirm: 0, missing: 1 },
      ],
    })
    expect((await report(`?from=${Date.now() + 60_000}`)).body).toEqual({ items: [] })
    expect((await alice.ask('GET', '/v1/reports/asked-again')).status).toBe(403)
  })
})

async function audited(action: string): Promise<Record<string, string>[]> {
  const Database = (await import('better-sqlite3')).default
  const file = new Database(`${house.folder}/greetline.sqlite`, { readonly: true })
  const rows = file.prepare('select * from audit where action = ? order by id').all(action)
  file.close()
  return rows as Record<string, string>[]
}

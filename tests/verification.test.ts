import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { type Desktop, openHouse, type Person, type TestHouse } from './house.ts'

let house: TestHouse
let alice: Person
let bob: Person
let aliceDesk: Desktop
let max: number

const number = '+4915112345678'
const toAlice = { agents: [{ extension: '1001' }] }
const toBob = { agents: [{ extension: '1002' }] }
const secrets = /CANARYABOUT|CANARYCASE|CANARYNOTE/

beforeEach(async () => {
  house = await openHouse({ policy: { checkedClaim: 'pin' } })
  alice = await house.signIn('alice')
  bob = await house.signIn('bob')
  aliceDesk = await alice.openDesktop()
  max = await someCustomer({
    name: 'Max Mustermann',
    externalId: 'K-1',
    about: 'CANARYABOUT',
    numbers: [{ number }],
  })
})
afterEach(async () => {
  aliceDesk.close()
  await house.close()
})

/** A customer of whom there is something to hold back. */
async function someCustomer(fields: object): Promise<number> {
  const sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', fields)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = made.body as { id: number }
  await sam.ask('POST', `/v1/customers/${id}/cases`, { subject: 'CANARYCASE' })
  await sam.ask('POST', '/v1/interactions', {
    channel: 'e-mail',
    direction: 'inbound',
    startedAt: Date.now() - 86_400_000,
    customerId: id,
    text: 'CANARYNOTE',
  })
  return id
}

function aCall(more: object = {}) {
  const call = randomUUID()
  const began = Date.now()
  let n = 0
  const say = (kind: string, what: object = {}) => {
    n += 1
    const usual = { from: number, to: '+493023125100', time: began + n }
    return { id: `${call}-${n}`, call, kind, ...usual, ...more, ...what }
  }
  return {
    id: `main:${call}`,
    say,
    /** Rings at Alice and is answered. */
    async reachAlice(what: object = {}) {
      await house.post([say('arrived', what), say('offered', toAlice), say('answered', toAlice)])
      return find(aliceDesk, `main:${call}`, (pop) => pop.state === 'connected')
    },
  }
}

async function find(desk: Desktop, id: string, fits: (pop: Pop) => boolean): Promise<Pop> {
  const isIt = (pop: Pop) => pop.callId === id && fits(pop)
  const pop = (await desk.until((pops) => pops.some(isIt))).find(isIt)
  if (!pop) throw new Error('no such pop')
  return pop
}

const path = (id: string) => `/v1/calls/${encodeURIComponent(id)}/verification`
const verify = (who: Person, id: string, method = 'questions', customerId = max) =>
  who.ask('POST', path(id), { customerId, method })

const doubtful = { attestation: 'failed' }

describe('what is held back until somebody has made sure', () => {
  it('[P64] of a doubtful caller the pop tells who it may be, and no more; verified, all of it', async () => {
    const call = aCall(doubtful)
    const pop = await call.reachAlice()
    expect(pop).toMatchObject({
      outcome: 'recognised',
      trust: { level: 'doubtful' },
      person: { name: 'Max Mustermann', about: null },
      disclosure: { askToVerify: true, verified: null },
      cases: [],
      history: [],
    })
    expect(pop.greeting.text).not.toContain('Mustermann')
    expect(JSON.stringify([aliceDesk.snapshot, aliceDesk.changes])).not.toMatch(secrets)
    expect((await verify(alice, call.id)).status).toBe(204)
    const verified = await find(aliceDesk, call.id, (one) => one.disclosure.verified !== null)
    expect(verified.disclosure).toMatchObject({
      askToVerify: false,
      masked: [],
      verified: { method: 'questions', by: 'Alice Adams' },
    })
    expect(verified.person?.about).toBe('CANARYABOUT')
    expect(verified.cases).toHaveLength(1)
    expect(verified.history).toHaveLength(1)
  })

  it('[P64] no other way leads to it either, for whoever has the caller before them', async () => {
    const call = aCall(doubtful)
    await call.reachAlice()
    const ways = async (who: Person) => [
      await who.ask('GET', `/v1/customers/${max}`),
      await who.ask('POST', '/v1/customers/find', { number }),
      await who.ask('PATCH', `/v1/customers/${max}`, { tier: 'gold' }),
      await who.ask('GET', `/v1/customers/${max}/cases`),
      await who.ask('GET', `/v1/customers/${max}/interactions`),
      await who.ask('GET', `/v1/calls/${encodeURIComponent(call.id)}/pop`),
    ]
    const before = await ways(alice)
    expect(JSON.stringify(before)).not.toMatch(secrets)
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 403, 403, 200])
    await verify(alice, call.id)
    const after = await ways(alice)
    expect(after.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    for (const canary of ['CANARYABOUT', 'CANARYCASE', 'CANARYNOTE']) {
      expect(JSON.stringify(after)).toContain(canary)
    }
    expect((await ways(bob)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404])
  })

  it('[P64] what a customer is worth is neither read nor written over by whoever may not see it', async () => {
    const sam = await house.signIn('sam')
    const metrics = { revenue: 4711, since: 1_500_000_000_000 }
    await sam.ask('PATCH', `/v1/customers/${max}`, { metrics })
    const call = aCall(doubtful)
    await call.reachAlice()
    const write = () => alice.ask('PATCH', `/v1/customers/${max}`, { metrics: { revenue: 1 } })
    expect((await alice.ask('GET', `/v1/customers/${max}`)).body).toMatchObject({ metrics: null })
    expect((await write()).status).toBe(403)
    expect((await sam.ask('GET', `/v1/customers/${max}`)).body).toMatchObject({ metrics })
    await verify(alice, call.id)
    expect((await write()).body).toMatchObject({ metrics: { revenue: 1 } })
  })

  it('[P64] it is on record who made sure, how, when, and what was shown for it', async () => {
    const call = aCall(doubtful)
    await call.reachAlice()
    await verify(alice, call.id, 'call-back')
    await expect
      .poll(() => audited('verify-caller'))
      .toMatchObject([
        {
          accountId: 'account-alice',
          subject: `customer:${max}`,
          detail: expect.stringContaining('call-back'),
        },
      ])
    const [row] = await audited('verify-caller')
    expect(row?.detail).toContain(call.id)
    expect(row?.detail).toContain('about cases history')
  })

  it('[P64] it goes with a transfer, and ends with the call', async () => {
    const bobDesk = await bob.openDesktop()
    const call = aCall(doubtful)
    await call.reachAlice()
    await verify(alice, call.id)
    await house.post([call.say('transferred', toAlice), call.say('offered', toBob)])
    const ringing = await find(bobDesk, call.id, (pop) => pop.state === 'ringing')
    expect(ringing.disclosure.verified).toMatchObject({ by: 'Alice Adams' })
    expect(ringing.person?.about).toBe('CANARYABOUT')
    await house.post([call.say('answered', toBob), call.say('ended')])
    const over = await find(bobDesk, call.id, (pop) => pop.state === 'wrap-up')
    expect(over.disclosure.verified).toBeNull()
    expect(JSON.stringify(over)).not.toMatch(secrets)
    const next = aCall(doubtful)
    expect((await next.reachAlice()).disclosure.verified).toBeNull()
    bobDesk.close()
  })

  it('[P64] it is of one customer: whoever else the caller turns out to be has not been verified', async () => {
    const ada = await someCustomer({ name: 'Ada Adler' })
    const call = aCall(doubtful)
    await call.reachAlice()
    await verify(alice, call.id)
    await find(aliceDesk, call.id, (pop) => pop.disclosure.verified !== null)
    const choose = (customerId: number) =>
      alice.ask('POST', `/v1/calls/${encodeURIComponent(call.id)}/identity`, { customerId, verdict: 'is' })
    await choose(ada)
    const other = await find(aliceDesk, call.id, (pop) => pop.person?.customerId === ada)
    expect(other.disclosure.verified).toBeNull()
    await choose(max)
    const back = await find(
      aliceDesk,
      call.id,
      (pop) => pop.person?.customerId === max && pop.version > other.version,
    )
    expect(back.disclosure.verified).toBeNull()
  })

  it('is only for whoever speaks with the caller, about whom the pop shows, and by a method of the house', async () => {
    const call = aCall(doubtful)
    await house.post([call.say('arrived'), call.say('offered', toAlice)])
    await find(aliceDesk, call.id, (pop) => pop.state === 'ringing')
    expect((await verify(alice, call.id)).body).toMatchObject({ error: { code: 'not-speaking' } })
    await house.post(call.say('answered', toAlice))
    await find(aliceDesk, call.id, (pop) => pop.state === 'connected')
    expect((await verify(bob, call.id)).status).toBe(404)
    expect((await verify(alice, call.id, 'horoscope')).status).toBe(422)
    expect((await verify(alice, call.id, 'questions', max + 1)).status).toBe(409)
    await house.post(call.say('ended'))
    await find(aliceDesk, call.id, (pop) => pop.state === 'wrap-up')
    expect((await verify(alice, call.id)).status).toBe(409)
  })

  it('can be taken back', async () => {
    const call = aCall(doubtful)
    await call.reachAlice()
    await verify(alice, call.id)
    const verified = await find(aliceDesk, call.id, (pop) => pop.disclosure.verified !== null)
    expect((await alice.ask('DELETE', path(call.id))).status).toBe(204)
    const pop = await find(aliceDesk, call.id, (one) => one.version > verified.version)
    expect(pop).toMatchObject({ disclosure: { verified: null }, person: { about: null } })
    expect(await audited('take-back-verification')).toHaveLength(1)
  })

  it('[P64] survives a restart and holds on, as the call does', async () => {
    const call = aCall(doubtful)
    await call.reachAlice()
    await verify(alice, call.id)
    await house.restart()
    await house.post(call.say('held'))
    const again = await (await house.signIn('alice')).openDesktop()
    const pop = await find(again, call.id, (one) => one.state === 'held')
    expect(pop.disclosure.verified).toMatchObject({ method: 'questions' })
    again.close()
  })

  it('[P64] a voice menu that has checked the caller has made sure as well', async () => {
    const checked = { claims: { customerNumber: 'K-1', pin: 'true' } }
    const call = aCall({ ...doubtful, from: '+4930901820' })
    await house.post([call.say('arrived'), call.say('claims', checked)])
    const pop = await call.reachAlice()
    expect(pop).toMatchObject({
      outcome: 'recognised',
      disclosure: { verified: { method: 'claim', by: null } },
      person: { about: 'CANARYABOUT' },
    })
    const typed = aCall({ ...doubtful })
    await house.post([typed.say('arrived'), typed.say('claims', { claims: { customerNumber: 'K-1' } })])
    expect((await typed.reachAlice()).disclosure.verified).toBeNull()
  })

  it('an attested number is verified by nobody, and a house may hold back of it what it will', async () => {
    const attested = await aCall({ attestation: 'A' }).reachAlice()
    expect(attested).toMatchObject({
      trust: { level: 'attested' },
      disclosure: { askToVerify: true, masked: [], verified: null },
    })
    aliceDesk.close()
    await house.restart({
      policy: { disclosure: [{ when: 'attested', greetByName: false, masked: ['about'] }] },
    })
    aliceDesk = await (await house.signIn('alice')).openDesktop()
    const strict = await aCall({ attestation: 'A' }).reachAlice()
    expect(strict).toMatchObject({ person: { about: null }, disclosure: { masked: ['about'] } })
    expect(strict.greeting.text).not.toContain('Mustermann')
    expect(strict.cases).toHaveLength(1)
  })

  it('[P64] a number that spoke for three customers today is doubted when it calls as its owner', async () => {
    for (const n of [2, 3, 4]) {
      await someCustomer({ name: `Customer ${n}`, externalId: `K-${n}` })
      const call = aCall()
      const claims = { customerNumber: `K-${n}`, pin: 'true' }
      await house.post([call.say('arrived'), call.say('claims', { claims })])
      expect((await call.reachAlice()).person?.name).toBe(`Customer ${n}`)
    }
    const pop = await aCall().reachAlice()
    expect(pop).toMatchObject({
      person: { name: 'Max Mustermann', about: null },
      trust: { level: 'doubtful', reasons: ['many-customers'] },
    })
  })

  it('[P64] what is confidential is an agent’s to see only while its customer is on the line, verified', async () => {
    const sam = await house.signIn('sam')
    const write = (who: Person, confidential: string) =>
      who.ask('PATCH', `/v1/customers/${max}`, { confidential })
    expect((await write(sam, 'CANARYSECRET')).body).toMatchObject({
      confidential: 'CANARYSECRET',
      heldBack: [],
    })
    const read = async () => (await alice.ask('GET', `/v1/customers/${max}`)).body as object
    expect(await read()).toMatchObject({ confidential: null, heldBack: ['confidential'] })
    expect((await write(alice, 'overwritten')).status).toBe(403)
    const call = aCall({ attestation: 'A' })
    const pop = await call.reachAlice()
    expect(pop).toMatchObject({
      disclosure: { masked: ['confidential'] },
      person: { about: 'CANARYABOUT', confidential: null },
    })
    await verify(alice, call.id)
    const verified = await find(aliceDesk, call.id, (one) => one.disclosure.verified !== null)
    expect(verified.person?.confidential).toBe('CANARYSECRET')
    expect(await read()).toMatchObject({ confidential: 'CANARYSECRET', heldBack: [] })
    expect((await audited('verify-caller')).at(-1)?.detail).toContain('shows confidential')
    await house.post(call.say('ended'))
    const over = await find(aliceDesk, call.id, (one) => one.state === 'wrap-up')
    expect(over.person?.confidential).toBeNull()
    expect(await read()).toMatchObject({ confidential: null })
    expect((await write(sam, 'changed')).status).toBe(200)
  })

  it('[P64] a dialplan is told no name that the greeting would not say, and no case that the pop holds back', async () => {
    const token = 'a-token-of-a-dialplan-of-this-house'
    const lookups = [{ name: 'dialplan', source: 'main', token, shows: 'all' }]
    const asked = async () => {
      const headers = { authorization: `Bearer ${token}` }
      const address = `${house.app.url}/v1/identify?number=${encodeURIComponent(number)}`
      return (await fetch(address, { headers })).json()
    }
    await house.restart({ lookups })
    expect(await asked()).toMatchObject({ display: 'Max Mustermann', openCase: { subject: 'CANARYCASE' } })
    await house.restart({ lookups, policy: { disclosure: [{ when: 'usual', masked: ['cases'] }] } })
    expect(await asked()).toMatchObject({ display: 'Max Mustermann', openCase: null })
    await house.restart({ lookups, policy: { disclosure: [{ when: 'usual', greetByName: false }] } })
    expect(JSON.stringify(await asked())).not.toMatch(/Mustermann|CANARY/)
  })

  it('a caller whom nobody knows is nobody to verify', async () => {
    const pop = await aCall({ from: '+4930901820' }).reachAlice()
    expect(pop.disclosure).toEqual({ askToVerify: false, masked: [], verified: null })
  })
})

interface AuditRow {
  accountId: string
  subject: string
  detail: string
}

async function audited(action: string): Promise<AuditRow[]> {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(`${house.folder}/greetline.sqlite`, { readonly: true })
  const rows = db
    .prepare('select account_id as "accountId", subject, detail from audit where action = ?')
    .all(action) as AuditRow[]
  db.close()
  return rows
}

import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { openHouse, type Person, type TestHouse } from './house.ts'

let house: TestHouse

beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

interface Customer {
  id: number
}

async function addCustomer(fields: object): Promise<Customer> {
  const sam = await house.signIn('sam')
  const { status, body } = await sam.ask('POST', '/v1/customers', fields)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

/** Events of one call, a second apart, beginning now. */
function aCall(more: object = {}) {
  const call = randomUUID()
  const began = Date.now()
  let n = 0
  return {
    id: `main:${call}`,
    say: (kind: string, what: object = {}, at?: number) => {
      n += 1
      return {
        id: `${call}-${n}`,
        call,
        time: at ?? began + n,
        kind,
        from: '+4915112345678',
        to: '+493023125100',
        ...more,
        ...what,
      }
    },
  }
}

const alice = [{ extension: '1001' }]
const bob = [{ extension: '1002' }]

function mine(pops: Pop[], id: string): Pop | undefined {
  return pops.find((pop) => pop.callId === id)
}

describe('the way of a call', () => {
  it('[P1] the agent sees who is calling while it rings, and the greeting by name', async () => {
    await addCustomer({
      name: 'Max Mustermann',
      title: 'Mr',
      givenName: 'Max',
      familyName: 'Mustermann',
      language: 'en',
      numbers: [{ number: '+49 1511 2345678' }],
    })
    const desk = await (await house.signIn('alice')).openDesktop()
    const call = aCall()
    const answer = await house.post([call.say('arrived'), call.say('offered', { agents: alice })])
    expect(answer.status).toBe(202)
    const pop = mine(await desk.until((pops) => pops.length === 1), call.id)
    expect(pop).toMatchObject({ state: 'ringing', stage: 'full', outcome: 'recognised' })
    expect(pop?.person?.address).toBe('Mr Mustermann')
    expect(pop?.greeting.text).toContain('Mr Mustermann')
    desk.close()
  })

  it('[P7] only those who are offered the call are shown it', async () => {
    const [alicesDesk, bobsDesk, carolsDesk] = await Promise.all(
      ['alice', 'bob', 'carol'].map(async (login) => (await house.signIn(login)).openDesktop()),
    )
    const call = aCall()
    await house.post([call.say('arrived'), call.say('offered', { agents: [...alice, ...bob] })])
    await alicesDesk?.until((pops) => pops.length === 1)
    await bobsDesk?.until((pops) => pops.length === 1)
    expect(carolsDesk?.pops()).toEqual([])
    for (const desk of [alicesDesk, bobsDesk, carolsDesk]) desk?.close()
  })

  it('[P8] in a ring group nobody sees more than a first name; on answer the losers lose it at once', async () => {
    await addCustomer({
      name: 'Max Mustermann',
      title: 'Mr',
      givenName: 'Max',
      familyName: 'Mustermann',
      numbers: [{ number: '+4915112345678' }],
    })
    const alicesDesk = await (await house.signIn('alice')).openDesktop()
    const bobsDesk = await (await house.signIn('bob')).openDesktop()
    const call = aCall()
    await house.post(call.say('offered', { agents: [...alice, ...bob] }))
    const ringing = await bobsDesk.until((pops) => pops.length === 1)
    expect(JSON.stringify(ringing)).not.toContain('Mustermann')
    expect(mine(ringing, call.id)?.person?.name).toBe('Max')
    await house.post(call.say('answered', { agents: alice }))
    const won = mine(await alicesDesk.until((pops) => pops[0]?.state === 'connected'), call.id)
    const lost = mine(await bobsDesk.until((pops) => pops[0]?.state === 'closed'), call.id)
    expect(won?.person?.name).toBe('Max Mustermann')
    expect(lost).toMatchObject({ closing: 'lost', person: null, history: [] })
    alicesDesk.close()
    bobsDesk.close()
  })

  it('[P9] identity goes with the call to whoever takes it over', async () => {
    const chan = await addCustomer({ name: 'Chan Tai Man', title: 'Mr', familyName: 'Chan', language: 'en' })
    const person = await house.signIn('alice')
    const alicesDesk = await person.openDesktop()
    const bobsDesk = await (await house.signIn('bob')).openDesktop()
    const call = aCall()
    await house.post([call.say('offered', { agents: alice }), call.say('answered', { agents: alice })])
    await alicesDesk.until((pops) => pops[0]?.state === 'connected')
    const said = await person.ask('POST', `/v1/calls/${encodeURIComponent(call.id)}/identity`, {
      customerId: chan.id,
      verdict: 'is',
    })
    expect(said.status).toBe(204)
    await house.post([call.say('transferred', { agents: alice }), call.say('offered', { agents: bob })])
    const pop = mine(await bobsDesk.until((pops) => pops.length === 1), call.id)
    expect(pop?.person?.address).toBe('Mr Chan')
    expect(pop?.before).toEqual(['Alice Adams'])
    expect(alicesDesk.pops()[0]?.state).toBe('wrap-up')
    alicesDesk.close()
    bobsDesk.close()
  })

  it('[P67] what is learnt of a caller is on the desk at once, and what changes nothing is not sent', async () => {
    const { id } = await addCustomer({ name: 'Lena Vogt', numbers: [{ number: '+4915112345678' }] })
    const desk = await (await house.signIn('alice')).openDesktop()
    const bob = await house.signIn('bob')
    const call = aCall()
    await house.post([call.say('arrived'), call.say('offered', { agents: alice })])
    const first = mine(await desk.until((pops) => pops.length === 1), call.id)
    await bob.ask('PATCH', `/v1/customers/${id}`, { externalId: 'K-1' })
    await bob.ask('PATCH', `/v1/customers/${id}`, { about: 'Moves to Bremen in May' })
    const pops = await desk.until((now) => mine(now, call.id)?.person?.about !== null)
    expect(mine(pops, call.id)).toMatchObject({ state: 'ringing', version: (first?.version ?? 0) + 1 })
    await bob.ask('POST', `/v1/customers/${id}/cases`, { subject: 'Invoice 9' })
    await desk.until((now) => mine(now, call.id)?.cases.length === 1)
    await house.post([call.say('answered', { agents: alice }), call.say('ended')])
    await desk.until((now) => mine(now, call.id)?.state === 'wrap-up')
    await bob.ask('PATCH', `/v1/customers/${id}`, { about: 'Has moved' })
    await desk.until((now) => mine(now, call.id)?.person?.about === 'Has moved')
    desk.close()
  })

  it('[P10] "not this person" is known to the next call', async () => {
    const max = await addCustomer({ name: 'Max Mustermann', numbers: [{ number: '+4915112345678' }] })
    const person = await house.signIn('alice')
    const desk = await person.openDesktop()
    const first = aCall()
    await house.post([first.say('offered', { agents: alice }), first.say('answered', { agents: alice })])
    await desk.until((pops) => pops[0]?.outcome === 'recognised')
    await person.ask('POST', `/v1/calls/${encodeURIComponent(first.id)}/identity`, {
      customerId: max.id,
      verdict: 'is-not',
    })
    await desk.until((pops) => mine(pops, first.id)?.outcome !== 'recognised')
    const second = aCall()
    await house.post(second.say('offered', { agents: alice }))
    const pop = mine(await desk.until((pops) => mine(pops, second.id) !== undefined), second.id)
    expect(pop?.outcome).not.toBe('recognised')
    expect(pop?.greeting.text).not.toContain('Mustermann')
    desk.close()
  })

  it('[P11] a desktop that comes back is shown all that is going on, once', async () => {
    const person = await house.signIn('alice')
    const call = aCall()
    await house.post(call.say('offered', { agents: alice }))
    const desk = await person.openDesktop()
    expect(desk.snapshot.pops.map((pop) => [pop.callId, pop.state])).toEqual([[call.id, 'ringing']])
    await house.post(call.say('answered', { agents: alice }))
    await desk.until((pops) => pops[0]?.state === 'connected')
    expect(desk.changes.map((change) => change.version)).toEqual([desk.snapshot.version + 1])
    desk.close()
  })

  it('[P12] events in any order, twice and late, lead to the desktop that the orderly story has', async () => {
    const desk = await (await house.signIn('alice')).openDesktop()
    const call = aCall()
    const events = [
      call.say('arrived'),
      call.say('queued', { queue: 'support' }),
      call.say('offered', { agents: alice, queue: 'support' }),
      call.say('answered', { agents: alice }),
      call.say('ended'),
    ]
    for (const event of [events[4], events[2], events[3], events[2], events[0], events[1], events[4]]) {
      expect((await house.post(event)).status).toBe(202)
    }
    const pop = mine(await desk.until((pops) => pops[0]?.state === 'wrap-up'), call.id)
    expect(pop).toMatchObject({ queue: { id: 'support', name: 'Support' } })
    desk.close()
  })

  it('[P13] a ring that is reported long after its time is recorded and pops nobody', async () => {
    const person = await house.signIn('alice')
    const desk = await person.openDesktop()
    const call = aCall()
    const long = Date.now() - 5 * 60_000
    expect((await house.post(call.say('offered', { agents: alice }, long))).status).toBe(202)
    await house.post(call.say('ended', {}, long + 20_000))
    const recent = await person.ask('GET', '/v1/desk/missed')
    expect((recent.body as { items: unknown[] }).items).toHaveLength(1)
    expect(desk.changes.filter((change) => change.kind === 'pop' && change.pop.state !== 'closed')).toEqual(
      [],
    )
    desk.close()
  })

  it('[P96] whom a call rang in vain is told when it is over without anybody having taken it, and nobody else', async () => {
    const [person, other] = [await house.signIn('alice'), await house.signIn('bob')]
    const [desk, others] = [await person.openDesktop(), await other.openDesktop()]
    const bob = [{ extension: '1002' }]
    const missed = async (who: Person) =>
      ((await who.ask('GET', '/v1/desk/missed')).body as { items: { callId: string }[] }).items.length
    const rung = aCall()
    await house.post([rung.say('arrived'), rung.say('offered', { agents: alice })])
    await desk.until((pops) => mine(pops, rung.id) !== undefined)
    await house.post(rung.say('offer-ended', { agents: alice, result: 'missed' }))
    await desk.until((pops) => mine(pops, rung.id)?.closing === 'missed')
    expect(await missed(person)).toBe(0)
    await house.post(rung.say('offered', { agents: bob }))
    await others.until((pops) => mine(pops, rung.id) !== undefined)
    const before = desk.changes.length
    await house.post(rung.say('ended'))
    await others.until((pops) => mine(pops, rung.id)?.closing === 'withdrawn')
    await expect.poll(() => desk.changes.slice(before).map(({ kind }) => kind)).toContain('missed')
    expect(others.changes.filter(({ kind }) => kind === 'missed')).toEqual([])
    expect([await missed(person), await missed(other)]).toEqual([1, 1])

    const taken = aCall()
    await house.post([taken.say('arrived'), taken.say('offered', { agents: alice })])
    await desk.until((pops) => mine(pops, taken.id) !== undefined)
    await house.post(taken.say('offer-ended', { agents: alice, result: 'missed' }))
    await house.post([taken.say('offered', { agents: bob }), taken.say('answered', { agents: bob })])
    await house.post([taken.say('ended'), taken.say('ended')])
    await others.until((pops) => mine(pops, taken.id)?.state === 'wrap-up')
    expect(desk.changes.filter(({ kind }) => kind === 'missed')).toHaveLength(1)
    desk.close()
    others.close()
  })

  it('[P14] wrapping up closes the pop, and the supervisor finds the call by its note', async () => {
    const person = await house.signIn('alice')
    const desk = await person.openDesktop()
    const call = aCall()
    await house.post([
      call.say('offered', { agents: alice }),
      call.say('answered', { agents: alice }),
      call.say('ended'),
    ])
    await desk.until((pops) => pops[0]?.state === 'wrap-up')
    const saved = await person.ask('POST', `/v1/calls/${encodeURIComponent(call.id)}/wrap-up`, {
      disposition: 'solved',
      note: '陈伟先生的包裹改到周四',
    })
    expect(saved.status).toBe(204)
    await desk.until((pops) => pops[0]?.closing === 'wrapped-up')
    const sam = await house.signIn('sam')
    await expect
      .poll(
        async () => {
          const page = await sam.ask('POST', '/v1/interactions/search', { text: '陈伟' })
          return (page.body as { found: { interaction: { callId: string } }[] }).found.map(
            (one) => one.interaction.callId,
          )
        },
        { timeout: 5000 },
      )
      .toEqual([call.id])
    desk.close()
  })

  it('[P15] a call whose end is never heard is closed by a time limit and says so', async () => {
    const desk = await (await house.signIn('alice')).openDesktop()
    const call = aCall()
    await house.post([call.say('offered', { agents: alice }), call.say('answered', { agents: alice })])
    await desk.until((pops) => pops[0]?.state === 'connected')
    house.clock.ahead = 241 * 60_000
    await house.app.closeSilentCalls()
    await desk.until((pops) => pops[0]?.state === 'wrap-up')
    const stored = await house.app.store.readCall(call.id)
    expect(stored?.events.at(-1)).toMatchObject({ kind: 'ended', reason: 'time-limit' })
    desk.close()
  })

  it('[P16] an extension nobody has pops nobody, and the supervisor sees the call as unrouted', async () => {
    const call = aCall()
    await house.post([call.say('arrived'), call.say('answered', { agents: [{ extension: '9999' }] })])
    const sam = await house.signIn('sam')
    const live = await sam.ask('GET', '/v1/calls/live')
    expect((live.body as { items: { callId: string; unrouted: boolean }[] }).items).toMatchObject([
      { callId: call.id, unrouted: true },
    ])
  })

  it('[P17] a withheld number is shown to nobody and finds nobody', async () => {
    await addCustomer({ name: 'Max Mustermann', numbers: [{ number: '+4915112345678' }] })
    const desk = await (await house.signIn('alice')).openDesktop()
    const call = aCall({ presentation: 'restricted' })
    await house.post(call.say('offered', { agents: alice }))
    const pop = mine(await desk.until((pops) => pops.length === 1), call.id)
    expect(pop?.outcome).toBe('withheld')
    expect(JSON.stringify(pop)).not.toMatch(/12345678|Mustermann/)
    desk.close()
  })

  it('[P17] also one that a gateway left beside the word, in every list', async () => {
    await addCustomer({ name: 'Max Mustermann', numbers: [{ number: '+4915112345678' }] })
    const desk = await (await house.signIn('alice')).openDesktop()
    const call = aCall({ from: '"Anonymous" <sip:+4915112345678@trunk>;privacy=full' })
    await house.post(call.say('offered', { agents: alice }))
    const pop = mine(await desk.until((pops) => pops.length === 1), call.id)
    expect(pop).toMatchObject({ outcome: 'withheld', caller: { presentation: 'restricted' } })
    const live = await (await house.signIn('sam')).ask('GET', '/v1/calls/live')
    const recent = await (await house.signIn('alice')).ask('GET', '/v1/desk/recent')
    expect(JSON.stringify([pop, live.body, recent.body])).not.toMatch(/12345678|Mustermann/)
    desk.close()
  })

  it('[P18] what was going on is taken up again after a restart', async () => {
    const call = aCall()
    await house.post([call.say('offered', { agents: alice }), call.say('answered', { agents: alice })])
    await house.restart()
    const desk = await (await house.signIn('alice')).openDesktop()
    expect(desk.snapshot.pops.map((pop) => pop.state)).toEqual(['connected'])
    await house.post(call.say('ended'))
    await desk.until((pops) => pops[0]?.state === 'wrap-up')
    desk.close()
  })
})

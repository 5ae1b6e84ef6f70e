import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { type Desktop, openHouse, type TestHouse, testConfig } from './house.ts'
import { type EslServer, startEslServer } from './pbx/freeswitch-server.ts'
import { type Leg, Recording } from './pbx/freeswitch-streams.ts'

let pbx: EslServer
let house: TestHouse
let stream: Recording
let said: number
const desks: Desktop[] = []

beforeEach(async () => {
  pbx = await startEslServer()
  house = await openHouse({ sources: [source(pbx.port)] })
  stream = new Recording(Date.now())
  said = 0
  await ready(1)
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/customers', {
    name: 'Max Mustermann',
    title: 'Mr',
    givenName: 'Max',
    familyName: 'Mustermann',
    language: 'en',
    numbers: [{ number: '+4915112345678' }],
  })
})
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close()
  await house.close()
  await pbx.close()
})

function source(port: number): object {
  return {
    ...testConfig.sources[0],
    kind: 'freeswitch',
    secrets: [],
    tokens: [],
    queues: [{ id: 'support@default', name: 'Support', ringsSeveral: true }],
    freeswitch: { host: '127.0.0.1', port, password: 'ClueCon', trunks: ['gateway/carrier'] },
  }
}

async function ready(times: number): Promise<void> {
  const asked = () => pbx.commands.filter((command) => command.endsWith('queue list')).length
  await expect.poll(asked, { timeout: 10_000 }).toBe(times)
}

/** FreeSWITCH tells what the stream has got since. */
function tellIt(): void {
  pbx.say(stream.events.slice(said))
  said = stream.events.length
}

async function openDesk(login: string): Promise<Desktop> {
  const desk = await (await house.signIn(login)).openDesktop()
  desks.push(desk)
  return desk
}

async function is(desk: Desktop, call: Leg, state: Pop['state']): Promise<Pop> {
  const fits = (pop: Pop) => pop.callId === `main:${call.uuid}` && pop.state === state
  const pops = await desk.until((all) => all.some(fits))
  return pops.find(fits)!
}

describe('pops of what a FreeSWITCH tells', () => {
  it('[P56] a queue rings two: whoever answers has the customer, the other loses it at once', async () => {
    const [alice, bob] = [await openDesk('alice'), await openDesk('bob')]
    const caller = stream.caller()
    const call = stream.queue(caller)
    const [first, second] = [stream.offer(call, '1001'), stream.offer(call, '1002')]
    tellIt()
    expect((await is(alice, caller, 'ringing')).person?.name).toBe('Max')
    expect((await is(bob, caller, 'ringing')).person?.name).toBe('Max')
    stream.win(call, second, '1002@default', [first])
    tellIt()
    expect((await is(bob, caller, 'connected')).person?.name).toBe('Max Mustermann')
    expect(await is(alice, caller, 'closed')).toMatchObject({ closing: 'lost', person: null })
    stream.end(caller, second).agentEnd(call, second, '1002@default').queueEnd(call, 'Terminated')
    tellIt()
    await is(bob, caller, 'wrap-up')
  })

  it('the caller gives up: the pop goes', async () => {
    const alice = await openDesk('alice')
    const caller = stream.caller()
    const call = stream.queue(caller)
    const phone = stream.offer(call, '1001')
    tellIt()
    await is(alice, caller, 'ringing')
    stream.hangup(caller).queueEnd(call, 'BREAK_OUT').hangup(phone, 'ORIGINATOR_CANCEL')
    tellIt()
    expect((await is(alice, caller, 'closed')).closing).toBe('withdrawn')
  })

  it('[P17] a withheld number is shown to nobody and finds nobody', async () => {
    const alice = await openDesk('alice')
    const caller = stream.caller({ hidden: true })
    stream.ring(caller, '1001')
    tellIt()
    const pop = await is(alice, caller, 'ringing')
    expect(pop.outcome).toBe('withheld')
    expect(JSON.stringify(pop)).not.toContain('5112345678')
    expect(JSON.stringify(pop)).not.toContain('Mustermann')
  })

  it('[P9] a transfer, blind or attended, takes the identity along', async () => {
    const [alice, bob, carol] = [await openDesk('alice'), await openDesk('bob'), await openDesk('carol')]
    const caller = stream.caller()
    const first = stream.ring(caller, '1001')
    stream.take(caller, first)
    tellIt()
    await is(alice, caller, 'connected')
    stream.unbridge(caller, first).hangup(first, 'BLIND_TRANSFER')
    const second = stream.ring(caller, '1002')
    tellIt()
    expect((await is(bob, caller, 'ringing')).person?.name).toBe('Max Mustermann')
    await is(alice, caller, 'wrap-up')
    stream.take(caller, second)
    const consulting = stream.phone('1002', '1003')
    const third = stream.ring(consulting, '1003')
    stream.take(consulting, third)
    tellIt()
    // Colleagues among themselves are no customer's business.
    await is(bob, caller, 'connected')
    expect(carol.pops()).toEqual([])
    stream.unbridge(caller, second).unbridge(consulting, third).bridge(caller, third)
    stream.hangup(second, 'ATTENDED_TRANSFER').hangup(consulting, 'ATTENDED_TRANSFER')
    tellIt()
    expect((await is(carol, caller, 'connected')).person?.name).toBe('Max Mustermann')
    await is(bob, caller, 'wrap-up')
  })

  it('a parked caller is known to whoever fetches the call', async () => {
    const [alice, bob] = [await openDesk('alice'), await openDesk('bob')]
    const caller = stream.caller()
    const first = stream.ring(caller, '1001')
    stream.take(caller, first)
    tellIt()
    await is(alice, caller, 'connected')
    stream.unbridge(caller, first).valet(caller, 'hold').hangup(first)
    tellIt()
    await is(alice, caller, 'wrap-up')
    const fetching = stream.phone('1002', '5901')
    stream.answer(fetching).valet(caller, 'bridge').bridge(caller, fetching)
    tellIt()
    expect((await is(bob, caller, 'connected')).person?.name).toBe('Max Mustermann')
  })

  it('an agent who calls somebody, by hand or by click, sees whom', async () => {
    const alice = await openDesk('alice')
    const placing = stream.phone('1001', '+4915112345678')
    stream.take(placing, stream.trunk(placing, '+4915112345678'))
    tellIt()
    expect((await is(alice, placing, 'connected')).person?.name).toBe('Max Mustermann')
    const clicked = stream.ring(null, '1001', { number: '+4915112345678' })
    stream.answer(clicked)
    tellIt()
    stream.trunk(clicked, '+4915112345678')
    tellIt()
    expect((await is(alice, clicked, 'ringing')).person?.name).toBe('Max Mustermann')
  })

  it('[P34] the connection is cut in the middle of a call: who speaks is found out, and who has gone', async () => {
    const [alice, bob] = [await openDesk('alice'), await openDesk('bob')]
    const [one, two] = [stream.caller(), stream.caller({ number: '+4915100000002' })]
    const first = stream.ring(one, '1001')
    stream.take(one, first)
    tellIt()
    await is(alice, one, 'connected')
    const second = stream.ring(two, '1002')
    stream.take(two, second)
    pbx.list(two, second)
    pbx.cut()
    await is(alice, one, 'wrap-up')
    await is(bob, two, 'connected')
    expect(alice.pops()).toHaveLength(1)
    stream.end(two, second)
    said = stream.events.length - 3
    tellIt()
    await is(bob, two, 'wrap-up')
  })

  it('a restart of FreeSWITCH ends what was going on', async () => {
    const alice = await openDesk('alice')
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.take(caller, phone)
    tellIt()
    await is(alice, caller, 'connected')
    pbx.leave()
    await is(alice, caller, 'wrap-up')
  })

  it('a restart of the server in the middle of a call pops nobody twice', async () => {
    const alice = await openDesk('alice')
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.take(caller, phone)
    tellIt()
    const before = await is(alice, caller, 'connected')
    pbx.list(caller, phone)
    await house.restart()
    await ready(2)
    const again = await openDesk('alice')
    expect(again.snapshot.pops).toMatchObject([{ callId: before.callId, state: 'connected' }])
    stream.end(caller, phone)
    said = stream.events.length - 3
    tellIt()
    await is(again, caller, 'wrap-up')
    expect(again.pops()).toHaveLength(1)
  })

  it('[P13] a FreeSWITCH whose clock is an hour behind pops all the same', async () => {
    await house.close()
    await pbx.close()
    const behind = () => Date.now() - 3_600_000
    pbx = await startEslServer({ now: behind })
    house = await openHouse({ sources: [source(pbx.port)] })
    stream = new Recording(behind())
    said = 0
    await ready(1)
    const alice = await openDesk('alice')
    const caller = stream.caller()
    stream.ring(caller, '1001')
    tellIt()
    const pop = await is(alice, caller, 'ringing')
    expect(Math.abs((pop.offeredAt ?? 0) - Date.now())).toBeLessThan(30_000)
  })

  it('a call that has been going on for ten minutes does not move the clock', async () => {
    await house.close()
    const old = new Recording(Date.now() - 600_000, '2')
    const waiting = old.caller({ number: '+4915100000009' })
    pbx.list(waiting)
    house = await openHouse({ sources: [source(pbx.port)] })
    await ready(2)
    const alice = await openDesk('alice')
    const caller = stream.caller()
    stream.ring(caller, '1001')
    tellIt()
    const pop = await is(alice, caller, 'ringing')
    expect(Math.abs((pop.offeredAt ?? 0) - Date.now())).toBeLessThan(30_000)
  })

  it('a wrong password is told in the log as refused', async () => {
    await house.close()
    const strict = await startEslServer({ password: 'another' })
    house = await openHouse({ sources: [source(strict.port)] })
    await expect.poll(() => house.logged(), { timeout: 5000 }).toContain('refuses our sign-in')
    await strict.close()
    expect(house.logged()).not.toContain('ClueCon')
  })
})

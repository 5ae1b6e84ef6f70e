import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AmiServer, startAmiServer } from '../../src/demo/exchanges/ami-server.ts'
import type { TaskView } from '../../src/wire/task-api.ts'
import { type Desktop, openHouse, type Person, type TestHouse, testConfig } from '../house.ts'
import { recorded } from '../pbx/asterisk-streams.ts'
import { type EslServer, startEslServer } from '../pbx/freeswitch-server.ts'

const { secrets: _, tokens: __, ...source } = testConfig.sources[0]!
const number = '+4915112345678'
const hour = 60 * 60_000

let house: TestHouse
let alice: Person
let bob: Person

async function open(changes: object): Promise<void> {
  house = await openHouse(changes)
  alice = await house.signIn('alice')
  bob = await house.signIn('bob')
}
afterEach(() => house.close())

async function customer(name: string, numbers = [number], who = alice): Promise<number> {
  const body = { name, numbers: numbers.map((one) => ({ number: one })) }
  return ((await who.ask('POST', '/v1/customers', body)).body as { id: number }).id
}
async function task(body: object, who = alice): Promise<TaskView> {
  return (await who.ask('POST', '/v1/tasks', { dueFrom: Date.now() + hour, ...body })).body
}
const dial = (body: object, who = alice) =>
  who.ask('POST', '/v1/calls/dial', body) as Promise<{ status: number; body: Record<string, never> }>

describe('from an Asterisk', () => {
  let asterisk: AmiServer

  beforeEach(async () => {
    asterisk = await startAmiServer()
    await openWith({ dial: { callerId: '+4930231250' } })
  })
  afterEach(() => asterisk.close())

  async function openWith(more: object, changes: object = {}): Promise<void> {
    const server = { host: '127.0.0.1', port: asterisk.port, user: 'crm', secret: 'crmsecret' }
    await open({
      sources: [
        {
          ...source,
          kind: 'asterisk',
          numberFormat: 'as-dialled',
          outsidePrefix: '0',
          asterisk: { ...server, trunks: ['PJSIP/trunk'], ...more },
          ...changes,
        },
      ],
    })
    await expect.poll(() => asterisk.actions.includes('QueueStatus'), { timeout: 10_000 }).toBe(true)
  }

  it('[P84] rings the agent’s own phone, then dials the number as it is dialled from there', async () => {
    const { status, body } = await dial({ number: '0151 12345678' })
    expect({ status, ...body }).toMatchObject({ status: 200, kind: 'ringing', number, href: null })
    const [order, ...others] = asterisk.originates
    expect(others).toEqual([])
    const told = (name: string) => order?.get(name)
    expect(['Channel', 'Context', 'Exten', 'Priority', 'CallerID', 'Async'].map(told)).toEqual([
      'PJSIP/1001',
      'from-internal',
      '0015112345678',
      '1',
      '+4930231250',
      'true',
    ])
    expect(body.callId).toBe(`main:${told('ChannelId')}`)
  })

  it('[P84] is with whom it was placed for, and ends their task once it is answered and wrapped up', async () => {
    await customer('Anna Anders')
    const meant = await customer('Berta Brandt')
    const planned = await task({ customerId: meant, reason: 'Wants to know when it comes' })
    const desk = await alice.openDesktop()
    const { callId } = (await dial({ taskId: planned.id })).body as unknown as { callId: string }
    const id = callId.slice('main:'.length)
    const story = recorded('e2_click_to_dial_originate').toString('latin1').replaceAll('1795360046.214', id)
    const [talking, end] = cutAt(story, 'Event: Hangup')
    asterisk.say(talking)
    const [pop] = await desk.until(([one]) => one?.state === 'connected')
    expect(pop).toMatchObject({ callId, direction: 'outbound', person: { name: 'Berta Brandt' } })
    asterisk.say(end)
    await desk.until(([one]) => one?.state === 'wrap-up')
    const before = (await alice.ask('GET', '/v1/desk/tasks')).body as { items: TaskView[] }
    expect(before.items).toMatchObject([{ id: planned.id, attempts: 1 }])
    await alice.ask('POST', `/v1/calls/${encodeURIComponent(callId)}/wrap-up`, { disposition: 'solved' })
    expect((await alice.ask('GET', '/v1/desk/tasks')).body).toEqual({ items: [] })
    const all = (await alice.ask('GET', `/v1/customers/${meant}/tasks`)).body as { items: TaskView[] }
    expect(all.items).toMatchObject([{ state: 'done', outcome: 'solved' }])
    desk.close()
  })

  it.each([
    'sip:evil@example.com',
    '110',
    '+49',
    '*21*015112345678#',
    '0900 123456789012345',
    '1001\r\nAction: Command',
    'PJSIP/1002&PJSIP/1003',
  ])('[P84] never dials %j', async (wrong) => {
    const { status, body } = await dial({ number: wrong })
    expect([status, (body as { error?: { code: string } }).error?.code]).toEqual([409, 'cannot-dial'])
    expect(asterisk.originates).toEqual([])
  })

  it('dials a colleague by extension, without the prefix that leads outside', async () => {
    expect((await dial({ number: '1002' })).status).toBe(200)
    expect(asterisk.originates[0]?.get('Exten')).toBe('1002')
  })

  it('[P84] stops a key that is stuck', async () => {
    const answers = []
    for (let n = 0; n < 11; n++) answers.push((await dial({ number })).status)
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 200), 429])
    expect((await dial({ number }, bob)).status).toBe(200)
  })

  it.each([
    ['3', 'no-answer'],
    ['0', 'unreachable'],
    ['5', 'busy'],
    ['8', 'failed'],
  ])('[P84] tells who clicked that their own phone was not reached (reason %s)', async (reason, why) => {
    const customerId = await customer('Anna Anders')
    const desk = await alice.openDesktop()
    const others = await bob.openDesktop()
    const { callId } = (await dial({ customerId })).body as unknown as { callId: string }
    const id = callId.slice('main:'.length)
    const story = recorded('e2_click_to_dial_originate').toString('latin1').replaceAll('1795360046.214', id)
    const [ringing, then] = cutAt(story, 'Event: OriginateResponse')
    const failed = endOf(then, 'OriginateResponse')
      .replace('Response: Success', 'Response: Failure')
      .replace('Reason: 4', `Reason: ${reason}`)
    const ofAnother = failed.replace('orig-1', 'greetline-dial-5f0c7f5e-0000-4000-8000-000000000000')
    const ours = failed.replace('orig-1', `greetline-dial-${id}`)
    const hangup = endOf(then, 'Hangup').replace(/Uniqueid: .*/, `Uniqueid: ${id}`)
    asterisk.say(`${ringing}${failed}${ofAnother}${ours}${hangup}${ours}`)
    await expect.poll(() => dials(desk)).toEqual([{ callId, number, customerName: 'Anna Anders', why }])
    expect([desk.pops(), others.changes]).toEqual([[], []])
    expect(dials(desk)).toHaveLength(1)
    desk.close()
    others.close()
  })

  it('says nothing of a call that was answered on one’s own phone', async () => {
    const desk = await alice.openDesktop()
    const { callId } = (await dial({ number })).body as unknown as { callId: string }
    const id = callId.slice('main:'.length)
    const story = recorded('e2_click_to_dial_originate').toString('latin1')
    asterisk.say(
      cutAt(
        story.replaceAll('1795360046.214', id).replace('orig-1', `greetline-dial-${id}`),
        'Event: Hangup',
      )[0],
    )
    await desk.until(([one]) => one?.state === 'connected')
    expect(dials(desk)).toEqual([])
    desk.close()
  })

  it('leaves a task of somebody else to them, and says who cannot be called', async () => {
    const planned = await task({ customerId: await customer('Anna Anders') })
    expect((await dial({ taskId: planned.id }, bob)).status).toBe(403)
    expect((await dial({ customerId: 1 })).status).toBe(404)
    const silent = await customer('Cesar', [])
    expect((await dial({ customerId: silent })).body).toMatchObject({ error: { code: 'cannot-dial' } })
    const sam = await house.signIn('sam')
    expect((await dial({ number }, sam)).body).toMatchObject({ error: { code: 'cannot-dial' } })
    expect(asterisk.originates).toEqual([])
  })

  it('says so where Asterisk refuses, and counts no call', async () => {
    await house.close()
    await asterisk.close()
    asterisk = await startAmiServer({ refuses: ['Originate'] })
    await openWith({ dial: {} })
    const { status, body } = await dial({ number })
    expect(status).toBe(409)
    expect(JSON.stringify(body)).toContain('Permission denied')
  })

  it('gives a link where the source is not to be told', async () => {
    await house.close()
    await openWith({})
    const link = { kind: 'link', href: `tel:${number}`, callId: null }
    expect((await dial({ number: '0151 12345678' })).body).toMatchObject(link)
    expect(asterisk.originates).toEqual([])
  })
})

describe('from a FreeSWITCH', () => {
  let freeswitch: EslServer

  beforeEach(async () => {
    freeswitch = await startEslServer()
    const server = { host: '127.0.0.1', port: freeswitch.port, password: 'ClueCon' }
    const trunks = ['gateway/carrier']
    await open({
      sources: [
        {
          ...source,
          kind: 'freeswitch',
          numberFormat: 'national',
          freeswitch: { ...server, trunks, dial: { phone: 'user/{extension}@pbx.example' } },
        },
      ],
    })
    await expect.poll(() => freeswitch.commands.length, { timeout: 10_000 }).toBeGreaterThan(5)
  })
  afterEach(() => freeswitch.close())

  it('[P84] rings the agent’s own phone, then sends it to the number', async () => {
    const { status, body } = await dial({ number: '+44 20 7946 0018' })
    expect({ status, kind: body.kind }).toEqual({ status: 200, kind: 'ringing' })
    const id = String(body.callId).slice('main:'.length)
    const command = freeswitch.commands.find((one) => one.startsWith('bgapi'))
    expect(command).toContain(`{origination_uuid=${id},`)
    expect(command).toContain('effective_caller_id_number=1001')
    expect(command).toMatch(/\}user\/1001@pbx\.example 00442079460018 XML default$/)
  })

  it.each([
    ['-ERR NO_ANSWER\n', 'no-answer'],
    ['-ERR USER_NOT_REGISTERED\n', 'unreachable'],
    ['-ERR USER_BUSY\n', 'busy'],
    ['-ERR CALL_REJECTED\n', 'declined'],
    ['-ERR NORMAL_TEMPORARY_FAILURE\n', 'failed'],
    ['+OK 4f37c5eb-1937-45c6-b808-6fba2ffadb63\n', null],
  ])('[P84] tells who clicked what became of it: %j', async (body, why) => {
    const desk = await alice.openDesktop()
    const { callId } = (await dial({ number: '1002' })).body as unknown as { callId: string }
    const job = /Job-UUID: (\S+)/.exec(freeswitch.answers.at(-1) ?? '')?.[1] ?? ''
    const ended = { 'Event-Name': 'BACKGROUND_JOB', 'Job-Command': 'originate', _body: body }
    freeswitch.say([
      { ...ended, 'Job-UUID': '7f4de4bc-17d7-11dd-b7a0-db4edd065621', _body: '-ERR NO_ANSWER\n' },
      { ...ended, 'Job-UUID': job },
      { ...ended, 'Job-UUID': job, _body: '-ERR NO_ANSWER\n' },
    ])
    await alice.ask('PUT', '/v1/desk/availability', { availability: 'away' })
    await expect.poll(() => desk.changes.map(({ kind }) => kind)).toContain('availability')
    const told = why === null ? [] : [{ callId, number: '1002', customerName: null, why }]
    await expect.poll(() => dials(desk)).toEqual(told)
    desk.close()
  })
})

function dials({ changes }: Desktop) {
  return changes.flatMap((change) => (change.kind === 'dial' ? [change.dial] : []))
}

/** The first of these events, as it was recorded. */
function endOf(text: string, event: string): string {
  const at = text.indexOf(`Event: ${event}\r\n`)
  return text.slice(at, text.indexOf('\r\n\r\n', at) + 4)
}

/** What stands before the first of these events, and the rest. */
function cutAt(text: string, event: string): [string, string] {
  const from = text.indexOf('Event: Newchannel')
  const at = text.indexOf(event)
  return [text.slice(from, at), text.slice(at)]
}

import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { explain } from '../src/cli/explain.ts'
import type { Explanation } from '../src/wire/explain-api.ts'
import { openHouse, type Person, type TestHouse, testConfig } from './house.ts'

let house: TestHouse
let sam: Person
let max: number

const number = '+4915112345678'

beforeEach(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
  max = await addCustomer({ name: 'Max Mustermann', externalId: 'K-1', numbers: [{ number }] })
})
afterEach(() => house.close())

async function addCustomer(fields: object): Promise<number> {
  const made = await sam.ask('POST', '/v1/customers', fields)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: number }).id
}

const toAlice = { agents: [{ extension: '1001' }] }

function aCall(more: object = {}) {
  const call = randomUUID()
  const began = Date.now()
  let n = 0
  return {
    id: `main:${call}`,
    say(kind: string, what: object = {}) {
      n += 1
      const usual = { from: number, to: '+493023125100', time: began + n }
      return { id: `${call}-${n}`, call, kind, ...usual, ...more, ...what }
    },
  }
}

async function explained(id: string): Promise<Explanation> {
  const answer = await (await house.signIn('sam')).ask(
    'GET',
    `/v1/calls/${encodeURIComponent(id)}/explanation`,
  )
  expect(answer.status).toBe(200)
  return answer.body as Explanation
}

/** What the command prints, run beside the server on the same data. */
async function printed(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const file = join(house.folder, 'config.json')
  writeFileSync(file, JSON.stringify({ ...testConfig, data: house.folder }))
  const told = { out: '', err: '' }
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        told[name] += String(chunk)
        done()
      },
    }) as unknown as NodeJS.WriteStream
  const world = {
    environment: {},
    folder: house.folder,
    stdout: into('out'),
    stderr: into('err'),
    now: Date.now,
  }
  const code = await explain([...args, '--config', file], world as never)
  return { code, ...told }
}

describe('a call is explained', () => {
  it('[P65] by its events as they came, the reasons, the rule, and when each desk was shown it', async () => {
    const alice = await house.signIn('alice')
    const desk = await alice.openDesktop()
    const call = aCall({ attestation: 'B' })
    await house.post([call.say('arrived'), call.say('offered', toAlice)])
    const [pop] = await desk.until((pops) => pops.length === 1)
    desk.socket.emit('rendered', { callId: call.id, version: pop?.version ?? 0 })
    await house.post([call.say('answered', toAlice), call.say('ended')])
    await expect.poll(async () => (await explained(call.id)).pops[0]?.renderedAt).not.toBeNull()
    const told = await explained(call.id)
    expect(told.events.map(({ kind }) => kind)).toEqual(['arrived', 'offered', 'answered', 'ended'])
    expect(told.events[1]?.said).toMatchObject({ from: number, agents: 'Alice Adams' })
    expect(told.decided).toHaveLength(1)
    expect(told.decided[0]).toMatchObject({
      number: { kind: 'e164', key: number },
      outcome: 'recognised',
      rule: 'ahead',
      customer: { id: max, name: 'Max Mustermann' },
      candidates: [{ customerId: max, score: 40, evidence: [{ kind: 'number', weight: 40 }] }],
      trust: { level: 'usual', reasons: ['attestation-b'] },
    })
    expect(told).toMatchObject({ differs: [], today: { outcome: 'recognised', rule: 'ahead' } })
    const [shown] = told.pops
    expect(shown).toMatchObject({ agent: 'Alice Adams' })
    const times = [shown?.storedAt, shown?.sentAt, shown?.renderedAt].map(Number)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(shown?.answeredAt).toBeGreaterThan(0)
    desk.close()
  })

  it('[P65] what was learnt since is not taken for what was known then', async () => {
    const call = aCall()
    await house.post([
      call.say('arrived'),
      call.say('offered', toAlice),
      call.say('answered', toAlice),
      call.say('ended'),
    ])
    await addCustomer({ name: 'Somebody Else', numbers: [{ number }] })
    await sam.ask('POST', `/v1/customers/${max}/cases`, { subject: 'opened later' })
    const later = aCall()
    await house.post([later.say('arrived'), later.say('ended')])
    const told = await explained(call.id)
    expect(told.today).toMatchObject({ outcome: 'recognised', candidates: [{ customerId: max, score: 40 }] })
    expect(told.differs).toEqual([])
    expect((await explained(later.id)).decided[0]?.candidates).toHaveLength(2)
  })

  it('[P65] other settings today show what would differ', async () => {
    const call = aCall({ from: '015112345678' })
    await house.post([call.say('arrived'), call.say('ended')])
    expect((await explained(call.id)).decided[0]).toMatchObject({ number: { kind: 'unreadable', key: null } })
    await house.restart({ sources: [{ ...testConfig.sources[0], numberFormat: 'national' }] })
    const told = await explained(call.id)
    expect(told.decided[0]).toMatchObject({ outcome: 'possible', rule: 'only-hints' })
    expect(told.today).toMatchObject({
      outcome: 'recognised',
      number: { key: number },
      customer: { id: max },
    })
    expect(told.differs).toEqual(['number', 'outcome', 'customer', 'trust', 'evidence'])
  })

  it('[P65] what an agent said on the call stands beside what the rules said', async () => {
    const ada = await addCustomer({ name: 'Ada Adler' })
    const alice = await house.signIn('alice')
    const desk = await alice.openDesktop()
    const call = aCall()
    await house.post([call.say('arrived'), call.say('offered', toAlice), call.say('answered', toAlice)])
    await desk.until((pops) => pops[0]?.state === 'connected')
    const path = `/v1/calls/${encodeURIComponent(call.id)}`
    await alice.ask('POST', `${path}/identity`, { customerId: ada, verdict: 'is' })
    await alice.ask('POST', `${path}/verification`, { customerId: ada, method: 'code' })
    const told = await explained(call.id)
    expect(told.decided.map(({ rule, customer }) => [rule, customer?.name])).toEqual([
      ['ahead', 'Max Mustermann'],
      ['agent-named', 'Ada Adler'],
    ])
    expect(told).toMatchObject({
      named: { name: 'Ada Adler', by: 'Alice Adams' },
      verification: { method: 'code', by: 'Alice Adams' },
      today: { customer: { name: 'Max Mustermann' } },
      differs: [],
    })
    desk.close()
  })

  it('[P17] without a number that the caller withholds, wherever it stands', async () => {
    const claims = { claims: { ani: number } }
    for (const more of [
      { presentation: 'restricted', displayName: `Max ${number}` },
      { from: `"Anonymous" <sip:${number}@trunk>` },
    ]) {
      const call = aCall(more)
      await house.post([call.say('arrived'), call.say('claims', claims), call.say('ended')])
      expect(JSON.stringify(await explained(call.id))).not.toMatch(/12345678|Mustermann/)
      expect((await printed(call.id)).out).not.toMatch(/12345678|Mustermann/)
    }
  })

  it('to supervisors only, on record, and not where there is none', async () => {
    const call = aCall()
    await house.post([call.say('arrived'), call.say('ended')])
    const path = `/v1/calls/${encodeURIComponent(call.id)}/explanation`
    expect((await (await house.signIn('alice')).ask('GET', path)).status).toBe(403)
    expect((await sam.ask('GET', '/v1/calls/main%3Anone/explanation')).status).toBe(404)
  })

  it('[P65] by the command as well, also by the phone system’s own id, beside the running server', async () => {
    const call = aCall({ displayName: 'x\u001b[31mred\u202e' })
    await house.post([call.say('arrived'), call.say('offered', toAlice), call.say('ended')])
    const { code, out } = await printed(call.id.slice('main:'.length))
    expect(code).toBe(0)
    expect(out).toContain('recognised Max Mustermann')
    expect(out).toContain('number 40')
    expect(out).toContain('the same')
    expect(out).toMatch(/Alice Adams {2}stored .* sent/)
    expect(out).not.toMatch(/\u001b|\u202e/)
    const { out: json } = await printed(call.id, '--json')
    expect(JSON.parse(json)).toMatchObject({ callId: call.id, differs: [] })
    expect((await printed('main:none')).code).toBe(1)
    expect((await printed()).code).toBe(2)
  })
})

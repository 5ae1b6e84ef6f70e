import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GreetingCase, GreetingPhrase, GreetingPreview } from '../src/wire/greeting-api.ts'
import type { RefusalBody } from '../src/wire/refusal.ts'
import { openHouse, type Person, type TestHouse } from './house.ts'

let house: TestHouse
let sam: Person

beforeEach(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
})
afterEach(() => house.close())

const put = (text: string, version = 0, where = 'en/usual', who = sam) =>
  who.ask('PUT', `/v1/greetings/${where}`, { text, version })
const faultsOf = ({ body }: { body: unknown }) => (body as RefusalBody).error.faults

async function customer(fields: object): Promise<number> {
  const made = await sam.ask('POST', '/v1/customers', fields)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: number }).id
}

/** Rings at Alice; what her desktop is told to say. */
async function call(from: string, more: object = {}): Promise<string> {
  const desk = await (await house.signIn('alice')).openDesktop()
  const id = randomUUID()
  const say = (kind: string, n: number, what: object = {}) => ({
    id: `${id}-${n}`,
    call: id,
    kind,
    from,
    to: '+493023125100',
    time: Date.now() + n,
    ...more,
    ...what,
  })
  await house.post([say('arrived', 1), say('offered', 2, { agents: [{ extension: '1001' }] })])
  const isIt = (one: { callId: string }) => one.callId === `main:${id}`
  const pop = (await desk.until((pops) => pops.some(isIt))).find(isIt)
  desk.close()
  return pop?.greeting.text ?? ''
}

const max = {
  name: 'Max Mustermann',
  title: 'Mr',
  familyName: 'Mustermann',
  numbers: [{ number: '+4915112345678' }],
}

describe('a house words its greetings itself', () => {
  it('[P71] what is put down is said on the next call, and given back it is not', async () => {
    await customer(max)
    expect(await call('+4915112345678')).toContain(
      'Mr Mustermann. This is Alice Adams at Star Courier. How may',
    )
    const changed = await put('{name}, {hello}! {introduction} Go ahead.')
    expect(changed).toMatchObject({ status: 200, body: { version: 1, own: true, by: 'Sam Super' } })
    expect(await call('+4915112345678')).toMatch(
      /^Mr Mustermann, \w[\w ]+! This is Alice Adams at Star Courier. Go ahead.$/,
    )
    await house.restart()
    sam = await house.signIn('sam')
    expect(await call('+4915112345678')).toContain('Go ahead.')
    const back = await sam.ask('DELETE', '/v1/greetings/en/usual?version=1')
    expect(back).toMatchObject({ status: 200, body: { version: 2, own: false } })
    expect(await call('+4915112345678')).toContain('How may I help you?')
    const { body } = await sam.ask('GET', '/v1/greetings/en/usual/versions')
    expect(body).toMatchObject({
      items: [
        { version: 2, text: null, by: 'Sam Super' },
        { version: 1, text: '{name}, {hello}! {introduction} Go ahead.', by: 'Sam Super' },
      ],
    })
  })

  it('[P71] what is faulty is refused with its place, and nothing is stored', async () => {
    const refused = await put('{hello}, {nme}! {introduction')
    expect(refused.status).toBe(422)
    expect(faultsOf(refused)).toEqual([
      { path: 'text.16', message: 'at character 17: a brace is opened and not closed' },
    ])
    expect(faultsOf(await put('{hello}, {nme}'))).toEqual([
      { path: 'text.9', message: 'at character 10: there is no argument nme' },
    ])
    expect(faultsOf(await put('{hello}, {name}', 0, 'en/unknown'))).toEqual([
      { path: 'text.9', message: 'at character 10: name may not be said in this situation' },
    ])
    expect((await put('x'.repeat(1001))).status).toBe(422)
    expect((await put('x', 0, 'en/whatever')).status).toBe(404)
    expect((await put('x', 0, 'tlh/usual')).status).toBe(404)
    const { body } = await sam.ask('GET', '/v1/greetings')
    expect((body as { items: GreetingPhrase[] }).items.every((one) => !one.own && one.version === 0)).toBe(
      true,
    )
  })

  it('[P71] of two who change it at once the second is told', async () => {
    expect((await put('{name}, one.')).status).toBe(200)
    const ada = await house.signIn('ada')
    expect((await put('{name}, two.', 0, 'en/usual', ada)).status).toBe(409)
    expect((await put('{name}, two.', 1, 'en/usual', ada)).body).toMatchObject({
      version: 2,
      by: 'Ada Admin',
    })
  })

  it('agents may neither read nor change it', async () => {
    const alice = await house.signIn('alice')
    expect((await alice.ask('GET', '/v1/greetings')).status).toBe(403)
    expect((await alice.ask('GET', '/v1/greetings/cases')).status).toBe(403)
    expect((await put('x', 0, 'en/usual', alice)).status).toBe(403)
  })
})

describe('a text is tried before it is said', () => {
  const cases = async (language = 'en') =>
    ((await sam.ask('GET', `/v1/greetings/cases?language=${language}`)).body as { items: GreetingCase[] })
      .items
  const trial = async (text: string, on: readonly GreetingCase[], phrase = 'usual', language = 'en') =>
    (await sam.ask('POST', '/v1/greetings/preview', { language, phrase, text, cases: on }))
      .body as GreetingPreview

  it('on the last callers of the house, named as the house has them', async () => {
    await customer(max)
    const kin = await customer({
      name: 'Weber family',
      kind: 'household',
      numbers: [{ number: '+4915112345001' }],
    })
    for (const name of ['Anna Weber', 'Jonas Weber']) await customer({ name, belongsTo: kin })
    const acme = await customer({
      name: 'ACME Inc.',
      kind: 'company',
      numbers: [{ number: '+4915112345002' }],
    })
    await call('+4915112345678')
    await call('+4915112345678')
    await call('+4915112345001')
    await call('+4915112345002')
    await call('+4915112345003')
    await call('anonymous', { presentation: 'restricted' })
    const calls = (await cases()).filter((one) => one.kind === 'call')
    expect(acme).toBeGreaterThan(0)
    expect(calls.map(({ outcome, name, company }) => [outcome, name, company])).toEqual([
      ['withheld', null, null],
      ['unknown', null, null],
      ['organisation', null, 'ACME Inc.'],
      ['household', null, null],
      ['recognised', 'Mr Mustermann', null],
    ])
    const { lines } = await trial('{name}, go ahead.', calls)
    expect(lines.at(-1)).toEqual({ text: 'Mr Mustermann, go ahead.', fellBack: false })
    expect(JSON.stringify(calls)).not.toMatch(/Weber|12345/)
  })

  it('on made-up callers, each named in the custom of the language', async () => {
    const made = (await cases('ja')).filter((one) => one.kind === 'sample')
    const { lines } = await trial(
      '{name}',
      made.filter((one) => one.name !== null),
      'usual',
      'ja',
    )
    const said = lines.map(({ text }) => text)
    expect(said).toContain('田中様')
    expect(said).toContain('Suharto様')
    expect(said).toContain('陈先生')
    expect(said).toContain('السيدة بنت محمد')
    const unnamed = await trial(
      '{name}, {givenName}?',
      made.filter(({ fullName }) => fullName === 'Suharto'),
    )
    expect(unnamed.lines[0]).toMatchObject({ fellBack: true })
    expect(unnamed.lines[0]?.text).toContain('How may I help you?')
  })

  it('faults come back with their places, and that one looked is on record', async () => {
    expect(await trial('{hello', [])).toEqual({
      faults: [{ reason: 'unclosed-brace', at: 0, until: 6, argument: null }],
      lines: [],
    })
    await cases()
    expect((await put('{name}.')).status).toBe(200)
    const { items } = (await sam.ask('GET', '/v1/greetings')).body as { items: GreetingPhrase[] }
    expect(items.find((one) => one.language === 'en' && one.phrase === 'usual')).toMatchObject({
      text: '{name}.',
      own: true,
      builtIn: '{hello}, {name}. {introduction} How may I help you?',
    })
  })
})

import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { demoSecrets } from '../../src/config.ts'
import { asterisk } from '../../src/demo/exchanges/asterisk.ts'
import { freeswitch } from '../../src/demo/exchanges/freeswitch.ts'
import { threecx } from '../../src/demo/exchanges/threecx.ts'
import { dialectKinds } from '../../src/pbx/dialects.ts'
import { speakers } from '../../src/speakers/speakers.ts'
import type { AlertView } from '../../src/wire/alert-api.ts'
import type { MysteryCallView, MysteryRunView } from '../../src/wire/mystery-api.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const number = '+4915112345678'
const test = {
  name: 'anna',
  source: 'main',
  number,
  to: '+493023125100',
  queue: 'support',
  expects: { customer: 'C-1', greeting: 'Weber' },
  // Placed only when somebody asks for it.
  hours: { days: [1], from: '00:00', until: '00:01' },
  deadlineMs: 6000,
}
const main = {
  name: 'main',
  numberFormat: 'e164',
  region: 'DE',
  extensionLength: 4,
  timeZone: 'Europe/Berlin',
  queues: [{ id: 'support', name: 'Support' }],
}
const publicUrl = 'https://calls.example'

async function houseOf(source: object, mysteryCalls: readonly object[]): Promise<TestHouse> {
  const house = await openHouse(
    { publicUrl, sources: [{ ...main, ...source }], mysteryCalls },
    { demo: true },
  )
  open.push(house)
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/customers', {
    name: 'Anna Weber',
    externalId: 'C-1',
    language: 'en',
    numbers: [{ number }],
  })
  return house
}

const viewOf = async (sam: Person, name: string) =>
  ((await sam.ask('GET', '/v1/mystery-calls')).body as { items: MysteryCallView[] }).items.find(
    (one) => one.name === name,
  )

async function placed(sam: Person, name: string): Promise<MysteryRunView> {
  const before = (await viewOf(sam, name))?.runs.length ?? 0
  expect((await sam.ask('POST', `/v1/mystery-calls/${name}/call`)).status).toBe(204)
  for (let tries = 0; tries < 300; tries++) {
    const runs = (await viewOf(sam, name))?.runs ?? []
    if (runs.length > before && runs[0]) return runs[0]
    await pause(100)
  }
  throw new Error('no run')
}

/** What a source may say that makes it ring at people of the house, whoever calls. */
const ringsAtAlice: Readonly<Record<string, object>> = {
  placetel: { placetel: { rings: [{ agents: ['1001'] }] } },
}

describe.each(speakers)('a test call at $kind', (speaker) => {
  const { kind } = speaker
  const source = { kind, ...speaker.source(), ...ringsAtAlice[kind] }
  const keys = speaker.demoKeys?.()
  const isPair = kind === 'sipgate' || kind === 'telnyx'

  it('[P150] is told in its own words, signed as it signs, and rings at the test desk alone', async () => {
    const format = (source as { numberFormat?: string }).numberFormat ?? 'e164'
    const written = format === 'e164-no-plus' ? number.slice(1) : number
    const own = { ...test, number: written, ...(isPair ? { secret: keys?.secret } : {}) }
    // Another secret of the right form: the proof of another house.
    const others = isPair ? otherKey : Buffer.from('the secret of another house').toString('base64')
    const house = await houseOf(source, [own, { ...own, name: 'wrong', secret: others }])
    const sam = await house.signIn('sam')
    const desk = await (await house.signIn('alice')).openDesktop()
    const run = await placed(sam, 'anna')
    expect(run).toMatchObject({ result: 'passed', stoppedAt: null, why: null, faults: [] })
    expect(run.steps.map(({ step }) => step)).toEqual([
      'desk',
      'accepted',
      'popped',
      'answered',
      'ended',
      'closed',
    ])
    expect((await viewOf(sam, 'anna'))?.covers).toBe('whole')
    expect(await placed(sam, 'wrong')).toMatchObject({
      result: 'failed',
      stoppedAt: 'accepted',
      why: 'refused',
    })
    expect(desk.pops()).toEqual([])
    expect((await sam.ask('GET', '/v1/calls/live')).body).toMatchObject({ items: [] })
    desk.close()
  }, 30_000)
})

const otherKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
`

it('[P150] there is a test call for every phone system that posts what happens while it happens', () => {
  const behind = ['3cx', 'freeswitch']
  expect([...speakers.map(({ kind }) => kind), ...behind].sort()).toEqual([...dialectKinds].sort())
})

describe.each([asterisk, freeswitch, threecx])(
  'a test call where the house connects to $kind',
  (exchange) => {
    it('[P150] goes through behind the connection, says so, and fails while that is gone', async () => {
      const pbx = await exchange.open({ now: Date.now, random: Math.random })
      const house = await houseOf({ kind: exchange.kind, ...pbx.source }, [test])
      const sam = await house.signIn('sam')
      await expect.poll(async () => (await placed(sam, 'anna')).result, { timeout: 20_000 }).toBe('passed')
      expect((await viewOf(sam, 'anna'))?.covers).toBe('behind')
      await pbx.close()
      await expect
        .poll(() => placed(sam, 'anna'), { timeout: 20_000 })
        .toMatchObject({ result: 'failed', stoppedAt: 'connected', why: 'not-connected' })
      const alerts = (await sam.ask('GET', '/v1/alerts/open')).body as { items: AlertView[] }
      expect(alerts.items).toMatchObject([{ rule: 'mystery-call', figures: { step: 'connected' } }])
    }, 60_000)
  },
)

it('[P150] a phone system that only its vendor can sign for needs a key pair of the house’s own, and one that tells of what is over cannot be tested', async () => {
  const { readConfig } = await import('../../src/config.ts')
  const faultsOf = (source: object, call: object = test): string => {
    const content = {
      house: { name: 'Star' },
      publicUrl,
      sources: [{ ...main, ...source }],
      mysteryCalls: [call],
    }
    try {
      readConfig(content, {}, { demo: true, folder: '/tmp' })
      return ''
    } catch (reason) {
      return String(reason)
    }
  }
  const secrets = [demoSecrets.telnyx]
  expect(faultsOf({ kind: 'telnyx', secrets })).toContain('mysteryCalls[0].secret')
  expect(faultsOf({ kind: 'telnyx', secrets }, { ...test, secret: 'no key' })).toContain('as PEM')
  expect(faultsOf({ kind: 'telnyx', secrets }, { ...test, secret: otherKey })).toBe('')
  expect(faultsOf({ kind: '3cx', tokens: ['token-of-the-journal'] })).toContain('mysteryCalls[0].source')
})

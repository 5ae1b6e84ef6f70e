import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse, testConfig } from './house.ts'

const tokens = {
  dialplan: 'token-of-the-dialplan-that-is-told-all',
  phones: 'token-of-the-phones-that-show-a-name',
  router: 'token-of-the-router-that-knows-no-names',
  digits: 'token-of-who-sends-nothing-but-digits',
} as const
type Asker = keyof typeof tokens

const levels = { dialplan: 'all', phones: 'name', router: 'routing', digits: 'name' } as const
const lookups = (Object.keys(tokens) as Asker[]).map((name) => ({
  name,
  source: 'main',
  token: tokens[name],
  shows: levels[name],
  ...(name === 'digits' ? { numberFormat: 'e164-no-plus' } : {}),
}))
const [main] = testConfig.sources
const sources = [
  {
    ...main,
    queues: [
      { id: 'support', name: 'Support' },
      { id: 'chinese', name: 'Kundendienst 中文', language: 'zh-CN' },
    ],
  },
]

const crmToken = 'token-of-the-crm-that-makes-customers'

let house: TestHouse

function post(path: string, body: object) {
  const headers = { authorization: `Bearer ${crmToken}`, 'content-type': 'application/json' }
  return fetch(house.app.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

beforeAll(async () => {
  const apiTokens = [{ name: 'crm', role: 'supervisor', token: crmToken }]
  house = await openHouse({ lookups, sources, apiTokens, publicUrl: 'http://calls.example' })
  const make = async (customer: object) => {
    const made = await post('/v1/customers', customer)
    expect(made.status).toBe(201)
    return ((await made.json()) as { id: number }).id
  }
  const chan = await make({
    externalId: 'K-1',
    kind: 'person',
    name: '陳大文',
    language: 'zh-CN',
    tier: 'gold',
    numbers: [{ number: '+49 151 12345678' }],
  })
  await post(`/v1/customers/${chan}/cases`, { subject: 'Parcel lost', reference: 'C-77' })
  const home = await make({ kind: 'household', name: 'Family Weber', numbers: [] })
  for (const name of ['Jo Weber', 'Pat Weber']) {
    await make({
      kind: 'person',
      name,
      language: 'de',
      belongsTo: home,
      numbers: [{ number: '+49 30 5550123' }],
    })
  }
  await make({
    kind: 'person',
    name: 'Rob "%s%n" <b>\u202e O’Neil\r\nEvil: 1',
    numbers: [{ number: '+49 151 99999999' }],
  })
})
afterAll(() => house.close())

function ask(query: Record<string, string>, asker: Asker = 'dialplan', headers?: Record<string, string>) {
  return fetch(`${house.app.url}/v1/identify?${new URLSearchParams(query)}`, {
    headers: headers ?? { authorization: `Bearer ${tokens[asker]}` },
  })
}
const basic = (name: string, token: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`,
})

describe('who is it, before anybody is rung', () => {
  it('[P58] tells the dialplan name, language, tier, open case and the queue that speaks the language', async () => {
    const answer = await ask({ number: '+4915112345678', did: '03023125100' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({
      outcome: 'recognised',
      language: 'zh-CN',
      tier: 'gold',
      display: '陳大文',
      hasOpenCase: true,
      openCase: { reference: 'C-77', subject: 'Parcel lost' },
      queue: { id: 'chinese' },
      customer: {
        externalId: 'K-1',
        url: expect.stringMatching(/^http:\/\/calls\.example\/customers\/\d+$/),
      },
    })
  })

  it('[P58] tells each token no more than its level', async () => {
    const forPhones = await (await ask({ number: '+4915112345678' }, 'phones')).json()
    expect(forPhones).toMatchObject({ display: '陳大文', customer: null, openCase: null })
    const forRouter = await (await ask({ number: '+4915112345678' }, 'router')).text()
    expect(JSON.parse(forRouter)).toMatchObject({
      tier: 'gold',
      display: null,
      customer: null,
      openCase: null,
    })
    expect(forRouter).not.toMatch(/陳|K-1|Parcel/)
  })

  it('[P58] names the agent who spoke with them last, by the extension to ring', async () => {
    const at = Date.now()
    const call = { call: 'spoke', from: '+4915112345678', direction: 'inbound' }
    await house.post([
      { ...call, id: 's1', kind: 'offered', time: at, agents: [{ extension: '1002' }] },
      { ...call, id: 's2', kind: 'answered', time: at + 1, agents: [{ extension: '1002' }] },
      { ...call, id: 's3', kind: 'ended', time: at + 2 },
    ])
    expect(await (await ask({ number: '+4915112345678' }, 'router')).json()).toMatchObject({
      preferredAgent: { name: 'Bob Brown', extension: '1002' },
    })
  })

  it('[P21] names nobody of several who share the number, only what they have in common', async () => {
    expect(await (await ask({ number: '+49305550123' })).json()).toMatchObject({
      outcome: 'ambiguous',
      display: 'Family Weber',
      language: 'de',
      customer: null,
    })
  })

  it('[P17] names nobody whose number is withheld or restricted, or whose attestation failed', async () => {
    for (const more of [
      { presentation: 'restricted' },
      { attestation: 'failed' },
      { diversion: '+4930999' },
    ]) {
      const answer = await ask({ number: '+4915112345678', format: 'text', ...more }, 'phones')
      expect([answer.status, await answer.text()]).toEqual([200, ''])
    }
    for (const number of ['anonymous', '', '+266696687', '0']) {
      expect(await (await ask({ number })).json()).toMatchObject({ display: null, customer: null })
    }
  })

  it('[P58] what the caller typed into the IVR counts', async () => {
    const withheld = await ask({ number: '+4915112345678', claim_account: 'K-1' })
    expect(await withheld.json()).toMatchObject({ outcome: 'recognised', display: '陳大文' })
  })

  it('[P58] answers as FreePBX, mod_cidlookup, Asterisk and 3CX read it', async () => {
    for (const format of ['text', 'freepbx', 'freeswitch']) {
      const answer = await ask({ number: '+4915112345678', format }, 'phones')
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
      expect(await answer.text()).toBe('陳大文')
      expect(await (await ask({ number: '+4930777', format }, 'phones')).text()).toBe('')
    }
    const hash = new URLSearchParams(await (await ask({ number: '+4915112345678', format: 'hash' })).text())
    expect(Object.fromEntries(hash)).toMatchObject({
      name: '陳大文',
      tier: 'gold',
      opencase: '1',
      queue: 'chinese',
    })
    const contacts = await (await ask({ number: '+4915112345678', format: '3cx' })).json()
    expect(contacts).toMatchObject({ contacts: [{ firstName: '陳大文', lastName: '' }] })
    expect(await (await ask({ number: '+4930777', format: '3cx' })).json()).toEqual({ contacts: [] })
  })

  it('[P58] a lookup that sends digits alone is read in its own format', async () => {
    expect(await (await ask({ number: '4915112345678', format: 'freeswitch' }, 'digits')).text()).toBe(
      '陳大文',
    )
    expect(await (await ask({ number: '4915112345678', format: 'text' }, 'phones')).text()).toBe('')
  })

  it('[P58] a name is one line of at most 79 bytes that no phone system reads as anything else', async () => {
    const name = await (await ask({ number: '+4915199999999', format: 'freeswitch' }, 'phones')).text()
    expect(name).toBe('Rob s n b O’Neil Evil: 1')
  })

  it('[P153] is refused without a token, with a wrong one, with one in the address, and by another method', async () => {
    const url = `${house.app.url}/v1/identify?number=1`
    const cases: [Promise<Response>, number][] = [
      [fetch(url), 401],
      [fetch(`${url}&token=${tokens.dialplan}`), 401],
      [fetch(url, { headers: basic('phones', tokens.dialplan) }), 401],
      [fetch(url, { headers: basic('dialplan', `${tokens.dialplan}x`) }), 401],
      [fetch(url, { headers: { authorization: 'Bearer ' } }), 401],
      [fetch(url, { headers: basic('dialplan', tokens.dialplan) }), 200],
      [fetch(url, { method: 'POST', headers: basic('dialplan', tokens.dialplan) }), 405],
      [ask({ number: '1', format: 'xml' }), 422],
      [ask({ number: 'x'.repeat(600) }), 422],
    ]
    for (const [answer, status] of cases) expect((await answer).status).toBe(status)
  })

  it('[P58] a refusal has no body for whoever would show it as a name', async () => {
    for (const format of ['text', 'hash', 'freepbx', 'freeswitch']) {
      const refused = await ask({ number: '+4915112345678', format }, 'phones', {})
      expect([refused.status, await refused.text()]).toEqual([401, ''])
    }
  })

  it('[P26] a request that is no proper address does no harm', async () => {
    const broken = 'GET /v1/identify?number=%E0%A4%A&claim_=&claim_x=%00 HTTP/1.1\r\nHost: x\r\n'
    const { hostname, port } = new URL(house.app.url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.end(`${broken}Authorization: Bearer ${tokens.dialplan}\r\nConnection: close\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('[P26] writes no number, name or token into the log', () => {
    expect(house.logged()).not.toMatch(/15112345678|陳|token-of/)
  })
})

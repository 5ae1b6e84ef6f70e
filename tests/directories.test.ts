import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { openAnswering } from './directories/answering-server.ts'
import { openLdap } from './directories/ldap-server.ts'
import { type Desktop, openHouse, type TestHouse } from './house.ts'

const caller = '+4930901820'
const open: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

type Answer = Parameters<typeof openAnswering>[0]

async function server(answer: Answer) {
  const opened = await openAnswering(answer)
  open.push(opened)
  return opened
}

async function house(directories: object[], more: object = {}): Promise<TestHouse> {
  const opened = await openHouse({ directories, policy: { directorySeconds: 0.5 }, ...more })
  open.push(opened)
  return opened
}

async function desk(of: TestHouse): Promise<Desktop> {
  return (await of.signIn('alice')).openDesktop()
}

const http = (url: string, more: object = {}) => ({
  name: 'crm',
  kind: 'http',
  url: `${url}/people?phone={e164}`,
  list: '/people',
  fields: { name: '/name', company: '/company', externalId: '/id', numbers: ['/phones/*'] },
  ...more,
})
const people = (...all: object[]) => ({ people: all })
const anna = { name: 'Anna Weber', company: 'Weber & Söhne', id: 'K-7', phones: ['030 901820'] }

/** A call that rings at Alice; gives its id here. */
async function ring(of: TestHouse, more: object = {}): Promise<string> {
  const id = randomUUID()
  const from = { from: caller, to: '+493023125100', ...more }
  const agents = [{ extension: '1001' }]
  for (const [n, one] of [{ kind: 'arrived' }, { kind: 'offered', agents }].entries()) {
    const answer = await of.post({ id: `${id}-${n}`, call: id, time: Date.now() + n, ...from, ...one })
    expect(answer.status).toBe(202)
  }
  return `main:${id}`
}

/** The versions of one call's pop as they came, once `fits` holds of the last. */
async function popsUntil(at: Desktop, id: string, fits: (pop: Pop) => boolean): Promise<Pop[]> {
  await at.until((pops) => pops.some((pop) => pop.callId === id && fits(pop)))
  return at.changes.flatMap((change) =>
    change.kind === 'pop' && change.pop.callId === id ? [change.pop] : [],
  )
}

const answered = ({ candidates, directories }: Pop) =>
  candidates.length + directories.unknown.length + directories.silent.length > 0

describe('outside directories', () => {
  it('[P73] fill in an unknown number as a later version of the pop, and name nobody unless they are trusted', async () => {
    const crm = await server(() => new Promise((resolve) => setTimeout(() => resolve(people(anna)), 250)))
    const opened = await house([http(crm.url)])
    const alice = await desk(opened)
    const id = await ring(opened)
    const pops = await popsUntil(alice, id, answered)
    expect(pops[0]?.outcome).toBe('unknown')
    const last = pops.at(-1) as Pop
    expect(last.outcome).toBe('possible')
    expect(last.person).toBeNull()
    expect(last.candidates).toMatchObject([{ name: 'Anna Weber', company: 'Weber & Söhne' }])
    expect(last.evidence).toMatchObject([{ kind: 'directory', weight: 15, detail: 'crm' }])
    expect(last.greeting.text).not.toContain('Weber')
    expect(crm.asked[0]?.path).toBe('/people?phone=+4930901820')

    const sam = await opened.signIn('sam')
    const told = await sam.ask('GET', `/v1/calls/${encodeURIComponent(id)}/explanation`)
    expect(told.body).toMatchObject({
      decided: [
        { outcome: 'unknown', directories: null },
        { outcome: 'possible', rule: 'only-hints', directories: { found: ['crm'], unknown: [], silent: [] } },
      ],
      today: { outcome: 'possible' },
      differs: [],
    })
    // Why it was so is kept for good, whom a directory has named is not.
    const call = await opened.app.store.readCallRecord(id)
    expect(call?.recognition).not.toContain('Weber')
  })

  it('[P73] may greet by name where the house trusts one, and put nobody on file', async () => {
    const crm = await server(() => people(anna))
    const opened = await house([http(crm.url, { trusted: true })])
    const alice = await desk(opened)
    const id = await ring(opened)
    const last = (await popsUntil(alice, id, (pop) => pop.outcome === 'recognised')).at(-1)
    expect(last?.greeting.text).toContain('Anna Weber')
    expect(last?.person).toMatchObject({ name: 'Anna Weber', company: 'Weber & Söhne' })
    expect(last?.person?.customerId).toBeLessThan(0)
    const person = await opened.signIn('alice')
    const path = `/v1/calls/${encodeURIComponent(id)}`
    const agents = [{ extension: '1001' }]
    const call = id.slice('main:'.length)
    await opened.post({ id: `${call}-a`, call, time: Date.now(), kind: 'answered', agents })
    const check = { customerId: last?.person?.customerId, method: 'questions' }
    expect((await person.ask('POST', `${path}/verification`, check)).status).toBe(409)
    await opened.post({ id: `${call}-e`, call, time: Date.now(), kind: 'ended' })
    const sam = await opened.signIn('sam')
    const search = async () => (await sam.ask('POST', '/v1/interactions/search', { number: caller })).body
    await expect.poll(search).toMatchObject({ found: [{ interaction: { customerId: null } }] })
  })

  it('[P73] are told apart: who knows nobody, who is too late, who is broken', async () => {
    const crm = await server(() => people())
    const slow = await server(() => new Promise((resolve) => setTimeout(() => resolve(people(anna)), 1200)))
    const broken = await server(() => 500)
    const opened = await house([
      http(crm.url),
      http(slow.url, { name: 'slow' }),
      http(broken.url, { name: 'broken' }),
    ])
    const alice = await desk(opened)
    const id = await ring(opened)
    const last = (await popsUntil(alice, id, answered)).at(-1)
    expect(last?.outcome).toBe('unknown')
    expect(last?.directories).toEqual({
      unknown: ['crm'],
      silent: [
        { name: 'slow', why: 'late' },
        { name: 'broken', why: 'broken' },
      ],
    })
    // What came too late is of use to the next call.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const next = await ring(opened)
    expect((await popsUntil(alice, next, answered)).at(-1)?.outcome).toBe('possible')
    expect(slow.asked).toHaveLength(1)
    expect(crm.asked).toHaveLength(1)
  })

  it('[P73] are asked once for a flood of one number, and never for a known or a hidden one', async () => {
    const crm = await server(() => new Promise((resolve) => setTimeout(() => resolve(people(anna)), 150)))
    const opened = await house([http(crm.url)])
    const sam = await opened.signIn('sam')
    await sam.ask('POST', '/v1/customers', { name: 'Li Wei', numbers: [{ number: '+493012345670' }] })
    await ring(opened, { from: '+493012345670' })
    await ring(opened, { presentation: 'restricted' })
    await ring(opened, { from: '1002', direction: 'internal' })
    const ids = await Promise.all(Array.from({ length: 12 }, () => ring(opened)))
    const alice = await desk(opened)
    await alice.until((pops) =>
      ids.every((id) => pops.find((pop) => pop.callId === id)?.outcome === 'possible'),
    )
    expect(crm.asked).toHaveLength(1)
  })

  it('[P73] lead to the customer on file where they have the same ids, and count for nothing with another number', async () => {
    const crm = await server(() =>
      people(anna, { ...anna, name: 'Ben Roth', id: 'K-8', phones: ['030 901821'] }),
    )
    const opened = await house([http(crm.url, { trusted: true, sameIds: true })])
    const sam = await opened.signIn('sam')
    await sam.ask('POST', '/v1/customers', { name: 'Anna Weber-Roth', externalId: 'K-7', about: 'From Kiel' })
    const alice = await desk(opened)
    const id = await ring(opened)
    const last = (await popsUntil(alice, id, answered)).at(-1)
    expect(last?.outcome).toBe('recognised')
    expect(last?.person).toMatchObject({ name: 'Anna Weber-Roth', about: 'From Kiel' })
    expect(last?.candidates).toHaveLength(1)
    expect(last?.person?.customerId).toBeGreaterThan(0)
  })

  it('[P73] need not be asked again after a restart: what they said belongs to the call', async () => {
    const crm = await server(() => people(anna))
    const directories = [http(crm.url)]
    const opened = await house(directories)
    const alice = await desk(opened)
    const id = await ring(opened)
    await popsUntil(alice, id, answered)
    await opened.restart()
    const again = await desk(opened)
    const agents = [{ extension: '1001' }]
    const call = id.slice('main:'.length)
    await opened.post({ id: `${call}-a`, call, time: Date.now(), kind: 'answered', agents })
    const pops = await popsUntil(again, id, (pop) => pop.state === 'connected')
    expect(pops.map((pop) => pop.outcome)).toEqual(['possible'])
    expect(crm.asked).toHaveLength(1)
  })

  it('[P73] may be an LDAP server', async () => {
    const login = { dn: 'cn=greetline,dc=example', password: 'reads the directory only' }
    const entry = {
      displayName: ['王小明'],
      sn: ['王'],
      company: ['Star (East)*'],
      mobile: [caller],
      title: ['Buyer'],
    }
    const ldap = await openLdap(login, [entry])
    open.push(ldap)
    const settings = { name: 'ad', kind: 'ldap', url: ldap.url, bindDn: login.dn, base: 'dc=example' }
    const opened = await house([{ ...settings, password: login.password }])
    const alice = await desk(opened)
    const last = (await popsUntil(alice, await ring(opened), answered)).at(-1)
    expect(last?.candidates).toMatchObject([{ name: '王小明', company: 'Star (East)*' }])
    expect(ldap.asked[0]).toContain('030901820')
    await opened.restart({ directories: [{ ...settings, password: 'wrong' }] })
    const later = await desk(opened)
    const pops = await popsUntil(later, await ring(opened), answered)
    expect(pops.at(-1)?.directories.silent).toEqual([{ name: 'ad', why: 'broken' }])
  })

  it('[P73] may be a file that is read again when it changes, and kept while it is faulty', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'greetline-csv-'))
    open.push({ close: () => rmSync(folder, { recursive: true, force: true }) })
    const file = join(folder, 'people.csv')
    const write = (text: string) => writeFileSync(file, text)
    write('name;phone;company\nAnna Weber;030 / 90 18-20;\nNobody;none;\n')
    const opened = await house([{ name: 'list', kind: 'csv', file }])
    const alice = await desk(opened)
    const first = (await popsUntil(alice, await ring(opened), answered)).at(-1)
    expect(first?.candidates).toMatchObject([{ name: 'Anna Weber' }])
    expect(opened.logged()).toContain('"rows":2,"unreadable":1')
    write('title,text\nno,columns\n')
    await until(() => opened.logged().includes('there is no column'))
    write('name,phone\nBerta Weber,+49 30 901820\n')
    await until(() => opened.logged().includes('"rows":1'))
    const last = (await popsUntil(alice, await ring(opened), answered)).at(-1)
    expect(last?.candidates).toMatchObject([{ name: 'Berta Weber' }])
  }, 30_000)

  it('show on the pop where the customer is found in the house’s own CRM', async () => {
    const opened = await house([], { crm: { url: 'https://crm.example/contact/{externalId}?tel={e164}' } })
    const sam = await opened.signIn('sam')
    const numbers = [{ number: caller }]
    await sam.ask('POST', '/v1/customers', { name: 'Anna Weber', externalId: 'K/7 ä', numbers })
    const alice = await desk(opened)
    const id = await ring(opened)
    const [pop] = await popsUntil(alice, id, () => true)
    expect(pop?.crmUrl).toBe('https://crm.example/contact/K%2F7%20%C3%A4?tel=%2B4930901820')
    const other = await ring(opened, { from: '+4930901821' })
    expect((await popsUntil(alice, other, () => true)).at(-1)?.crmUrl).toBeNull()
  })
})

async function until(fits: () => boolean): Promise<void> {
  const end = Date.now() + 12_000
  while (!fits()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

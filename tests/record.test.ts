import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { socketReads } from '../src/wire/personal-reads.ts'
import type { RouteName } from '../src/wire/routes.ts'
import { routes } from '../src/wire/routes.ts'
import { openHouse, type Person, password, type TestHouse } from './house.ts'

interface Row {
  readonly at: number
  readonly accountId: string | null
  readonly action: string
  readonly subject: string
  readonly detail: string
}

const number = '+4930901821'
/** What stands in an answer only where somebody's data is answered. */
const marks = ['Zephyrina', 'Quuxworth', '30901821']

describe('the record', () => {
  let house: TestHouse
  let ada: Person
  let alice: Person
  let sam: Person
  let auditor: Person
  let customer = 0
  const call = randomUUID()
  const callId = `main:${call}`

  const rows = async (who = auditor): Promise<readonly Row[]> => {
    const { status, body } = await who.ask('GET', '/v1/audit?most=200')
    expect(status).toBe(200)
    return (body as { items: Row[] }).items
  }
  const of = async (action: string): Promise<readonly Row[]> =>
    (await rows()).filter((row) => row.action === action)

  beforeAll(async () => {
    house = await openHouse()
    ada = await house.signIn('ada')
    const account = { login: 'ines', name: 'Ines', role: 'auditor', password }
    expect((await ada.ask('POST', '/v1/accounts', account)).status).toBe(201)
    ;[alice, sam, auditor] = [
      await house.signIn('alice'),
      await house.signIn('sam'),
      await house.signIn('ines'),
    ]
    const made = await ada.ask('POST', '/v1/customers', {
      name: 'Zephyrina Quuxworth',
      kind: 'person',
      givenName: 'Zephyrina',
      familyName: 'Quuxworth',
      numbers: [{ number }],
    })
    customer = (made.body as { id: number }).id
  }, 60_000)
  afterAll(() => house.close())

  const say = (id: string, kind: string, more: object = {}) =>
    house.post({
      id: randomUUID(),
      call: id,
      time: Date.now(),
      from: number,
      to: '+493023125100',
      queue: 'support',
      kind,
      ...more,
    })

  it('[P106] holds one row for each pop, written with it, and one more when the pop shows somebody else', async () => {
    const desk = await alice.openDesktop()
    const said: [keyof typeof socketReads, string][] = []
    desk.socket.onAny((event, ...what) => said.push([event, JSON.stringify(what)]))
    await say(call, 'offered', { agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops.length === 1)
    await say(call, 'answered', { agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops[0]?.state === 'connected')
    const wanted = { accountId: house.ids.alice, subject: `customer:${customer}`, detail: callId }
    expect(await of('pop')).toMatchObject([wanted])
    const other = await ada.ask('POST', '/v1/customers', { name: 'Other Person', kind: 'person' })
    const { id } = other.body as { id: number }
    const path = `/v1/calls/${encodeURIComponent(callId)}/identity`
    expect((await alice.ask('POST', path, { customerId: id, verdict: 'is' })).status).toBe(204)
    await desk.until((pops) => pops[0]?.person?.customerId === id)
    expect((await of('pop')).map(({ subject }) => subject)).toEqual([
      `customer:${id}`,
      `customer:${customer}`,
    ])
    expect((await alice.ask('POST', path, { customerId: customer, verdict: 'is' })).status).toBe(204)
    await desk.until((pops) => pops[0]?.person?.customerId === customer)
    const unknown = randomUUID()
    await say(unknown, 'offered', { from: '+4930901888', agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops.some((pop) => pop.callId === `main:${unknown}`))
    expect((await of('pop'))[0]).toMatchObject({ subject: `call:main:${unknown}` })
    await say(unknown, 'ended')
    const personal = said.filter(([, what]) => marks.some((mark) => what.includes(mark)))
    expect(personal.map(([event]) => socketReads[event])).toContain('pop')
    expect(personal.filter(([event]) => socketReads[event] === 'none')).toEqual([])
    desk.close()
  })

  it('[P106] shows nothing where the row cannot be written', async () => {
    const { store } = house.app
    const real = store.audit
    const broken = vi.fn(() => Promise.reject(new Error('the record is away')))
    Object.assign(store, { audit: broken })
    try {
      for (const path of [
        `/v1/customers/${customer}`,
        `/v1/customers/${customer}/tasks`,
        '/v1/standings?most=5',
        // A list that refreshes by itself: asked again, it has not been looked at yet either.
        '/v1/desk/missed',
        '/v1/desk/missed',
      ]) {
        const { status, body } = await sam.ask('GET', path)
        expect([path, status]).toEqual([path, 500])
        expect(JSON.stringify(body)).not.toContain('Zephyrina')
      }
    } finally {
      Object.assign(store, { audit: real })
    }
  })

  it('[P108] is read by auditors and admins only, and to read it is recorded', async () => {
    expect((await alice.ask('GET', '/v1/audit')).status).toBe(403)
    expect((await sam.ask('GET', '/v1/audit')).status).toBe(403)
    await auditor.ask('GET', `/v1/audit?customerId=${customer}&action=pop`)
    expect((await rows(ada))[0]).toMatchObject({
      accountId: expect.any(String),
      action: 'read-record',
      detail: `action pop, customerId ${customer}`,
    })
    const people = (await auditor.ask('GET', '/v1/audit/people')).body as { people: { name: string }[] }
    expect(people.people.map(({ name }) => name)).toContain('Alice Adams')
  })

  it('[P105] gives an auditor nothing but the record: no other route, and no desk', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path, roles } = routes[name]
      if (roles === 'anyone' || (roles as readonly string[]).includes('auditor')) continue
      const { status } = await auditor.ask(
        method.toUpperCase(),
        path.replace(/:\w+/g, '1'),
        method === 'get' ? undefined : {},
      )
      expect([name, status]).toEqual([name, name.includes('Demo') ? 404 : 403])
    }
    await expect(auditor.openDesktop()).rejects.toThrow()
  })

  it('[P107] is sealed by itself, and verified on demand', async () => {
    const chain = async () => (await auditor.ask('GET', '/v1/audit/chain')).body as never as Chain
    await vi.waitFor(async () => expect((await chain()).newest?.n).toBeGreaterThan(0), { timeout: 15_000 })
    await vi.waitFor(async () => expect((await chain()).check?.finishedAt).not.toBeNull(), {
      timeout: 15_000,
    })
    expect((await auditor.ask('POST', '/v1/audit/verification')).status).toBe(202)
    await vi.waitFor(
      async () =>
        expect(await chain()).toMatchObject({ check: { finishedAt: expect.any(Number), faults: [] } }),
      { timeout: 15_000 },
    )
  }, 60_000)

  interface Chain {
    readonly newest: { readonly n: number } | null
    readonly check: { readonly finishedAt: number | null } | null
  }
})

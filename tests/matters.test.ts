import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { bearerToken, type Desktop, openHouse, type Person, type TestHouse } from './house.ts'

const token = 'token-of-the-shop-system-123456'
const hour = 60 * 60_000
const day = 24 * hour
const departments = [{ id: 'fitters', name: { en: 'Fitters', de: 'Monteure' } }]
const number = '+4915112345678'
let house: TestHouse
let sam: Person
let alice: Person

beforeEach(async () => {
  house = await openHouse({
    apiTokens: [{ name: 'shop', role: 'supervisor', token }],
    departments,
    standingPromises: [{ id: 'answer', name: { en: 'Answer within 4 hours' }, withinHours: 4, on: 'told' }],
  })
  sam = await house.signIn('sam')
  alice = await house.signIn('alice')
})
afterEach(() => house.close())

const customer = async (more: object = {}): Promise<number> => {
  const numbers = [{ number }]
  const { status, body } = await sam.ask('POST', '/v1/customers', {
    name: 'Max Mustermann',
    numbers,
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return (body as { id: number }).id
}

/** As the shop system posts it. */
const post = async (path: string, body: unknown, type = 'application/json') => {
  const response = await fetch(`${house.app.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** With a token: whoever signs has to have our clock. */
const tell = (events: unknown) => house.post(events, { headers: { authorization: `Bearer ${bearerToken}` } })

/** A call from the number rings at Alice, who answers it if it is said. */
const ring = async (desk: Desktop, { from = number, answers = true, more = {} } = {}) => {
  const call = randomUUID()
  const say = (kind: string, n: number) => {
    return {
      id: `${call}-${n}`,
      call,
      time: Date.now() + house.clock.ahead + n,
      kind,
      from,
      to: '+493023125100',
      ...more,
    }
  }
  const agents = [{ extension: '1001' }]
  await tell([say('arrived', 1), { ...say('offered', 2), agents }])
  if (answers) await tell([{ ...say('answered', 3), agents }])
  const id = `main:${call}`
  const isThere = (pops: Pop[]) =>
    pops.some((pop) => pop.callId === id && (!answers || pop.answeredAt !== null))
  await desk.until(isThere)
  return { id, end: () => tell([say('ended', 9)]) }
}
const popOf = (pops: Pop[], { id }: { id: string }) => pops.find((pop) => pop.callId === id)
const wrapUp = (id: string, more: object = {}) =>
  alice.ask('POST', `/v1/calls/${encodeURIComponent(id)}/wrap-up`, { disposition: 'solved', ...more })

describe('signals', () => {
  const late = {
    kind: 'delivery',
    severity: 'warning',
    text: 'Comes on Thursday',
    answer: 'The van broke down.',
  }

  it('[P78] what a program posts is on the desk at once, with the answer; the same again changes nothing', async () => {
    const id = await customer({ externalId: 'K-1' })
    const desk = await alice.openDesktop()
    const call = await ring(desk)
    const said = { ...late, customerExternalId: 'K-1', externalId: 'order-7' }
    const first = await post('/v1/signals', said)
    expect(first).toMatchObject({ status: 200, body: { result: 'created' } })
    const [pop] = await desk.until((pops) => popOf(pops, call)?.leads.length === 1)
    expect(pop?.leads).toEqual([
      expect.objectContaining({
        kind: 'signal',
        text: 'Comes on Thursday',
        say: 'The van broke down.',
        severity: 'warning',
      }),
    ])
    const changes = desk.changes.length
    house.clock.ahead += 5000
    expect(await post('/v1/signals', said)).toMatchObject({
      body: { result: 'unchanged', id: first.body.id },
    })
    expect(await post('/v1/signals', { ...said, text: 'Comes on Friday' })).toMatchObject({
      body: { result: 'changed' },
    })
    await desk.until((pops) => popOf(pops, call)?.leads[0]?.text === 'Comes on Friday')
    expect(desk.changes.length).toBe(changes + 1)
    expect(await post('/v1/signals/withdraw', { externalId: 'order-7' })).toMatchObject({
      body: { withdrawn: 1 },
    })
    await desk.until((pops) => popOf(pops, call)?.leads.length === 0)
    expect(await post('/v1/signals', { ...said, customerExternalId: 'K-9', externalId: 'x' })).toMatchObject({
      status: 422,
    })
    expect(await post('/v1/signals', { ...late, customerId: id, number })).toMatchObject({ status: 422 })
    expect(await post('/v1/signals', { ...late, customerId: id, validUntil: 5 })).toMatchObject({
      status: 422,
    })
    expect((await alice.ask('POST', '/v1/signals', { ...late, customerId: id })).status).toBe(403)
  })

  it('[P78] a number that is nobody’s is found when it calls, and when it becomes somebody’s', async () => {
    await post('/v1/signals', { ...late, number: '0171 2345678', region: 'DE' })
    const desk = await alice.openDesktop()
    const call = await ring(desk, { from: '+491712345678' })
    expect(popOf(desk.pops(), call)).toMatchObject({
      outcome: 'unknown',
      leads: [{ text: 'Comes on Thursday' }],
    })
    await call.end()
    await wrapUp(call.id)
    await customer({ name: 'Eve', numbers: [{ number: '+491712345678' }] })
    const next = await ring(desk, { from: '+491712345678' })
    expect(popOf(desk.pops(), next)).toMatchObject({
      outcome: 'recognised',
      leads: [{ text: 'Comes on Thursday' }],
    })
  })

  it('[P78] a spoofed or doubtful number is told that there is something, and not what', async () => {
    const id = await customer()
    await post('/v1/signals', { ...late, customerId: id })
    const desk = await alice.openDesktop()
    const call = await ring(desk, { more: { attestation: 'failed' } })
    expect(popOf(desk.pops(), call)?.leads).toEqual([
      { kind: 'signal', id: null, text: '', say: null, at: null, severity: 'warning', owner: null },
    ])
    await alice.ask('POST', `/v1/calls/${encodeURIComponent(call.id)}/verification`, {
      customerId: id,
      method: 'questions',
    })
    await desk.until((pops) => popOf(pops, call)?.leads[0]?.text === 'Comes on Thursday')
  })

  it('[P78] thousands come in one request, as lines or as an array; each stands or is refused by itself', async () => {
    await customer({ externalId: 'K-1' })
    const row = (n: number, more: object = {}) => ({
      ...late,
      topic: 'strike',
      externalId: `s${n}`,
      customerExternalId: 'K-1',
      ...more,
    })
    const rows = Array.from({ length: 40 }, (_, n) => row(n, { text: `parcel ${n}, “a [b] {c}, "d"”\\` }))
    const faulty = [
      row(90, { customerExternalId: 'K-7' }),
      row(91, { severity: 'huge' }),
      row(92, { number: 'x', customerExternalId: undefined }),
    ]
    const lines = [...rows, ...faulty].map((one) => JSON.stringify(one)).join('\r\n')
    const first = await post('/v1/signals/bulk', `${lines}\n\n{"half":\n`, 'application/x-ndjson')
    expect(first.body).toMatchObject({ rows: 44, created: 40, changed: 0, unchanged: 0, refused: 4 })
    expect(
      first.body.refusals
        .map((one: { row: number; field: string; externalId: string }) => [
          one.row,
          one.field,
          one.externalId,
        ])
        .toSorted(),
    ).toEqual([
      [41, 'customerId', 's90'],
      [42, 'severity', 's91'],
      [43, 'number', 's92'],
      [44, '', null],
    ])
    const array = JSON.stringify(
      [...rows.slice(0, 39), { ...rows[39], text: 'changed' }, 7, ...faulty],
      null,
      1,
    )
    const second = await post('/v1/signals/bulk', array)
    expect(second.body).toMatchObject({ rows: 44, created: 0, changed: 1, unchanged: 39, refused: 4 })
    expect((await post('/v1/signals/bulk', '[{"a":1}')).body).toMatchObject({ refused: 1 })
    expect((await post('/v1/signals/bulk', Buffer.alloc(17 * 1024 * 1024, 0x20).toString())).status).toBe(413)
    const topics = await sam.ask('GET', '/v1/signals/topics')
    expect(topics.body).toMatchObject({
      items: [{ topic: 'strike', customers: 40, told: 0 }],
      ways: ['callback'],
    })
    expect((await sam.ask('POST', '/v1/signals/withdraw', { topic: 'strike' })).body).toEqual({
      withdrawn: 40,
    })
    expect((await sam.ask('GET', '/v1/signals/topics')).body).toMatchObject({ items: [] })
  })

  it('[P80] whoever was told on a call, or by whom it is said, is told; who was not spoken with is not', async () => {
    const id = await customer()
    const signal = (await post('/v1/signals', { ...late, customerId: id, topic: 'strike' })).body.id
    const desk = await alice.openDesktop()
    const told = async () => {
      const { body } = await sam.ask('GET', '/v1/signals?topic=strike')
      return (body as { items: { told: unknown }[] }).items[0]?.told
    }
    const first = await ring(desk)
    await first.end()
    await wrapUp(first.id, { disposition: 'no-conversation' })
    expect(await told()).toBeNull()
    const second = await ring(desk)
    await second.end()
    await wrapUp(second.id)
    expect(await told()).toMatchObject({ by: 'Alice Adams', how: 'call' })
    const other = (await post('/v1/signals', { ...late, customerId: id })).body.id
    expect((await alice.ask('POST', `/v1/signals/${other}/told`)).status).toBe(404)
    const third = await ring(desk)
    expect(popOf(desk.pops(), third)?.leads).toHaveLength(2)
    expect((await alice.ask('POST', `/v1/signals/${other}/told`)).status).toBe(204)
    expect(signal).not.toBe(other)
  })
})

describe('promises', () => {
  it('[P79] what is promised at the wrap-up is on the list, is broken at its time, says so once and leads the next pop', async () => {
    const id = await customer()
    const desk = await alice.openDesktop()
    const call = await ring(desk)
    await call.end()
    const dueAt = Date.now() + hour
    const promises = [{ text: 'Call back with the date, card 4111 1111 1111 1111', dueAt, channel: 'call' }]
    expect((await wrapUp(call.id, { promises })).status).toBe(204)
    const list = async () =>
      (
        (await alice.ask('GET', '/v1/desk/promises')).body as {
          items: { state: string; id: number; text: string }[]
        }
      ).items
    expect(await list()).toMatchObject([
      {
        state: 'open',
        text: 'Call back with the date, card •••• •••• •••• 1111',
        customerName: 'Max Mustermann',
        owner: 'Alice Adams',
        dueAt,
      },
    ])
    house.clock.ahead += 31 * 60_000
    await expect
      .poll(() => desk.changes.filter(({ kind }) => kind === 'promise'), { timeout: 15_000 })
      .toMatchObject([{ promise: { news: 'due', dueAt } }])
    const again = await ring(desk, { answers: false })
    expect(popOf(desk.pops(), again)?.leads).toMatchObject([{ kind: 'promise-due', owner: 'Alice Adams' }])
    house.clock.ahead += 45 * 60_000
    await expect
      .poll(() => desk.changes.filter(({ kind }) => kind === 'promise').length, { timeout: 15_000 })
      .toBe(2)
    await desk.until((pops) => popOf(pops, again)?.leads[0]?.kind === 'promise-broken')
    expect(await list()).toMatchObject([{ state: 'broken' }])
    const promise = (await list())[0]?.id ?? 0
    expect((await sam.ask('PATCH', `/v1/promises/${promise}`, { kind: 'kept' })).status).toBe(409)
    expect((await sam.ask('DELETE', `/v1/promises/${promise}`)).status).toBe(405)
    const report = await sam.ask('GET', `/v1/reports/promises?from=${dueAt - day}&until=${dueAt + day}`)
    expect(report.body).toMatchObject({
      all: { made: 1, broken: 1, open: 0, madeGood: 0 },
      owners: [{ owner: 'Alice Adams', broken: 1 }],
      standing: [{ id: 'answer', made: 0 }],
    })
    expect(
      (await alice.ask('PATCH', `/v1/promises/${promise}`, { kind: 'good', note: 'a voucher' })).status,
    ).toBe(200)
    await desk.until((pops) => popOf(pops, again)?.leads.length === 0)
    expect((await alice.ask('GET', `/v1/customers/${id}/promises`)).body).toMatchObject({
      items: [{ state: 'broken', note: 'a voucher', settledBy: 'Alice Adams' }],
    })
  })

  it('[P79] a colleague gets it and is told; only who has it, or the customer, before them may change it', async () => {
    const id = await customer()
    const bob = await house.signIn('bob')
    const bobsDesk = await bob.openDesktop()
    const dueAt = Date.now() + 3 * hour
    const made = await alice.ask('POST', '/v1/promises', { customerId: id, text: 'Send the form', dueAt })
    expect(made.status).toBe(201)
    const { id: promise } = made.body as { id: number }
    const path = `/v1/promises/${promise}`
    expect((await bob.ask('PATCH', path, { kind: 'kept' })).status).toBe(404)
    expect((await alice.ask('PATCH', path, { kind: 'moved', dueAt: 5 })).status).toBe(422)
    expect((await alice.ask('PATCH', path, { kind: 'released' })).status).toBe(422)
    const { body: colleagues } = await alice.ask('GET', '/v1/desk/colleagues')
    const ownerId = (colleagues as { items: { id: string; name: string }[] }).items.find(
      ({ name }) => name === 'Bob Brown',
    )?.id
    expect((await alice.ask('PATCH', path, { kind: 'passed-on', ownerId })).body).toMatchObject({
      owner: 'Bob Brown',
    })
    await expect
      .poll(() => bobsDesk.changes.map((one) => one.kind === 'promise' && one.promise.news))
      .toEqual(['given'])
    expect((await bob.ask('GET', '/v1/desk/promises')).body).toMatchObject({ items: [{ id: promise }] })
    expect((await alice.ask('PATCH', path, { kind: 'kept' })).status).toBe(404)
    const desk = await alice.openDesktop()
    await ring(desk)
    expect(
      (await alice.ask('PATCH', path, { kind: 'moved', dueAt: dueAt + day, note: 'She asked' })).body,
    ).toMatchObject({
      dueAt: dueAt + day,
      firstDueAt: dueAt,
    })
    expect((await bob.ask('PATCH', path, { kind: 'kept', note: 'sent' })).body).toMatchObject({
      state: 'kept',
    })
    expect((await sam.ask('GET', '/v1/promises?state=kept')).body).toMatchObject({
      items: [{ id: promise, settledBy: 'Bob Brown' }],
    })
    expect((await bob.ask('GET', '/v1/promises')).status).toBe(403)
  })

  it('[P79] a department’s promise stands on every agent’s list until it is settled or taken; no other may be named', async () => {
    const id = await customer()
    const bob = await house.signIn('bob')
    const what = { customerId: id, text: 'Fit the boiler', dueAt: Date.now() + hour }
    const strange = await alice.ask('POST', '/v1/promises', { ...what, department: 'Fitters' })
    const known = 'the departments and teams of this house are: fitters'
    expect(strange).toMatchObject({
      status: 422,
      body: { error: { faults: [{ path: 'department', message: known }] } },
    })
    const made = await post('/v1/promises', { ...what, department: 'fitters' })
    expect(made.body).toMatchObject({ ownerId: null, department: 'fitters', owner: 'Fitters' })
    await alice.ask('POST', '/v1/promises', { ...what, text: 'Own', dueAt: Date.now() + 2 * hour })
    const list = async (who: Person) =>
      ((await who.ask('GET', '/v1/desk/promises')).body as { items: { text: string }[] }).items.map(
        ({ text }) => text,
      )
    expect([await list(alice), await list(bob)]).toEqual([['Fit the boiler', 'Own'], ['Fit the boiler']])
    const desk = await alice.openDesktop()
    const call = await ring(desk, { more: { attestation: 'failed' } })
    expect([await list(alice), await list(bob)]).toEqual([['Own'], ['Fit the boiler']])
    const path = `/v1/promises/${made.body.id}`
    expect((await alice.ask('PATCH', path, { kind: 'kept' })).status).toBe(404)
    await call.end()
    await wrapUp(call.id)
    const again = await ring(desk)
    expect(popOf(desk.pops(), again)?.leads).toMatchObject([{ owner: 'Fitters' }, { owner: 'Alice Adams' }])
    const passOn = (more: object) => bob.ask('PATCH', path, { kind: 'passed-on', ...more })
    expect(await passOn({ department: 'Monteure' })).toMatchObject({ status: 422 })
    expect(await passOn({ ownerId: house.ids.bob })).toMatchObject({ body: { department: null } })
    expect([await list(alice), await list(bob)]).toEqual([['Own'], ['Fit the boiler']])
    expect(await passOn({ department: 'fitters' })).toMatchObject({ body: { owner: 'Fitters' } })
    expect((await alice.ask('PATCH', path, { kind: 'kept' })).body).toMatchObject({ state: 'kept' })
    expect(await list(bob)).toEqual([])
  })

  it('[P79] a program promises for others, once, also what the house promises everybody', async () => {
    const id = await customer({ externalId: 'K-1' })
    const what = { customerExternalId: 'K-1', text: 'Fitter', dueAt: Date.now() + day, externalId: 'F-1' }
    expect((await post('/v1/promises', what)).status).toBe(422)
    expect((await post('/v1/promises', { ...what, owner: 'nobody' })).status).toBe(422)
    const first = await post('/v1/promises', { ...what, owner: 'alice' })
    expect(first).toMatchObject({
      status: 201,
      body: { owner: 'Alice Adams', madeBy: 'token:shop', customerId: id },
    })
    expect((await post('/v1/promises', { ...what, department: 'fitters' })).body.id).toBe(first.body.id)
    const standing = await post('/v1/promises', { customerId: id, standing: 'answer', externalId: 'mail-7' })
    expect(standing.body).toMatchObject({ text: 'Answer within 4 hours', standing: 'answer', owner: null })
    expect(standing.body.dueAt - standing.body.madeAt).toBe(4 * hour)
    expect((await post('/v1/promises', { customerId: id, standing: 'no-such' })).status).toBe(422)
    expect(
      (
        await post('/v1/promises', {
          number: '+4930999',
          text: 'Call',
          dueAt: Date.now() + hour,
          owner: 'bob',
        })
      ).body,
    ).toMatchObject({
      customerId: null,
      number: '+4930999',
    })
  })
})

describe('standing promises', () => {
  it('[P81] what the house promises everybody begins and is kept by what happens, and is counted', async () => {
    const standing = (id: string, on: string) => ({
      id,
      name: { en: id },
      withinHours: 4,
      on,
      department: 'fitters',
    })
    await house.restart({
      departments,
      standingPromises: [standing('call-back', 'missed-call'), standing('reply', 'case-opened')],
    })
    alice = await house.signIn('alice')
    sam = await house.signIn('sam')
    const id = await customer()
    const desk = await alice.openDesktop()
    const list = async () => {
      const { body } = await alice.ask('GET', `/v1/customers/${id}/promises`)
      return (body as { items: { standing: string; state: string; dueAt: number; madeAt: number }[] }).items
    }
    for (let n = 0; n < 2; n++) await (await ring(desk, { answers: false })).end()
    expect(await list()).toMatchObject([{ standing: 'call-back', state: 'open', owner: 'Fitters' }])
    const [first] = await list()
    expect((first?.dueAt ?? 0) - (first?.madeAt ?? 0)).toBe(4 * hour)
    await (await ring(desk, { answers: false, from: '+4930999888' })).end()
    const spoke = await ring(desk)
    await sam.ask('POST', `/v1/customers/${id}/cases`, { subject: 'Parcel' })
    await expect.poll(async () => (await list()).length, { timeout: 15_000 }).toBe(2)
    await spoke.end()
    expect((await list()).map(({ state }) => state)).toEqual(['kept', 'open'])
    const { body } = await sam.ask('GET', `/v1/customers/${id}/cases`)
    const open = (body as { items: { id: number }[] }).items[0]?.id
    await sam.ask('POST', `/v1/cases/${open}/close`, {})
    await expect
      .poll(async () => (await list()).map(({ state }) => state), { timeout: 15_000 })
      .toEqual(['kept', 'kept'])
    const report = await sam.ask('GET', '/v1/reports/promises')
    expect(report.body).toMatchObject({
      standing: [
        { id: 'call-back', made: 2, kept: 1, open: 1 },
        { id: 'reply', made: 1, kept: 1 },
      ],
    })
  })

  it('[P81] a visit that is planned begins the promise of it, and what becomes of it is counted', async () => {
    const fitter = { id: 'fitter', name: { en: 'The fitter comes on time' }, withinHours: 0.5 }
    await house.restart({ departments, standingPromises: [{ ...fitter, on: 'visit-planned' }] })
    alice = await house.signIn('alice')
    sam = await house.signIn('sam')
    const id = await customer()
    const dueUntil = Date.now() + 3 * hour
    const visit = { kind: 'visit', customerId: id, dueFrom: dueUntil - hour, dueUntil, team: 'fitters' }
    const planned = await alice.ask('POST', '/v1/tasks', visit)
    expect(planned.status, JSON.stringify(planned.body)).toBe(201)
    const task = (planned.body as { id: number }).id
    const list = async () => (await alice.ask('GET', `/v1/customers/${id}/promises`)).body
    const first = { standing: 'fitter', owner: 'Fitters', state: 'open', dueAt: dueUntil + hour / 2 }
    await expect.poll(list, { timeout: 15_000 }).toMatchObject({ items: [first] })
    const again = { kind: 'again', dueFrom: dueUntil + hour, dueUntil: dueUntil + 2 * hour }
    expect((await alice.ask('POST', `/v1/tasks/${task}/steps`, again)).status).toBe(200)
    const moved = { state: 'open', dueAt: dueUntil + 2.5 * hour, firstDueAt: first.dueAt }
    expect(await list()).toMatchObject({ items: [moved] })
    expect((await ring(await alice.openDesktop())).id, 'a call is no visit').toBeTruthy()
    expect((await alice.ask('POST', `/v1/tasks/${task}/steps`, { kind: 'done' })).status).toBe(200)
    await expect.poll(list, { timeout: 15_000 }).toMatchObject({ items: [{ state: 'kept' }] })
    const report = await sam.ask('GET', '/v1/reports/promises')
    expect(report.body).toMatchObject({ standing: [{ id: 'fitter', made: 1, kept: 1, moved: 1 }] })
  })
})

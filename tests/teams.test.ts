import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openHouse, type Person, type TestHouse } from './house.ts'

/** Alice works for the red team, which serves the queue `support`; Bob for the blue one; Carol for none. */
describe('teams', () => {
  let house: TestHouse
  let people: Record<'red' | 'blue' | 'both' | 'all' | 'ada' | 'alice', Person>
  const calls: Record<string, string> = {}
  let from = 0

  const add = async (login: string, leads: readonly string[] | null): Promise<Person> => {
    const ada = await house.signIn('ada')
    const body = { login, name: login, role: 'supervisor', password: 'correct horse battery', leads }
    expect((await ada.ask('POST', '/v1/accounts', body)).status).toBe(201)
    return house.signIn(login)
  }
  /** Plays a call to its end or, without an end, leaves it going on; its id here. */
  const play = async (
    call: string,
    agent: string | null,
    queue: string | null,
    ends = true,
  ): Promise<void> => {
    const agents = agent === null ? [] : [{ extension: agent }]
    const said = [
      { kind: 'arrived', from: `+4930901${820 + from++}`, to: '+493023125100', ...(queue && { queue }) },
      ...(agent === null
        ? []
        : [
            { kind: 'offered', agents },
            { kind: 'answered', agents },
          ]),
      ...(ends ? [{ kind: 'ended' }] : []),
    ]
    for (const [n, one] of said.entries()) {
      const event = { id: `${call}-${n}`, call, time: Date.now() - 5000 + n, ...one }
      expect((await house.post(event)).status).toBe(202)
    }
    calls[call] = `main:${call}`
  }
  const ids = async (person: Person): Promise<string[]> => {
    const { body } = await person.ask('POST', '/v1/interactions/search', { text: '', most: 50 })
    return (body as { found: { interaction: { callId: string } }[] }).found
      .map(({ interaction }) => interaction.callId.replace('main:', ''))
      .sort()
  }
  const live = async (person: Person): Promise<string[]> => {
    const { body } = await person.ask('GET', '/v1/calls/live')
    return (body as { items: { callId: string }[] }).items
      .map(({ callId }) => callId.replace('main:', ''))
      .sort()
  }
  const explained = async (person: Person): Promise<string[]> => {
    const seen: string[] = []
    for (const [call, id] of Object.entries(calls)) {
      const { status } = await person.ask('GET', `/v1/calls/${encodeURIComponent(id)}/explanation`)
      if (status === 200) seen.push(call)
      else expect(status).toBe(404)
    }
    return seen.sort()
  }

  beforeAll(async () => {
    house = await openHouse({
      sources: [
        {
          ...(await import('./house.ts')).testConfig.sources[0],
          queues: [
            { id: 'support', name: 'Support' },
            { id: 'sales', name: 'Sales' },
            { id: 'stray', name: 'Stray' },
          ],
        },
      ],
      departments: [{ id: 'claims', name: { en: 'Claims' } }],
      teams: [
        { id: 'red', name: { en: 'Red' }, queues: ['support'] },
        { id: 'blue', name: { en: 'Blue' }, queues: ['sales'] },
      ],
    })
    const ada = await house.signIn('ada')
    for (const [login, team] of [
      ['alice', 'red'],
      ['bob', 'blue'],
    ] as const) {
      expect((await ada.ask('PATCH', `/v1/accounts/${house.ids[login]}`, { team })).status).toBe(200)
    }
    people = {
      red: await add('rose', ['red']),
      blue: await add('beryl', ['blue']),
      both: await add('violet', ['red', 'blue']),
      all: await house.signIn('sam'),
      ada,
      alice: await house.signIn('alice'),
    }
    await play('alices', '1001', 'sales')
    await play('bobs', '1002', 'support')
    await play('carols-red', '1003', 'support')
    await play('carols', '1003', 'stray')
    await play('given-up-blue', null, 'sales')
    await play('direct', null, null)
    await play('alices-live', '1001', null, false)
    await play('waiting-blue', null, 'sales', false)
    await play('waiting', null, 'stray', false)
    // Who leads some teams finds by the index, which has a row a moment after it is there.
    for (const [person, calls] of [
      [people.all, 6],
      [people.red, 2],
      [people.blue, 2],
      [people.both, 4],
    ] as const) {
      await vi.waitFor(async () => expect((await ids(person)).length).toBe(calls), { timeout: 20_000 })
    }
  }, 60_000)
  afterAll(() => house.close())

  it('[P105] a supervisor finds the calls of their teams in the history, by whoever answered or else by the queue', async () => {
    expect(await ids(people.red)).toEqual(['alices', 'carols-red'])
    expect(await ids(people.blue)).toEqual(['bobs', 'given-up-blue'])
    expect(await ids(people.both)).toEqual(['alices', 'bobs', 'carols-red', 'given-up-blue'])
    const all = ['alices', 'bobs', 'carols', 'carols-red', 'direct', 'given-up-blue']
    expect(await ids(people.all)).toEqual(all)
    expect(await ids(people.ada)).toEqual(all)
  })

  it('[P105] sees those that go on likewise', async () => {
    expect(await live(people.red)).toEqual(['alices-live'])
    expect(await live(people.blue)).toEqual(['waiting-blue'])
    expect(await live(people.all)).toEqual(['alices-live', 'waiting', 'waiting-blue'])
  })

  it('[P105] explains no call and opens no interaction of another team, though the id is known', async () => {
    expect(await explained(people.red)).toEqual(['alices', 'alices-live', 'carols-red'])
    expect(await explained(people.blue)).toEqual(['bobs', 'given-up-blue', 'waiting-blue'])
    expect((await explained(people.ada)).length).toBe(9)
    const { body } = await people.all.ask('POST', '/v1/interactions/search', { text: '', most: 50 })
    for (const { interaction } of (body as { found: { interaction: { id: number; callId: string } }[] })
      .found) {
      const isRed = ['main:alices', 'main:carols-red'].includes(interaction.callId)
      const path = `/v1/interactions/${interaction.id}`
      expect((await people.red.ask('GET', path)).status).toBe(isRed ? 200 : 404)
      expect((await people.red.ask('PATCH', path, { disposition: 'x' })).status).toBe(isRed ? 200 : 404)
    }
  })

  it('[P105] sees cases and tasks of their people and what nobody owns yet', async () => {
    const made = await people.ada.ask('POST', '/v1/customers', { name: 'Zoe Zander', kind: 'person' })
    const { id } = made.body as { id: number }
    for (const [reason, ownerId] of [
      ['reds', house.ids.alice],
      ['blues', house.ids.bob],
      ['carols', house.ids.carol],
      ['nobodys', null],
    ] as const) {
      const escalate = { department: 'claims', question: 'Why?', dueAt: Date.now() + 1000 }
      const task = { kind: 'callback', customerId: id, number: null, ownerId, team: null, reason, dueFrom: 1 }
      expect((await people.ada.ask('POST', '/v1/tasks', task)).status).toBe(201)
      const opened = await people.ada.ask('POST', `/v1/customers/${id}/cases`, { subject: reason, ownerId })
      const { id: caseId } = opened.body as { id: number }
      expect((await people.ada.ask('PATCH', `/v1/cases/${caseId}`, { escalate })).status).toBe(200)
    }
    const tasks = async (person: Person) =>
      ((await person.ask('GET', '/v1/tasks')).body as { items: { id: number; reason: string }[] }).items
    const cases = async (person: Person) =>
      ((await person.ask('GET', '/v1/cases/pressing')).body as { items: { subject: string }[] }).items
    const names = async (person: Person) => [
      (await tasks(person)).map(({ reason }) => reason).sort(),
      (await cases(person)).map(({ subject }) => subject).sort(),
    ]
    expect(await names(people.red)).toEqual([
      ['nobodys', 'reds'],
      ['nobodys', 'reds'],
    ])
    expect(await names(people.blue)).toEqual([
      ['blues', 'nobodys'],
      ['blues', 'nobodys'],
    ])
    expect((await tasks(people.all)).length).toBe(4)
    const done = { kind: 'done' }
    for (const { id: task, reason } of await tasks(people.all)) {
      if (reason === 'nobodys') continue
      const { status } = await people.red.ask('GET', `/v1/tasks/${task}/attempts`)
      expect([reason, status]).toEqual([reason, reason === 'reds' ? 200 : 403])
      if (reason !== 'reds') {
        expect((await people.red.ask('POST', `/v1/tasks/${task}/steps`, done)).status).toBe(403)
      }
    }
  })

  it('[P105] sees the imports that they have begun themselves, and what those refused, and nobody else’s', async () => {
    const upload = async (person: Person, externalId: string): Promise<number> => {
      const answer = await fetch(`${house.app.url}/v1/imports/customers`, {
        method: 'POST',
        headers: { cookie: person.cookie, origin: house.app.url, 'content-type': 'text/csv' },
        body: `externalId,name,number\n${externalId},Zoe,30901821x\n`,
      })
      expect(answer.status).toBe(202)
      return ((await answer.json()) as { id: number }).id
    }
    const reds = await upload(people.red, 'red-1')
    const blues = await upload(people.blue, 'blue-1')
    const seen = async (person: Person) => {
      const { body } = await person.ask('GET', '/v1/imports')
      return (body as { items: { id: number }[] }).items.map(({ id }) => id)
    }
    expect(await seen(people.red)).toEqual([reds])
    expect(await seen(people.blue)).toEqual([blues])
    expect((await seen(people.all)).toSorted()).toEqual([reds, blues].toSorted())
    for (const [person, job, status] of [
      [people.red, reds, 200],
      [people.red, blues, 404],
      [people.ada, blues, 200],
    ] as const) {
      expect((await person.ask('GET', `/v1/imports/${job}`)).status).toBe(status)
      expect((await person.ask('GET', `/v1/imports/${job}/refusals`)).status).toBe(status)
    }
  })

  it('[P105] sees the searches that were shared with their team, and changes only their own', async () => {
    const save = async (who: Person, shared: string): Promise<string> => {
      const search = { text: 'parcel', order: 'newest' }
      const body = { name: `${shared} of ${who === people.red ? 'red' : 'all'}`, shared, search }
      const made = await who.ask('POST', '/v1/saved-searches', body)
      expect(made.status).toBe(201)
      return (made.body as { id: string }).id
    }
    const own = await save(people.red, 'team')
    for (const shared of ['nobody', 'all']) await save(people.red, shared)
    await save(people.all, 'team')
    const seen = async (who: Person) => {
      const { body } = await who.ask('GET', '/v1/saved-searches')
      return (body as { items: { name: string }[] }).items.map(({ name }) => name)
    }
    expect(await seen(people.red)).toEqual(['all of red', 'nobody of red', 'team of red'])
    expect(await seen(people.blue)).toEqual(['all of red'])
    expect(await seen(people.both)).toEqual(['all of red', 'team of red'])
    // Whoever sees all teams sees what each of them shares.
    expect(await seen(people.ada)).toEqual(['all of red', 'team of all', 'team of red'])
    const path = `/v1/saved-searches/${own}`
    for (const who of [people.both, people.ada]) {
      expect((await who.ask('PATCH', path, { version: 1, name: 'mine' })).status).toBe(404)
      expect((await who.ask('DELETE', path)).status).toBe(404)
    }
    expect((await people.red.ask('PATCH', path, { version: 1, shared: 'nobody' })).status).toBe(200)
    expect((await people.red.ask('PATCH', path, { version: 1, shared: 'all' })).status).toBe(409)
    expect(await seen(people.both)).toEqual(['all of red'])
  })

  it('[P105] keeps a contact with the team that it belonged to when a person goes to another', async () => {
    await people.ada.ask('PATCH', `/v1/accounts/${house.ids.alice}`, { team: 'blue' })
    expect(await ids(people.red)).toEqual(['alices', 'carols-red'])
    expect(await live(people.blue)).toEqual(['alices-live', 'waiting-blue'])
    await people.ada.ask('PATCH', `/v1/accounts/${house.ids.alice}`, { team: 'red' })
  })

  it('[P105] ends the sessions of a supervisor who is to see less, at once', async () => {
    const accounts = (await people.ada.ask('GET', '/v1/accounts')).body as {
      items: { id: string; login: string }[]
    }
    const violet = accounts.items.find(({ login }) => login === 'violet')?.id
    expect((await people.ada.ask('PATCH', `/v1/accounts/${violet}`, { leads: ['blue'] })).status).toBe(200)
    expect((await people.both.ask('GET', '/v1/calls/live')).status).toBe(401)
    const back = await house.signIn('violet')
    expect(await ids(back)).toEqual(['bobs', 'given-up-blue'])
    expect((await people.ada.ask('PATCH', `/v1/accounts/${violet}`, { leads: ['green'] })).status).toBe(422)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHouse, type Person, type TestHouse } from '../house.ts'

const hour = 60 * 60_000
const named = (id: string) => ({ id, name: { en: id } })
let house: TestHouse
let people: Record<string, Person>

beforeEach(async () => {
  house = await openHouse({
    departments: [named('fitters')],
    teams: [
      { ...named('berlin'), queues: ['support'] },
      { ...named('hongkong'), queues: [] },
    ],
  })
  const ada = await house.signIn('ada')
  const change = (login: string, more: object) => ada.ask('PATCH', `/v1/accounts/${house.ids[login]}`, more)
  await change('alice', { team: 'berlin' })
  await change('bob', { team: 'berlin' })
  await change('carol', { team: 'hongkong' })
  await change('sam', { leads: ['hongkong'] })
  people = {}
  for (const login of ['ada', 'alice', 'bob', 'carol', 'sam']) people[login] = await house.signIn(login)
})
afterEach(() => house.close())

async function ask(login: string, method: string, path: string, body?: unknown) {
  const answer = await (people[login] as Person).ask(method, path, body)
  return answer as { status: number; body: { id: number; items: { reason?: string; text?: string }[] } }
}

/** Who finds it on their own list. */
async function seers(path: string, what: string): Promise<string[]> {
  const found: string[] = []
  for (const login of Object.keys(people)) {
    const { items } = (await ask(login, 'GET', path)).body
    if (items.some((one) => one.reason === what || one.text === what)) found.push(login)
  }
  return found
}

describe('what a team is to do', () => {
  it('[P98] a callback stands on its members’ lists until one of them takes it, and no other may', async () => {
    const dueFrom = Date.now() + hour
    const plan = async (reason: string, more: object) =>
      (await ask('carol', 'POST', '/v1/tasks', { number: '+4915112345678', dueFrom, reason, ...more })).body
        .id
    const id = await plan('of Berlin', { team: 'berlin' })
    await plan('of the fitters', { team: 'fitters' })
    await plan('of everybody', { ownerId: null })
    const due = '/v1/desk/tasks'
    expect(await seers(due, 'of Berlin')).toEqual(['ada', 'alice', 'bob'])
    expect(await seers(due, 'of the fitters')).toEqual(Object.keys(people))
    expect(await seers(due, 'of everybody')).toEqual(Object.keys(people))
    const all = async (login: string) =>
      (await ask(login, 'GET', '/v1/tasks')).body.items.map(({ reason }) => reason)
    expect(await all('sam')).not.toContain('of Berlin')
    expect(await all('ada')).toContain('of Berlin')
    const take = (login: string) =>
      ask(login, 'POST', `/v1/tasks/${id}/steps`, { kind: 'pass-on', ownerId: house.ids[login] })
    expect((await take('carol')).status).toBe(403)
    expect((await take('sam')).status).toBe(403)
    expect((await take('bob')).status).toBe(200)
    expect(await seers(due, 'of Berlin')).toEqual(['bob'])
    expect((await take('alice')).status).toBe(403)
    expect(
      (await ask('bob', 'POST', `/v1/tasks/${id}/steps`, { kind: 'pass-on', team: 'paris' })).status,
    ).toBe(422)
    const given = { kind: 'pass-on', team: 'hongkong' }
    expect((await ask('bob', 'POST', `/v1/tasks/${id}/steps`, given)).status).toBe(200)
    expect(await seers(due, 'of Berlin')).toEqual(['ada', 'carol', 'sam'])
  })

  it('[P98] a promise likewise', async () => {
    const { id: customerId } = (await ask('ada', 'POST', '/v1/customers', { name: 'Li Na' })).body
    const what = { customerId, text: 'Send the papers', dueAt: Date.now() + hour, department: 'berlin' }
    const { id } = (await ask('carol', 'POST', '/v1/promises', what)).body
    const list = '/v1/desk/promises'
    expect(await seers(list, what.text)).toEqual(['ada', 'alice', 'bob'])
    const take = (login: string) =>
      ask(login, 'PATCH', `/v1/promises/${id}`, { kind: 'passed-on', ownerId: house.ids[login] })
    expect((await take('carol')).status).toBe(404)
    expect((await take('alice')).status).toBe(200)
    expect(await seers(list, what.text)).toEqual(['alice'])
    const report = (await ask('ada', 'GET', '/v1/reports/promises')).body as unknown as { owners: object[] }
    expect(report.owners).toMatchObject([{ owner: 'Alice Adams', made: 1 }])
  })
})

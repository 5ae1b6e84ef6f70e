import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pop } from '../../src/wire/pop.ts'
import { type Person, password, type TestHouse, testConfig } from '../house.ts'

const minute = 60_000
const hour = 60 * minute
const zone = 'Europe/Berlin'

/** Monday to Sunday of a whole week, and its Tuesday, as `2026-11-17`. */
export interface Week {
  readonly monday: string
  readonly tuesday: string
  readonly sunday: string
}

/** What the hour looks for; the rest of the house is there to be passed over. */
export interface HourHouse {
  readonly house: TestHouse
  /** The last one, by the house's clock. */
  readonly week: Week
  readonly ouyang: number
  /** Promises that break today, anew for each who looks. */
  makePromises(): Promise<void>
  /** Contacts that the supervisor may see of the week. */
  countWeek(): Promise<number>
}

export const remembered = '客户说寄往格拉茨的包裹外箱破损，司机没有等她开门，她想知道周五之前能不能退款。'
/** What a colleague of a team that the supervisor does not lead has written, in nearly the same words. */
export const ofOthers = '外箱破损，退款已经办好。'
export const formula = '=HYPERLINK("https://elsewhere.example","open the invoice")'
export const owed = ['Call Ms Ouyang about the box', 'Send the new invoice', 'Tell the driver to wait']

const support = ['1001'] as const
const billing = ['1002', '1003'] as const
const callsOfTuesday = 4 * (24 + 3)

const [source] = testConfig.sources
const team = (id: string, en: string, zh: string, queue: string) => ({
  id,
  name: { en, 'zh-CN': zh },
  queues: [queue],
})

/** What a house must be configured with beside the usual. */
export const hourSettings = {
  sources: [
    {
      ...source,
      queues: [
        { id: 'support', name: 'Service' },
        { id: 'billing', name: 'Invoices' },
        { id: 'sales', name: 'Sales' },
      ],
    },
  ],
  teams: [
    team('service', 'Service', '客服', 'support'),
    team('billing', 'Invoices', '账单', 'billing'),
    team('sales', 'Sales', '销售', 'sales'),
  ],
}

interface Filling {
  /** Which teams the supervisor leads; null: sees all. */
  readonly leads: readonly string[] | null
  /** The customer of an earlier filling, whose contacts are there already. */
  readonly ouyang?: number | undefined
  /** How long to wait until all of it is indexed and counted, ms. */
  readonly patience: number
}

/**
 * Two weeks of calls, every day the same but for a Tuesday on which one of two in billing was not there; contacts, a call
 * that showed somebody else than called. Resolves when all of it is indexed and counted. May be done again.
 */
export async function fillHourHouse(house: TestHouse, filling: Filling): Promise<HourHouse> {
  await putIntoTeams(house, filling.leads)
  const week = lastWeek(Date.now())
  await phoneThrough(house, week)
  const ouyang = filling.ouyang ?? (await writeContacts(house, week))
  if (filling.ouyang === undefined) await ringTwoOfOneNumber(house)
  const sam = await house.signIn('sam')
  const within = { from: at(week.monday, 0), until: at(week.sunday, 24) }
  await untilKnown(sam, week.tuesday, filling.patience)
  return {
    house,
    week,
    ouyang,
    makePromises: () => makePromises(house, ouyang),
    async countWeek() {
      const { body } = await sam.ask('POST', '/v1/interactions/count', within)
      return (body as { count: number }).count
    },
  }
}

async function putIntoTeams(house: TestHouse, leads: readonly string[] | null): Promise<void> {
  const ada = await house.signIn('ada')
  const put = async (login: string, body: object): Promise<void> => {
    assert.equal((await ada.ask('PATCH', `/v1/accounts/${house.ids[login]}`, body)).status, 200)
  }
  await put('alice', { team: 'service' })
  await put('bob', { team: 'billing' })
  await put('carol', { team: 'billing' })
  await put('sam', { leads })
  const auditor = { login: 'ines', name: 'Ines Moreau', role: 'auditor', password }
  assert.ok([201, 409].includes((await ada.ask('POST', '/v1/accounts', auditor)).status))
}

/** The calls of two weeks, told by the phone system as they were. */
async function phoneThrough(house: TestHouse, { monday, tuesday }: Week): Promise<void> {
  const events: object[] = []
  for (let day = -7; day < 5; day++) {
    const date = daysAfter(monday, day)
    if (day === -2 || day === -1) continue
    for (const clock of [9, 10, 11, 14]) {
      const isBad = date === tuesday && clock === 10
      const isTuesday = date === tuesday || date === daysAfter(tuesday, -7)
      events.push(...hourOfCalls(at(date, clock), 'support', support, 3))
      if (isBad) events.push(...hourOfCalls(at(date, clock), 'billing', ['1003'], 24, 14))
      else events.push(...hourOfCalls(at(date, clock), 'billing', billing, isTuesday ? 24 : 4))
    }
  }
  for (let n = 0; n < events.length; n += 100) {
    const posted = await house.post(events.slice(n, n + 100))
    assert.ok(posted.status < 300, await posted.text())
  }
}

/** So many calls within an hour, of which the last `abandoned` found nobody. */
function hourOfCalls(
  begin: number,
  queue: string,
  agents: readonly string[],
  calls: number,
  abandoned = 0,
): object[] {
  return Array.from({ length: calls }, (_, n) => {
    const arrivedAt = begin + n * 2 * minute
    const call = `${queue}-${arrivedAt}`
    const event = (kind: string, later: number, more: object = {}) => ({
      id: `${call}-${kind}`,
      call,
      kind,
      time: new Date(arrivedAt + later).toISOString(),
      from: `+4930231256${String(n % 100).padStart(2, '0')}`,
      to: '+493023125100',
      direction: 'inbound',
      ...more,
    })
    const at = { agents: [{ extension: agents[n % agents.length] }] }
    const arrived = event('arrived', 0, { queue })
    if (n >= calls - abandoned) return [arrived, event('ended', 4 * minute, { reason: 'abandoned' })]
    return [
      arrived,
      event('offered', 1000, at),
      event('answered', 8000, at),
      event('ended', 100_000, { reason: 'hung-up' }),
    ]
  }).flat()
}

async function writeContacts(house: TestHouse, { monday }: Week): Promise<number> {
  const made = makingAs(house, 'ada')
  const ouyang = await made('/v1/customers', {
    name: '欧阳明月',
    familyName: '欧阳',
    givenName: '明月',
    title: '女士',
    language: 'zh-CN',
    tier: 'gold',
    numbers: [{ number: '+8613800138000', verified: true }],
  })
  const contact = (customerId: number | null, day: number, text: string, more: object = {}) =>
    made('/v1/interactions', {
      channel: 'e-mail',
      direction: 'inbound',
      customerId,
      queue: 'support',
      startedAt: at(daysAfter(monday, day), 15),
      text,
      ...more,
    })
  await contact(ouyang, 3, remembered, { channel: 'chat', sentiment: 'negative', accountId: house.ids.alice })
  await contact(ouyang, 1, '客户询问包裹何时送达。', { channel: 'chat' })
  await contact(null, 2, ofOthers, { queue: 'sales', sentiment: 'negative' })
  await contact(null, 2, '客户想知道退款什么时候到账。', { sentiment: 'positive' })
  await contact(null, 4, formula, { queue: 'billing' })
  return ouyang
}

/** Two people have one number: the colleague's word of one call names him on the next, and it is her. */
async function ringTwoOfOneNumber(house: TestHouse): Promise<void> {
  const number = '+493023125210'
  const made = makingAs(house, 'sam')
  const thomas = await made('/v1/customers', { name: 'Thomas Brandt', numbers: [{ number }] })
  const sabine = await made('/v1/customers', { name: 'Sabine Brandt', numbers: [{ number }] })
  await ringAlice(house, number, { call: 'brandt-1', is: thomas, note: 'Asked when the shop opens' })
  await ringAlice(house, number, {
    call: 'brandt-2',
    shows: 'Thomas Brandt',
    is: sabine,
    note: 'It was Ms Brandt, not her husband',
  })
}

interface Ringing {
  readonly call: string
  /** Whom the card names while it rings. */
  readonly shows?: string
  /** Who it is, as Alice says. */
  readonly is: number
  readonly note: string
}

async function ringAlice(house: TestHouse, from: string, { call, shows, is, note }: Ringing): Promise<void> {
  const alice = await house.signIn('alice')
  const desktop = await alice.openDesktop()
  const id = `main:${call}`
  const begin = Date.now()
  const tell = async (kind: string, later: number, more: object = {}): Promise<void> => {
    const usual = { call, from, to: '+493023125100', queue: 'support', direction: 'inbound' }
    const posted = await house.post({ ...usual, id: `${call}-${kind}`, kind, time: begin + later, ...more })
    assert.ok(posted.status < 300)
  }
  const until = (fits: (pop: Pop) => boolean) =>
    desktop.until((pops) => pops.some((pop) => pop.callId === id && fits(pop)))
  const atAlice = { agents: [{ extension: '1001' }] }
  await tell('arrived', 0)
  await tell('offered', 1, atAlice)
  await until(({ person }) => person?.name === shows)
  await tell('answered', 2, atAlice)
  await until(({ state }) => state === 'connected')
  const path = `/v1/calls/${encodeURIComponent(id)}`
  assert.equal((await alice.ask('POST', `${path}/identity`, { customerId: is, verdict: 'is' })).status, 204)
  await until(({ person }) => person?.customerId === is)
  await tell('ended', Date.now() - begin, { reason: 'hung-up' })
  assert.equal((await alice.ask('POST', `${path}/wrap-up`, { disposition: 'solved', note })).status, 204)
  desktop.close()
}

/** Three break today, one tomorrow; what somebody looked at before is kept. */
async function makePromises(house: TestHouse, customerId: number): Promise<void> {
  const ada = await house.signIn('ada')
  const { body } = await ada.ask('GET', '/v1/promises/due')
  for (const { id, customerId: whose } of (body as { items: { id: number; customerId: number }[] }).items) {
    if (whose === customerId) await ada.ask('PATCH', `/v1/promises/${id}`, { kind: 'kept', note: null })
  }
  const made = makingAs(house, 'sam')
  const now = Date.now()
  const left = at(dayOf(now), 24) - now
  for (const [n, text] of owed.entries()) {
    await made('/v1/promises', {
      customerId,
      text,
      dueAt: now + Math.round((left * (n + 2)) / 6),
      owner: 'alice',
    })
  }
  const tomorrow = at(dayOf(now), 36)
  await made('/v1/promises', { customerId, text: 'Say how it went', dueAt: tomorrow, owner: 'bob' })
}

function makingAs(house: TestHouse, login: string) {
  const person = house.signIn(login)
  return async (path: string, body: object): Promise<number> => {
    const answer = (await (await person).ask('POST', path, body)) as { status: number; body: { id: number } }
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body.id
  }
}

/** Until the index has the words and the roll-ups have the day. */
async function untilKnown(sam: Person, tuesday: string, patience: number): Promise<void> {
  const late = performance.now() + patience
  while (!(await isKnown(sam, tuesday))) {
    assert.ok(performance.now() < late, 'what was written is not found, or not counted')
    await pause(300)
  }
}

async function isKnown(sam: Person, tuesday: string): Promise<boolean> {
  const words = await sam.ask('POST', '/v1/interactions/count', { text: '外箱 退款' })
  if ((words.body as { count: number }).count === 0) return false
  const report = await sam.ask('GET', `/v1/reports/waiting/figures?from=${tuesday}&until=${tuesday}`)
  assert.equal(report.status, 200)
  const { columns, total } = report.body as { columns: { id: string }[]; total: (number | null)[] }
  return total[columns.findIndex(({ id }) => id === 'calls')] === callsOfTuesday
}

/** The last whole week of the house's clock. */
function lastWeek(now: number): Week {
  const today = dayOf(now)
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7
  const monday = daysAfter(today, -7 - weekday)
  return { monday, tuesday: daysAfter(monday, 1), sunday: daysAfter(monday, 6) }
}

function dayOf(now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10)
}

/** The instant at which the clock of the house shows this hour. */
function at(day: string, clock: number): number {
  const guess = Date.parse(`${day}T00:00:00Z`) + clock * hour
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return guess - (Date.parse(`${shown.format(guess).replace(' ', 'T')}Z`) - guess)
}

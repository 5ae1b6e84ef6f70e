import type { InteractionRecord } from '../store/history-store.ts'
import { type DemoAgent, nameOf } from './demo-agents.ts'
import { type DemoQueue, type DemoSource, demoConfig, queueNameOf } from './demo-config.ts'
import type { DemoCustomer } from './demo-customer.ts'
import { withoutSpaces } from './demo-customers.ts'
import type { DemoContact, DemoMatter } from './demo-matter.ts'
import { calledInVain, mattersOfTheCast } from './matters-cast.ts'
import { mattersSimplified, mattersTraditional } from './matters-chinese.ts'
import { mattersEnglish } from './matters-english.ts'
import { mattersGerman } from './matters-german.ts'
import { seededRandom } from './seeded-random.ts'

/** An entry of the history whose customer is still named by external id. */
export interface DemoInteraction extends Omit<InteractionRecord, 'id' | 'customerId' | 'externalId'> {
  readonly externalId: string
  readonly customerExternalId: string
}

const minute = 60_000
const day = 24 * 60 * minute
/** Nothing that is made by chance is younger: what customers call about today stands first. */
const youngestDays = 3
const oldestDays = 88

/**
 * About four hundred contacts of the last 90 days before `now` (ms). The same customers always have the same contacts
 * under the same external ids; only the days move with `now`.
 */
export function demoHistory(customers: readonly DemoCustomer[], now: number): readonly DemoInteraction[] {
  const told = customers.filter((one) => one.kind === undefined).flatMap((one, n) => lifeOf(one, n, now))
  const cast = mattersOfTheCast.flatMap(({ externalId, daysAgo, matter }, n) => {
    const customer = customers.find((one) => one.externalId === externalId)
    return customer
      ? happened(customer, matter, `cast-${n}`, now - daysAgo * day, seededRandom(9000 + n))
      : []
  })
  return [...told, ...cast, ...triedInVain(customers, now)]
}

/** Our call of yesterday afternoon that nobody answered; a new one each day on which the demo is loaded keeps it fresh. */
function triedInVain(customers: readonly DemoCustomer[], now: number): DemoInteraction[] {
  const customer = customers.find((one) => one.externalId === calledInVain.externalId)
  if (!customer) return []
  const at = Math.floor(now / day) * day - day + (13 * 60 + 10) * minute
  const externalId = `demo-tried-${new Date(now).toISOString().slice(0, 10)}`
  const random = seededRandom(1)
  return [
    entry(customer, calledInVain.contact, {
      externalId,
      at,
      queue: 'pakete',
      agent: 'bob',
      parcel: '',
      random,
    }),
  ]
}

function lifeOf(customer: DemoCustomer, n: number, now: number): DemoInteraction[] {
  const random = seededRandom(n + 1)
  const matters = shuffled(mattersFor(customer.language), random).slice(0, 3 + Math.floor(random() * 3))
  return matters.flatMap((matter, k) => {
    const lasts = matter.contacts.reduce((days, { after }) => days + after, 0)
    const daysAgo = youngestDays + lasts + random() * (oldestDays - youngestDays - lasts)
    return happened(customer, matter, String(k), now - daysAgo * day, random)
  })
}

function mattersFor(language = 'en'): readonly DemoMatter[] {
  if (/^zh-(Hant|TW|HK)/.test(language)) return mattersTraditional
  if (language.startsWith('zh')) return mattersSimplified
  return language === 'de' ? mattersGerman : mattersEnglish
}

function happened(
  customer: DemoCustomer,
  matter: DemoMatter,
  key: string,
  begins: number,
  random: () => number,
): DemoInteraction[] {
  const agent = oneOf(['alice', 'bob', 'carol'] as const, random)
  const queue = queueFor(customer, matter.queue)
  const parcel = `SC${String(Math.floor(random() * 9e8) + 1e8)}`
  let at = inOfficeHours(begins, queue, random)
  return matter.contacts.map((contact, n) => {
    at += contact.after * day + (n > 0 ? Math.floor((20 + random() * 60) * minute) : 0)
    const externalId = `demo-${customer.externalId}-${key}-${n}`
    return entry(customer, contact, { externalId, at, queue, agent, parcel, random })
  })
}

/** Whoever lives in Europe and does not write German has the English desk of Berlin. */
function queueFor({ timeZone }: DemoCustomer, queue: DemoQueue): DemoQueue {
  return timeZone?.startsWith('Europe/') && sourceOf(queue) === 'hongkong' ? 'english' : queue
}

interface Circumstances {
  readonly externalId: string
  readonly at: number
  readonly queue: DemoQueue
  readonly agent: DemoAgent
  readonly parcel: string
  readonly random: () => number
}

function entry(customer: DemoCustomer, contact: DemoContact, around: Circumstances): DemoInteraction {
  const isCall = contact.channel === 'call'
  const nobodySpoke = isCall && contact.outcome !== undefined && contact.direction === 'inbound'
  const raw = isCall ? (customer.numbers[0]?.raw ?? null) : null
  const number = raw === null || raw.endsWith('*') ? null : withoutSpaces(raw)
  return {
    externalId: around.externalId,
    customerExternalId: customer.externalId,
    channel: contact.channel,
    direction: contact.direction,
    startedAt: around.at,
    endedAt: isCall ? around.at + lengthOf(contact, around.random) : null,
    numberKey: number,
    numberRaw: number,
    accountId: nobodySpoke ? null : around.agent,
    agentName: nobodySpoke ? null : nameOf(around.agent),
    source: isCall ? sourceOf(around.queue) : null,
    queue: around.queue,
    queueName: queueNameOf(around.queue),
    callId: null,
    outcome: isCall ? (contact.outcome ?? 'answered') : null,
    disposition: contact.disposition ?? null,
    body: contact.text.replaceAll('{parcel}', around.parcel),
  }
}

/** One to seven minutes of talk, or half a minute of ringing, ms. */
function lengthOf(contact: DemoContact, random: () => number): number {
  return contact.outcome === undefined ? Math.floor((1 + random() * 6) * minute) : 30_000
}

function sourceOf(queue: DemoQueue): DemoSource {
  const berlin: readonly string[] = demoConfig.sources[1].queues.map(({ id }) => id)
  return berlin.includes(queue) ? 'berlin' : 'hongkong'
}

/** The same day between 9:00 and 17:00 of the desk, roughly: summer time is not worth a calendar here. */
function inOfficeHours(at: number, queue: DemoQueue, random: () => number): number {
  const opensAtUtc = sourceOf(queue) === 'berlin' ? 8 : 1
  const midnight = Math.floor(at / day) * day
  return midnight + Math.floor((opensAtUtc + random() * 8) * 60) * minute
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

function oneOf<const T>(items: readonly [T, ...T[]], random: () => number): T {
  return items[Math.floor(random() * items.length)] ?? items[0]
}

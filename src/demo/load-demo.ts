import { numberKey } from '../call/caller-number.ts'
import { demoSecrets } from '../config.ts'
import { hashWallToken } from '../live/wall-handlers.ts'
import type { CustomerFields, CustomerNumber } from '../store/customer-store.ts'
import type { Store } from '../store/store.ts'
import { toKeep } from '../wire/stated-wishes.ts'
import { demoAgents } from './demo-agents.ts'
import { demoConfig } from './demo-config.ts'
import type { DemoCase, DemoCustomer, DemoNumber } from './demo-customer.ts'
import { demoCustomers, withoutSpaces } from './demo-customers.ts'
import { demoGuidance } from './demo-guidance.ts'
import { demoHistory } from './demo-history.ts'
import { loadSurveys, type SurveyedStore } from './load-surveys.ts'
import { loadTold, type ToldStore } from './load-told.ts'

export type DemoStore = Pick<
  Store,
  | 'readAccountByLogin'
  | 'createAccount'
  | 'findCustomerByExternalId'
  | 'createCustomer'
  | 'openCase'
  | 'changeCase'
  | 'planTask'
  | 'addInteraction'
  | 'saveGuidance'
  | 'makeWallLink'
> &
  ToldStore &
  SurveyedStore

/** How many of each were not there yet. */
export interface LoadedDemo {
  readonly accounts: number
  readonly customers: number
  readonly cases: number
  readonly interactions: number
  /** Facts, promises and answers to surveys. */
  readonly told: number
}

const hour = 60 * 60_000
const day = 24 * hour

/**
 * Puts the demo tenant into the store: accounts, customers, their cases, the history of the 90 days before `now`
 * (ms), what they have told and what they were promised. What is there already, by login or external id, is left as it is, so loading again changes nothing that somebody
 * has changed since. Once a day it adds yesterday's call that nobody answered. `hash` makes the hash of a password.
 */
export async function loadDemo(
  store: DemoStore,
  hash: (password: string) => Promise<string>,
  now: number,
): Promise<LoadedDemo> {
  const accounts = await loadAccounts(store, hash, now)
  await loadGuidance(store, now)
  await loadWall(store, now)
  const groups = await loadCustomers(
    store,
    demoCustomers.filter((one) => one.kind !== undefined),
    new Map(),
    now,
  )
  const persons = await loadCustomers(
    store,
    demoCustomers.filter((one) => one.kind === undefined),
    groups.ids,
    now,
  )
  const ids = new Map([...groups.ids, ...persons.ids])
  const cases = await loadCases(store, ids, now)
  await loadTasks(store, ids, now)
  const [interactions, told] = await Promise.all([loadHistory(store, ids, now), loadTold(store, ids, now)])
  const surveys = await loadSurveys(store, ids, now)
  return { accounts, customers: groups.created + persons.created, cases, interactions, told: told + surveys }
}

/** Taken back, it stays so. */
async function loadWall(store: DemoStore, now: number): Promise<void> {
  await store.makeWallLink({
    id: 'demo-wall',
    tokenHash: hashWallToken(demoSecrets.wall),
    name: 'Hall',
    teams: null,
    createdAt: now,
    createdBy: 'admin',
  })
}

/** A topic that is there already, or was taken away, is left as it is. */
async function loadGuidance(store: DemoStore, now: number): Promise<void> {
  const author = demoAgents.find(({ role }) => role === 'supervisor')
  for (const [id, body] of Object.entries(demoGuidance)) {
    await store.saveGuidance({
      id,
      expectedVersion: 0,
      body: JSON.stringify(body),
      accountId: author?.id ?? 'sam',
      author: author?.name ?? 'Sam',
      now,
    })
  }
}

async function loadAccounts(
  store: DemoStore,
  hash: (password: string) => Promise<string>,
  now: number,
): Promise<number> {
  // One for all: it takes its time, and the password is one.
  const passwordHash = await hash(demoSecrets.password)
  const made = await Promise.all(
    demoAgents.map(async ({ extension, ...account }) => {
      if (await store.readAccountByLogin(account.login)) return null
      const extensions =
        extension === null ? [] : demoConfig.sources.map(({ name }) => ({ source: name, extension }))
      return store.createAccount({ ...account, extensions, passwordHash, now })
    }),
  )
  return made.filter((one) => one !== null).length
}

type Ids = ReadonlyMap<string, number>

/** All at once, so that the store can put them into one commit; `created` are those who were not there yet. */
export async function loadCustomers(
  store: Pick<DemoStore, 'findCustomerByExternalId' | 'createCustomer'>,
  customers: readonly DemoCustomer[],
  groups: Ids,
  now: number,
): Promise<{ ids: Ids; created: number }> {
  const loaded = await Promise.all(customers.map((one) => loadCustomer(store, one, groups, now)))
  const ids = customers.flatMap((one, n): [string, number][] => {
    const id = loaded[n]?.id ?? null
    return id === null ? [] : [[one.externalId, id]]
  })
  return { ids: new Map(ids), created: loaded.filter((one) => one.created).length }
}

async function loadCustomer(
  store: Parameters<typeof loadCustomers>[0],
  customer: DemoCustomer,
  groups: Ids,
  now: number,
): Promise<{ id: number | null; created: boolean }> {
  const { externalId } = customer
  const known = await store.findCustomerByExternalId(externalId)
  if (known !== null) return { id: known, created: false }
  const numbers = customer.numbers.map((number) => toNumber(number, now))
  const write = await store.createCustomer(toFields(customer, groups, now), numbers, now)
  if (write.kind === 'written') return { id: write.customer.id, created: true }
  return { id: await store.findCustomerByExternalId(externalId), created: false }
}

function toFields(customer: DemoCustomer, groups: Ids, now: number): CustomerFields {
  return {
    externalId: customer.externalId,
    kind: customer.kind ?? 'person',
    name: customer.name,
    givenName: customer.givenName ?? null,
    familyName: customer.familyName ?? null,
    title: customer.title ?? null,
    saidAs: customer.saidAs ?? null,
    pronunciation: customer.pronunciation ?? null,
    language: customer.language ?? null,
    timeZone: customer.timeZone ?? null,
    tier: customer.tier ?? 'standard',
    role: customer.role ?? null,
    about: customer.about ?? null,
    confidential: customer.confidential ?? null,
    wishes: customer.wishes ?? [],
    contactWishes: toKeep(customer.contactWishes ?? [], now).contactWishes,
    metrics: customer.metrics ?? null,
    belongsTo: customer.belongsTo === undefined ? null : (groups.get(customer.belongsTo) ?? null),
  }
}

/** The numbers are E.164 already; a switchboard's prefix is its own key. */
function toNumber({ raw, label, verified }: DemoNumber, now: number): CustomerNumber {
  const e164 = withoutSpaces(raw)
  const isPrefix = e164.endsWith('*')
  return {
    numberKey: isPrefix ? e164 : (numberKey({ kind: 'e164', raw, e164 }, '') ?? e164),
    raw,
    label: label ?? null,
    ending: isPrefix ? null : e164.slice(-7),
    verifiedAt: verified ? now : null,
  }
}

/** Before the history, whose contacts count for them. */
async function loadCases(store: DemoStore, ids: Ids, now: number): Promise<number> {
  let opened = 0
  for (const customer of demoCustomers) {
    const customerId = ids.get(customer.externalId)
    if (customerId === undefined) continue
    for (const { reference, subject, openedDaysAgo, complaint, asked } of customer.cases ?? []) {
      const openedAt = now - openedDaysAgo * day
      const written = await store.openCase({
        externalId: `demo-${reference}`,
        customerId,
        reference,
        subject,
        openedAt,
        complaintAt: complaint ? openedAt : null,
      })
      if (written.kind !== 'opened') continue
      opened++
      if (asked) await askDepartment(store, written.case.id, asked, openedAt)
    }
  }
  return opened
}

async function askDepartment(
  store: DemoStore,
  id: number,
  { department, question, answer }: NonNullable<DemoCase['asked']>,
  openedAt: number,
): Promise<void> {
  const escalate = { department, question, dueAt: openedAt + day }
  await store.changeCase(id, null, { escalate }, null, openedAt + hour)
  await store.changeCase(id, null, { answer }, null, openedAt + 5 * hour)
}

/** A callback and a visit, for anybody to take. */
async function loadTasks(store: DemoStore, ids: Ids, now: number): Promise<void> {
  const tasks = [
    { of: 'SC-20018', kind: 'callback', reason: 'Rückruf: Stand der Nachforschung', inHours: 1 },
    { of: 'SC-20002', kind: 'visit', reason: 'Jahresgespräch', inHours: 72 },
  ] as const
  for (const { of, kind, reason, inHours } of tasks) {
    const dueFrom = now + inHours * hour
    await store.planTask(
      {
        kind,
        customerId: ids.get(of) ?? null,
        numberKey: null,
        numberRaw: null,
        ownerId: null,
        team: null,
        dueFrom,
        dueUntil: dueFrom + 2 * hour,
        reason,
        origin: 'hand',
        originId: null,
        planKey: `demo:${kind}`,
        by: null,
      },
      now,
    )
  }
}

async function loadHistory(store: DemoStore, ids: Ids, now: number): Promise<number> {
  const added = await Promise.all(
    demoHistory(demoCustomers, now).map(({ customerExternalId, ...record }) =>
      store.addInteraction({ ...record, customerId: ids.get(customerExternalId) ?? null }),
    ),
  )
  return added.filter((one) => one.kind === 'written').length
}

import { asWished } from '../wire/stated-wishes.ts'
import type { CardInteraction, CustomerCard, FoundCustomer, WantedCaller } from './call-store.ts'
import { type CardCase, noMatters } from './customer-matters.ts'
import { readMetrics } from './customer-metrics.ts'
import { readWishes, survivorOf } from './customer-rows.ts'
import { factsOfCustomer } from './fact-rows.ts'
import { promisesAndSignalsOf } from './promises-and-signals-of.ts'
import { all, cells, one, type Steps, together } from './steps.ts'

/** More candidates than this help nobody. */
const mostFound = 12
/** Beside those, the members of a household that has the number. */
const mostWays = 16
const mostMembers = 8

const customerSql = `select c.id, c.external_id, c.kind, c.name, c.given_name, c.family_name, c.title, c.said_as,
  c.pronunciation, c.language, c.time_zone, c.tier, c.role, c.about, c.wishes, g.id, g.kind, g.name,
  c.created_at, c.confidential, c.metrics, d.habit, d.contacts, c.stated_wishes,
  (select case when v.is_bad = 1 then v.answered_at end from survey v
    where v.customer_id = c.id and v.answered_at is not null order by v.answered_at desc, v.id limit 1)
  from customer c left join customer g on g.id = c.belongs_to
  left join customer_digest d on d.customer_id = c.id where c.id = ?`
const interactionsSql = `select id, channel, direction, started_at, agent_name, queue_name, outcome, disposition, body,
  ended_at, account_id from interaction where customer_id = ? order by id desc limit 5`
const caseColumns = `k.id, k.reference, k.subject, k.opened_at as "openedAt", k.state, a.name as "owner", k.department,
  k.contacts, k.last_contact_at as "lastContactAt", k.complaint_at as "complaintAt", k.raised_at as "raisedAt",
  k.escalated_to as "escalatedTo", k.escalation_due_at as "escalationDueAt", k.escalation_answer as "answer",
  k.escalation_answered_at as "answeredAt"`
const pressingFirst = 'order by k.raised_at is null, k.complaint_at is null, k.opened_at desc limit 3'
const casesSql = `select ${caseColumns} from customer_case k left join account a on a.id = k.owner_id
  where k.customer_id = ? and k.closed_at is null ${pressingFirst}`
const casesOfCompanySql = `select ${caseColumns} from customer c join customer g on g.id = c.belongs_to and g.kind = 'company'
  join customer_case k on k.customer_id = g.id and k.closed_at is null left join account a on a.id = k.owner_id
  where c.id = ? ${pressingFirst}`
const followUpSql = `select follow_up_at as "dueAt", coalesce(follow_up_text, '') as "text" from wrap_up
  where customer_id = ? and follow_up_at is not null and follow_up_done_at is null order by follow_up_at limit 1`
const ownersSql = `select customer_id as "id", verified_at as "verifiedAt", created_at as "numberSince"
  from customer_number
  where number_key = ? limit ?`
const sharersSql = 'select count(*) as "many" from customer_number where number_key = ?'
const judgementsSql = 'select customer_id as "id", verdict, at from judgement where number_key = ?'
const endingSql = 'select customer_id as "id" from customer_number where ending = ? limit 3'
const membersSql = 'select id from customer where belongs_to = ? and merged_into is null order by id limit ?'
const seenSql = `select distinct customer_id as "id" from (select customer_id from call
  where number_key = ? and arrived_at >= ? and arrived_at < ? and customer_id is not null and test_at is null order by arrived_at desc limit 200) seen limit ?`
const claimSql = 'select id from customer where external_id = ?'

interface Hit {
  readonly id: number
  readonly foundBy: FoundCustomer['foundBy']
  readonly verifiedAt: number | null
  readonly sharedBy: number
  readonly numberSince: number | null
}

type Verdict = { readonly id: number; readonly verdict: 'is' | 'is-not'; readonly at: number }

/** Who may be calling: one indexed look-up per way of finding, the weaker ways only if the stronger found nobody. */
export function* findCallers(wanted: WantedCaller): Steps<FoundCustomer[]> {
  const { numberKey } = wanted
  const cards = new Map<number, CustomerCard | null>()
  const found: FoundCustomer[] = []
  const [verdicts, ofNumber] =
    numberKey === null
      ? [[], []]
      : yield* together(all<Verdict>(judgementsSql, numberKey), owners(numberKey, 'number'))
  const take = function* (hits: readonly Hit[]): Steps<void> {
    const missing = [...new Set(hits.map(({ id }) => id))].filter((id) => !cards.has(id))
    const read = yield* together(...missing.map(readCard))
    for (const [n, id] of missing.entries()) cards.set(id, read[n] ?? null)
    for (const { id, foundBy, verifiedAt, sharedBy, numberSince } of hits) {
      const customer = cards.get(id)
      if (!customer || found.length >= mostWays) continue
      const said = verdicts.find((one) => one.id === id)
      const judgement = said ? { verdict: said.verdict, at: said.at } : null
      found.push({ customer, foundBy, verifiedAt, sharedBy, numberSince, judgement })
    }
  }
  yield* take(yield* findHits(wanted, verdicts, ofNumber))
  yield* take(yield* members(found))
  return found
}

/** Where a household has the number, those who live there may be calling. */
function* members(found: readonly FoundCustomer[]): Steps<readonly Hit[]> {
  const hits: Hit[] = []
  for (const { customer, foundBy } of found) {
    if (customer.kind !== 'household' || foundBy !== 'number') continue
    const rows = yield* all<{ id: number }>(membersSql, customer.id, mostMembers)
    hits.push(...rows.map(({ id }) => hitOf(id, 'household')))
  }
  return hits.filter(({ id }) => !found.some((one) => one.customer.id === id && one.foundBy !== 'claim'))
}

function hitOf(id: number, foundBy: FoundCustomer['foundBy']): Hit {
  return { id, foundBy, verifiedAt: null, sharedBy: 1, numberSince: null }
}

/** As whom calls from this number were recognised of late. */
export function* readCustomersSeenWith(
  numberKey: string,
  since: number,
  until: number,
  most: number,
): Steps<readonly number[]> {
  return (yield* all<{ id: number }>(seenSql, numberKey, since, until, most)).map(({ id }) => id)
}

function* findHits(
  wanted: WantedCaller,
  verdicts: readonly Verdict[],
  ofNumber: readonly Hit[],
): Steps<readonly Hit[]> {
  const hits: Hit[] = []
  for (const externalId of wanted.claimedIds) add(hits, yield* claimedBy(externalId))
  add(hits, ofNumber)
  for (const { id, verdict } of verdicts) {
    if (verdict === 'is' && !hits.some((hit) => hit.id === id)) add(hits, [hitOf(id, 'agent')])
  }
  for (const prefix of wanted.prefixes) {
    if (hits.some(({ foundBy }) => foundBy !== 'claim' && foundBy !== 'agent')) break
    add(hits, yield* owners(prefix, 'switchboard'))
  }
  if (hits.length === 0 && wanted.ending !== null) add(hits, yield* endingAlike(wanted.ending))
  return hits.length > mostFound ? hits.slice(0, mostFound) : hits
}

function add(hits: Hit[], more: readonly Hit[]): void {
  for (const hit of more) {
    if (!hits.some((one) => one.id === hit.id && one.foundBy === hit.foundBy)) hits.push(hit)
  }
}

function* owners(key: string, foundBy: 'number' | 'switchboard'): Steps<Hit[]> {
  type Row = Pick<Hit, 'id' | 'verifiedAt' | 'numberSince'>
  const rows = yield* all<Row>(ownersSql, key, mostFound)
  const sharedBy = rows.length < mostFound ? rows.length : yield* countSharers(key)
  return rows.map((row) => ({ ...row, foundBy, sharedBy }))
}

function* countSharers(key: string): Steps<number> {
  return (yield* one<{ many: number }>(sharersSql, key))?.many ?? 0
}

function* claimedBy(externalId: string): Steps<Hit[]> {
  const row = yield* one<{ id: number }>(claimSql, externalId)
  const id = row ? yield* survivorOf(row.id) : null
  return id === null ? [] : [hitOf(id, 'claim')]
}

/** Only a single owner of such an ending says anything. */
function* endingAlike(ending: string): Steps<Hit[]> {
  const rows = yield* all<{ id: number }>(endingSql, ending)
  const [only] = rows
  return only && rows.every((row) => row.id === only.id) ? [hitOf(only.id, 'ending')] : []
}

type CustomerRow = [
  id: number,
  externalId: string | null,
  kind: 'person' | 'household' | 'company',
  name: string,
  givenName: string | null,
  familyName: string | null,
  title: string | null,
  saidAs: string | null,
  pronunciation: string | null,
  language: string | null,
  timeZone: string | null,
  tier: string,
  role: string | null,
  about: string | null,
  wishes: string,
  groupId: number | null,
  groupKind: string | null,
  groupName: string | null,
  createdAt: number,
  confidential: string | null,
  metrics: string | null,
  habit: string | null,
  contacts: number | null,
  statedWishes: string | null,
  dissatisfiedAt: number | null,
]

type InteractionRow = [
  number,
  string,
  'inbound' | 'outbound' | 'internal',
  number,
  string | null,
  string | null,
  string | null,
  string | null,
  string,
  number | null,
  string | null,
]

/** All that ranking and the pop need of one customer. */
export function* readCard(customerId: number): Steps<CustomerCard | null> {
  const [[row], interactions, openCases, casesOfCompany, followUp, facts, promisesAndSignals] =
    yield* together(
      cells<CustomerRow>(customerSql, customerId),
      cells<InteractionRow>(interactionsSql, customerId),
      all<CardCase>(casesSql, customerId),
      all<CardCase>(casesOfCompanySql, customerId),
      one<NonNullable<CustomerCard['followUp']>>(followUpSql, customerId),
      factsOfCustomer(customerId),
      promisesAndSignalsOf(customerId),
    )
  if (!row) return null
  return asWished({
    id: row[0],
    externalId: row[1],
    kind: row[2],
    name: row[3],
    givenName: row[4],
    familyName: row[5],
    title: row[6],
    saidAs: row[7],
    pronunciation: row[8],
    language: row[9],
    timeZone: row[10],
    tier: row[11],
    role: row[12],
    about: row[13],
    wishes: row[14] === '[]' ? [] : (JSON.parse(row[14]) as string[]),
    contactWishes: readWishes(row[23]),
    belongsTo: row[15] === null ? null : { id: row[15], kind: row[16] ?? 'company', name: row[17] ?? '' },
    createdAt: row[18],
    confidential: row[19],
    lastInteractions: interactions.map(toCardInteraction),
    openCases,
    casesOfCompany,
    followUp: followUp ?? null,
    ...noMatters,
    facts,
    ...promisesAndSignals,
    metrics: readMetrics(row[20]),
    digest: row[22] === null ? null : { habit: row[21], contacts: row[22] },
    dissatisfiedAt: row[24],
  })
}

function toCardInteraction(row: InteractionRow): CardInteraction {
  return {
    id: row[0],
    channel: row[1],
    direction: row[2],
    startedAt: row[3],
    agentName: row[4],
    queueName: row[5],
    outcome: row[6],
    disposition: row[7],
    body: row[8],
    endedAt: row[9],
    accountId: row[10],
  }
}

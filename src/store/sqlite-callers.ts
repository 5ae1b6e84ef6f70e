import type { CardInteraction, CustomerCard, FoundCustomer, WantedCaller } from './call-store.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** More candidates than this help nobody. */
const mostFound = 12

const customerSql = `select c.id, c.external_id, c.kind, c.name, c.given_name, c.family_name, c.title, c.said_as,
  c.pronunciation, c.language, c.time_zone, c.tier, c.role, c.about, c.wishes, g.id, g.kind, g.name
  from customer c left join customer g on g.id = c.belongs_to where c.id = ?`
const interactionsSql = `select id, channel, direction, started_at, agent_name, queue_name, outcome, disposition, body
  from interaction where customer_id = ? order by id desc limit 5`
const casesSql = `select id, reference, subject, opened_at as openedAt from customer_case
  where customer_id = ? and closed_at is null order by opened_at desc limit 3`
const followUpSql = `select follow_up_at as "dueAt", coalesce(follow_up_text, '') as "text" from wrap_up
  where customer_id = ? and follow_up_at is not null and follow_up_done_at is null order by follow_up_at limit 1`
const ownersSql = 'select customer_id, verified_at from customer_number where number_key = ? limit ?'
const judgementsSql = 'select customer_id, verdict, at from judgement where number_key = ?'
const endingSql = 'select customer_id from customer_number where ending = ? limit 3'
const claimSql = 'select coalesce(merged_into, id) from customer where external_id = ?'

interface Hit {
  readonly id: number
  readonly foundBy: FoundCustomer['foundBy']
  readonly verifiedAt: number | null
  readonly sharedBy: number
}

type Verdict = { verdict: 'is' | 'is-not'; at: number }

/** Who may be calling: one indexed look-up per way of finding, the weaker ways only if the stronger found nobody. */
export function findCallers(connection: SqliteConnection, wanted: WantedCaller): FoundCustomer[] {
  const verdicts = judgementsOf(connection, wanted.numberKey)
  const hits = new Map<number, Hit>()
  const add = (hit: Hit): void => {
    if (!hits.has(hit.id)) hits.set(hit.id, hit)
  }
  for (const id of claimed(connection, wanted.claimedIds)) {
    add({ id, foundBy: 'claim', verifiedAt: null, sharedBy: 1 })
  }
  if (wanted.numberKey !== null) owners(connection, wanted.numberKey, 'number').forEach(add)
  for (const [id, judgement] of verdicts) {
    if (judgement.verdict === 'is') add({ id, foundBy: 'agent', verifiedAt: null, sharedBy: 1 })
  }
  for (const prefix of wanted.prefixes) {
    if (hits.size > 0) break
    owners(connection, prefix, 'switchboard').forEach(add)
  }
  if (hits.size === 0 && wanted.ending !== null) endingAlike(connection, wanted.ending).forEach(add)
  return [...hits.values()].slice(0, mostFound).flatMap((hit) => {
    const customer = readCard(connection, hit.id)
    if (!customer) return []
    const { foundBy, verifiedAt, sharedBy } = hit
    return [{ customer, foundBy, verifiedAt, sharedBy, judgement: verdicts.get(hit.id) ?? null }]
  })
}

function judgementsOf({ prepare }: SqliteConnection, numberKey: string | null): Map<number, Verdict> {
  if (numberKey === null) return new Map()
  const rows = prepare(judgementsSql).raw().all(numberKey) as [number, 'is' | 'is-not', number][]
  return new Map(rows.map(([id, verdict, at]) => [id, { verdict, at }]))
}

function owners({ prepare }: SqliteConnection, key: string, foundBy: 'number' | 'switchboard'): Hit[] {
  const rows = prepare(ownersSql).raw().all(key, mostFound) as [number, number | null][]
  const sharedBy =
    rows.length < mostFound
      ? rows.length
      : (prepare('select count(*) from customer_number where number_key = ?').pluck().get(key) as number)
  return rows.map(([id, verifiedAt]) => ({ id, foundBy, verifiedAt, sharedBy }))
}

function claimed({ prepare }: SqliteConnection, ids: readonly string[]): number[] {
  return ids.flatMap((one) => prepare(claimSql).pluck().all(one) as number[])
}

/** Only a single owner of such an ending says anything. */
function endingAlike({ prepare }: SqliteConnection, ending: string): Hit[] {
  const rows = prepare(endingSql).pluck().all(ending) as number[]
  const [only] = new Set(rows)
  return new Set(rows).size === 1 && only !== undefined
    ? [{ id: only, foundBy: 'ending', verifiedAt: null, sharedBy: 1 }]
    : []
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
]

/** All that ranking and the pop need of one customer. */
export function readCard({ prepare }: SqliteConnection, customerId: number): CustomerCard | null {
  const row = prepare(customerSql).raw().get(customerId) as CustomerRow | undefined
  if (!row) return null
  return {
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
    belongsTo: row[15] === null ? null : { id: row[15], kind: row[16] ?? 'company', name: row[17] ?? '' },
    lastInteractions: (prepare(interactionsSql).raw().all(customerId) as InteractionRow[]).map(
      toCardInteraction,
    ),
    openCases: prepare(casesSql).all(customerId) as CustomerCard['openCases'][number][],
    followUp: (prepare(followUpSql).get(customerId) as CustomerCard['followUp'] | undefined) ?? null,
  }
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
  }
}

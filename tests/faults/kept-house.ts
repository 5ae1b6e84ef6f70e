import Database from 'better-sqlite3'
import pg from 'pg'

/** What a store holds of some calls, read beside the program. */
export interface KeptHouse {
  /** What the engine itself finds wrong. */
  readonly unsound: readonly string[]
  readonly calls: ReadonlyMap<string, KeptCall>
  readonly events: readonly KeptEvent[]
  readonly pops: readonly KeptPop[]
  /** How many entries of the history a call has, where it has one. */
  readonly entries: ReadonlyMap<string, number>
  /** Desks whose version does not count their messages. */
  readonly brokenFeeds: readonly string[]
}

export interface KeptCall {
  readonly id: string
  readonly phase: string
  readonly outcome: string | null
  readonly arrived_at: number
  readonly answered_at: number | null
  readonly ended_at: number | null
  readonly answered_by: string
  readonly offered_to: number
}

export interface KeptEvent {
  readonly call_id: string
  readonly event_id: string
  readonly body: string
  readonly at: number
  readonly received_at: number
}

export interface KeptPop {
  readonly call_id: string
  readonly account_id: string
  readonly version: number
  readonly state: string
  readonly closing: string | null
  readonly content: string
}

const columns = {
  call: 'id, phase, outcome, arrived_at, answered_at, ended_at, answered_by, offered_to',
  call_event: 'call_id, event_id, body, at, received_at',
  pop: 'call_id, account_id, version, state, closing, content',
}

/** Messages are forgotten from the oldest on; what is left counts up to the desk's version without a gap. */
const brokenFeedsSql = `select d.account_id, d.version, count(o.id) as messages, min(o.version) as oldest,
    max(o.version) as newest, count(distinct o.version) as versions
  from desk d join outbox o on o.account_id = d.account_id group by d.account_id, d.version
  having max(o.version) <> d.version or count(o.id) <> count(distinct o.version)
    or count(o.id) <> max(o.version) - min(o.version) + 1`

/** `of`: ids of calls (`main:…`). */
export function readSqliteHouse(file: string, of: readonly string[]): KeptHouse {
  const db = new Database(file, { readonly: true })
  try {
    const rows = <R>(sql: string) => db.prepare(sql).all(JSON.stringify(of)) as R[]
    const some = 'in (select value from json_each(?))'
    return {
      unsound: [
        ...(db.prepare('pragma integrity_check').pluck().all() as string[]).filter((said) => said !== 'ok'),
        ...db.prepare('pragma foreign_key_check').all().map(String),
      ],
      calls: byId(rows<KeptCall>(`select ${columns.call} from call where id ${some}`)),
      events: rows(`select ${columns.call_event} from call_event where call_id ${some}`),
      pops: rows(`select ${columns.pop} from pop where call_id ${some}`),
      entries: counted(
        rows(`select call_id, count(*) as n from interaction where call_id ${some} group by call_id`),
      ),
      brokenFeeds: db
        .prepare(brokenFeedsSql)
        .all()
        .map((row) => JSON.stringify(row)),
    }
  } finally {
    db.close()
  }
}

/** Instants and counts as numbers, as SQLite has them. */
const types = {
  getTypeParser: (oid: number, format: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

/** `soundly`: also look at every page and every index, which takes its time. */
export async function readPostgresHouse(
  url: string,
  of: readonly string[],
  { soundly = true } = {},
): Promise<KeptHouse> {
  const client = new pg.Client({ connectionString: url, types })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const rows = async <R>(sql: string) => (await client.query(sql, [of])).rows as R[]
    return {
      unsound: soundly ? await findUnsound(client) : [],
      calls: byId(await rows<KeptCall>(`select ${columns.call} from call where id = any($1)`)),
      events: await rows(`select ${columns.call_event} from call_event where call_id = any($1)`),
      pops: await rows(`select ${columns.pop} from pop where call_id = any($1)`),
      entries: counted(
        await rows('select call_id, count(*) as n from interaction where call_id = any($1) group by call_id'),
      ),
      brokenFeeds: (await client.query(brokenFeedsSql)).rows.map((row) => JSON.stringify(row)),
    }
  } finally {
    await client.end()
  }
}

/** Every row against its page, every B-tree against its order and its table (amcheck), every foreign key again. */
async function findUnsound(client: pg.Client): Promise<string[]> {
  await client.query('create extension if not exists amcheck')
  const heap = await client.query(
    `select c.relname, v.msg from pg_class c join pg_namespace n on n.oid = c.relnamespace,
     lateral verify_heapam(c.oid) v where c.relkind = 'r' and n.nspname = 'public'`,
  )
  await client.query(
    `select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'i' and a.amname = 'btree' and n.nspname = 'public'`,
  )
  const keys = await client.query<{ name: string; found: string }>(
    `select conname as name, query_to_xml(format(
        'select 1 from %s a left join %s b on b.%I = a.%I where a.%I is not null and b.%I is null limit 1',
        conrelid::regclass, confrelid::regclass, f.attname, o.attname, o.attname, f.attname), true, true, '')::text as found
     from pg_constraint
     join pg_attribute o on o.attrelid = conrelid and o.attnum = conkey[1]
     join pg_attribute f on f.attrelid = confrelid and f.attnum = confkey[1]
     where contype = 'f'`,
  )
  return [
    ...heap.rows.map((row) => JSON.stringify(row)),
    ...keys.rows.filter(({ found }) => found.trim() !== '').map(({ name }) => `${name} is broken`),
  ]
}

function byId(calls: readonly KeptCall[]): Map<string, KeptCall> {
  return new Map(calls.map((call) => [call.id, call]))
}

function counted(rows: readonly { call_id: string; n: number }[]): Map<string, number> {
  return new Map(rows.map(({ call_id, n }) => [call_id, n]))
}

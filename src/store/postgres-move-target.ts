import pg from 'pg'
import type { FoundInteraction, IndexedInteraction, TokensOf } from './history-store.ts'
import { type LinkRow, linksOf as linksFrom, linkValues } from './interaction-links.ts'
import { foundColumns } from './interaction-rows.ts'
import type { MovedRow, MovedTable, MoveTarget } from './move-store.ts'
import { clientSettings } from './postgres-connections.ts'
import { lockSpace, unfinishedMove, wholeSchema } from './postgres-schema.ts'
import { lexemesOf } from './postgres-text-index.ts'
import type { IndexName, Names, NameTokens } from './text-index.ts'
import { UnusableStore } from './unusable-store.ts'

const moveLock = 0x304e
const rowsAtOnce = 500

export interface IndexTokens {
  readonly names: NameTokens
  readonly interactions: TokensOf
}

export interface OpenedTarget extends MoveTarget {
  /** Makes keys, indexes and the search index; `tell` hears how many rows of it stand. */
  complete(tokens: IndexTokens, tell: (index: IndexName, done: number) => void): Promise<void>
  /** From here on it is a store. */
  finish(): Promise<void>
  close(): Promise<void>
}

/**
 * Makes the tables in an empty database; what an unfinished move has left there is dropped first. Throws UnusableStore for
 * a database that holds anything else, or where another move is under way. Indexes come after the rows, and so do foreign
 * keys: rows may refer to later ones, and adding a key at the end checks every row once more.
 */
export async function openPostgresTarget(url: string): Promise<OpenedTarget> {
  const patient = { statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0 }
  const db = new pg.Client({ ...clientSettings(url, 0, 0), ...patient })
  // Whoever asks next hears of it; unheard, the event itself would end the process.
  db.on('error', () => undefined)
  await db.connect().catch((reason: unknown) => {
    const { message, code } = reason as NodeJS.ErrnoException
    throw new UnusableStore(`The database cannot be reached: ${message || code}`, reason)
  })
  try {
    await makeRoom(db)
    const foreignKeys = await makeTables(db)
    // A move that is broken off begins anew: only its end has to be durable.
    await db.query('set synchronous_commit = off')
    return targetOf(db, foreignKeys)
  } catch (reason) {
    await db.end()
    throw reason
  }
}

function targetOf(db: pg.Client, foreignKeys: readonly string[]): OpenedTarget {
  return {
    write: (table, rows) => insertRows(db, table, rows),
    batches: (table, most) => batchesOf(db, table, most),
    async complete(tokens, tell) {
      await fillIndexes(db, tokens, tell)
      for (const statement of statements('rest')) await db.query(statement)
      for (const statement of foreignKeys) await db.query(statement)
      await countOn(db)
      await db.query('analyze')
    },
    async finish() {
      await db.query('begin; set local synchronous_commit = on')
      for (const statement of statements('version')) await db.query(statement)
      await db.query(`drop table ${unfinishedMove}`)
      await db.query('commit')
    },
    close: () => db.end(),
  }
}

function statements(kind: 'table' | 'version' | 'rest'): string[] {
  const kindOf = (statement: string): string => {
    if (/^create table /.test(statement)) return 'table'
    return /^insert into schema_version /.test(statement) ? 'version' : 'rest'
  }
  return wholeSchema().filter((statement) => kindOf(statement) === kind)
}

async function makeRoom(db: pg.Client): Promise<void> {
  const [lock] = (await db.query(`select pg_try_advisory_lock(${lockSpace}, ${moveLock}) as held`)).rows
  if (!lock.held) throw new UnusableStore('Another move into this database is under way.')
  const names = await tableNames(db)
  if (names.length > 0 && !names.includes(unfinishedMove)) {
    throw new UnusableStore(
      `The database is not empty: it has tables (${names.slice(0, 5).join(', ')} …). Nothing was changed.`,
    )
  }
  // The mark goes last, so that what is left of a move stays known as that.
  for (const name of names.filter((one) => one !== unfinishedMove)) {
    await db.query(`drop table ${pg.escapeIdentifier(name)} cascade`)
  }
  await dropFunctions(db)
}

async function tableNames(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query(
    'select tablename as name from pg_tables where schemaname = current_schema() order by tablename',
  )
  return rows.map((row: { name: string }) => row.name)
}

async function dropFunctions(db: pg.Client): Promise<void> {
  const { rows } = await db.query(
    `select oid::regprocedure::text as name from pg_proc
     where pronamespace = current_schema()::regnamespace and proname like 'greetline!_%' escape '!'`,
  )
  for (const { name } of rows as { name: string }[]) await db.query(`drop function ${name}`)
}

/** The statements by which foreign keys are made again. */
async function makeTables(db: pg.Client): Promise<string[]> {
  await db.query(`create table if not exists ${unfinishedMove} (begun timestamptz not null default now())`)
  for (const statement of statements('table')) await db.query(statement)
  const { rows } = await db.query(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by conname`,
  )
  const keys = rows as { table: string; name: string; definition: string }[]
  for (const { table, name } of keys) await db.query(`alter table ${table} drop constraint ${name}`)
  return keys.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  )
}

async function insertRows(db: pg.Client, table: MovedTable, rows: readonly MovedRow[]): Promise<void> {
  const types = await typesOf(db, table)
  const columns = table.columns.map((column) => pg.escapeIdentifier(column))
  const arrays = types.map((type, n) => `$${n + 1}::${type}[]`)
  await db.query(
    `insert into ${pg.escapeIdentifier(table.name)} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})`,
    table.columns.map((_, place) => rows.map((row) => row[place] ?? null)),
  )
}

async function typesOf(db: pg.Client, table: MovedTable): Promise<string[]> {
  const { rows } = await db.query(
    'select attname as name, atttypid::regtype::text as type from pg_attribute where attrelid = $1::regclass',
    [pg.escapeIdentifier(table.name)],
  )
  const types = new Map((rows as { name: string; type: string }[]).map(({ name, type }) => [name, type]))
  return table.columns.map((column) => {
    const type = types.get(column)
    if (type === undefined) throw new Error(`${table.name} has no column ${column} on PostgreSQL`)
    return type
  })
}

async function* batchesOf(db: pg.Client, table: MovedTable, most: number): AsyncIterable<MovedRow[]> {
  const { columns } = table
  const key = table.key.map((column) => pg.escapeIdentifier(column))
  const places = table.key.map((column) => columns.indexOf(column))
  const from = `select ${columns.map((column) => pg.escapeIdentifier(column)).join(', ')}
    from ${pg.escapeIdentifier(table.name)}`
  const order = `order by ${key.join(', ')} limit ${most}`
  const after = `where (${key.join(', ')}) > (${key.map((_, n) => `$${n + 1}`).join(', ')})`
  let last: MovedRow | undefined
  for (;;) {
    const text = last ? `${from} ${after} ${order}` : `${from} ${order}`
    const values = last ? places.map((place) => last?.[place]) : []
    const { rows } = await db.query<MovedRow[number][]>({ text, values, rowMode: 'array' })
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)
  }
}

async function fillIndexes(
  db: pg.Client,
  tokens: IndexTokens,
  tell: (index: IndexName, done: number) => void,
): Promise<void> {
  type Customer = Names & { id: number }
  const customers = `select id, name, given_name as "givenName", family_name as "familyName", said_as as "saidAs"
    from customer where merged_into is null and id > $1 order by id limit ${rowsAtOnce}`
  await fillIndex<Customer>(db, 'customer_search', customers, tokens.names, tell, async (_, rows) => rows)
  const interactions = `select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
    where i.id > $1 order by i.id limit ${rowsAtOnce}`
  await fillIndex<FoundInteraction, IndexedInteraction>(
    db,
    'interaction_search',
    interactions,
    tokens.interactions,
    tell,
    linksOf,
  )
}

const linksOfManySql = `select t.contact, 'case' as kind, k.id, k.root_cause as what, k.reference,
  case when k.closed_at is null then 1 else 0 end as "isOpen"
  from case_contact t join customer_case k on k.id = t.case_id where t.contact = any($1)
  union all select 'call:' || p.call_id, 'promise', p.id, p.state, null, 0 from promise p where 'call:' || p.call_id = any($1)`

/** The rows with what they were about. */
async function linksOf(
  db: pg.Client,
  rows: readonly FoundInteraction[],
): Promise<readonly IndexedInteraction[]> {
  const contacts = rows.map((row) => linkValues(row).slice(0, 2))
  const { rows: links } = await db.query<LinkRow & { contact: string }>(linksOfManySql, [contacts.flat()])
  const byContact = Map.groupBy(links, ({ contact }) => contact)
  return rows.map((row, n) => ({
    ...row,
    links: linksFrom((contacts[n] ?? []).flatMap((contact) => byContact.get(contact) ?? [])),
  }))
}

async function fillIndex<R extends { readonly id: number }, I extends { readonly id: number } = R>(
  db: pg.Client,
  index: IndexName,
  sql: string,
  tokensOf: (row: I) => string,
  tell: (index: IndexName, done: number) => void,
  whole: (db: pg.Client, rows: readonly R[]) => Promise<readonly I[]>,
): Promise<void> {
  for (let last = -1, done = 0; ; ) {
    const { rows: read } = await db.query<R & pg.QueryResultRow>(sql, [last])
    if (read.length === 0) return
    const rows = await whole(db, read)
    await db.query(
      `insert into ${index} (id, tokens) select id, array_to_tsvector(string_to_array(tokens, ' '))
       from unnest($1::bigint[], $2::text[]) as row (id, tokens)`,
      [rows.map((row) => row.id), rows.map((row) => lexemesOf(index, row.id, tokensOf(row)).join(' '))],
    )
    last = rows.at(-1)?.id ?? last
    done += rows.length
    tell(index, done)
  }
}

/** Ids that the engine makes go on after those that were moved. */
async function countOn(db: pg.Client): Promise<void> {
  const { rows } = await db.query(
    `select quote_ident(table_name) as "table", quote_ident(column_name) as "column",
       pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
     from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'`,
  )
  for (const { table, column, sequence } of rows as { table: string; column: string; sequence: string }[]) {
    await db.query(
      `select setval('${sequence}', max(${column})) from ${table} having max(${column}) is not null`,
    )
  }
}

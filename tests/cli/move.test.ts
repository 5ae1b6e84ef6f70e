import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveIntoPostgres } from '../../src/cli/move-into-postgres.ts'
import { nameTokens, rowTokens } from '../../src/history/search-tokens.ts'
import { isEqual, moveRows } from '../../src/store/move-store.ts'
import { openPostgresTarget } from '../../src/store/postgres-move-target.ts'
import { ensureSchema } from '../../src/store/postgres-schema.ts'
import { lockHouse } from '../../src/store/sqlite-lock.ts'
import { openSqliteSource } from '../../src/store/sqlite-move-source.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import { openHistory } from '../history/opened-history.ts'
import { askServer } from '../store/ask-server.ts'
import { openPostgresStore } from '../store/open-postgres-store.ts'
import { connectTo, emptyDatabase } from '../store/postgres.ts'
import { person } from '../store/told-customers.ts'

const firstId = 3_470_000_000_000_000
/** More than two batches. */
const many = 2100

describe('the move into PostgreSQL', () => {
  let folder: string
  let file: string
  let url: string
  let out: string
  let err: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greetline-move-'))
    file = join(folder, 'greetline.sqlite')
    url = await emptyDatabase()
    out = ''
    err = ''
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const tokens = { names: nameTokens, interactions: rowTokens }
  const move = (...args: string[]) =>
    moveIntoPostgres(args, {
      file,
      tokens,
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      now: () => 0,
    })

  it('copies every row of every table, and says so after comparing them', async () => {
    const tables = fillEveryTable(file, many)
    expect(await move('--to', url)).toBe(0)
    const lines = out.split('\n').filter((line) => line.includes('\t'))
    expect(lines.map((line) => line.split('\t')[0])).toEqual(tables)
    for (const [n, line] of lines.entries()) {
      expect(line).toMatch(/\t\d+ rows?\t[0-9a-f]{32}\tequal$/)
      expect(line).toContain(`\t${rowsOf(tables[n] as string, many)} row`)
    }
    expect(out).toContain('texts held the character U+0000')
    const all = tables.reduce((sum, table) => sum + rowsOf(table, many), 0)
    expect(out).toContain(`All ${all} rows stand in postgres://`)
    for (const table of tables) {
      const [count] = await askServer(url, `select count(*)::int as n from "${table}"`)
      expect(count, table).toEqual({ n: rowsOf(table, many) })
    }
  })

  it('leaves a store that goes on: references, counted ids, searches and names', async () => {
    fillEveryTable(file, many)
    expect(await move('--to', url)).toBe(0)
    const moved = await openPostgresStore(undefined, url)
    try {
      const history = openHistory(moved)
      expect(await history.find('王小明 77 ')).toEqual(['客户王小明来电 77'])
      expect(await history.store.findCustomersByName('"muster77"', 5, 5000)).toEqual([firstId + 77])
      expect(await history.store.indexInteractions(10, rowTokens)).toBe(0)
      const write = await history.store.createCustomer(person('New'), [], 1_800_000_000_000)
      expect(write.kind).toBe('written')
      await moved.sql("insert into outbox (account_id, version, body, at) values ('a', 1, '{}', 1)")
      expect(await moved.sql('select max(id) as newest from outbox')).toEqual([{ newest: many + 1 }])
      await expect(
        moved.sql('update customer set belongs_to = 5 where id = ?', firstId),
      ).rejects.toMatchObject({ code: '23503' })
    } finally {
      await moved.close()
    }
  })

  it('begins anew after a move that was broken off, which no server takes for a store', async () => {
    fillEveryTable(file)
    const source = openSqliteSource(file)
    const target = await openPostgresTarget(url)
    await expect(
      moveRows(source, target, (_step, table) => {
        if (table === 'interaction') throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    await target.close()
    source.close()
    const connections = connectTo(url)
    await expect(ensureSchema(connections)).rejects.toThrow('was begun and not ended')
    await connections.close()
    expect(await move('--to', url)).toBe(0)
  })

  it('notices a single cell that is not the same', async () => {
    fillEveryTable(file)
    const source = openSqliteSource(file)
    const target = await openPostgresTarget(url)
    const { tables } = await moveRows(
      source,
      {
        write: (table, rows) =>
          target.write(
            table,
            rows.map((row) =>
              table.name === 'account' && row[0] === 'account-7' ? [...row.slice(0, -1), 7] : row,
            ),
          ),
        batches: target.batches,
      },
      () => undefined,
    )
    expect(tables.filter((one) => !isEqual(one)).map((one) => one.table)).toEqual(['account'])
    await target.close()
    source.close()
  })

  it('refuses a database that holds anything, and changes nothing there', async () => {
    fillEveryTable(file)
    await askServer(url, 'create table treasure (id int)')
    expect(await move('--to', url)).toBe(1)
    expect(err).toContain('not empty')
    expect(await askServer(url, "select tablename from pg_tables where schemaname = 'public'")).toEqual([
      { tablename: 'treasure' },
    ])
  })

  it('refuses a finished store as its target', async () => {
    fillEveryTable(file)
    expect(await move('--to', url)).toBe(0)
    expect(await move('--to', url)).toBe(1)
    expect(err).toContain('not empty')
  })

  it('refuses while a server runs or somebody writes, and where there is no store', async () => {
    expect(await move('--to', url)).toBe(1)
    expect(err).toContain('There is no database')
    openDatabase(file).close()
    const lock = lockHouse(file)
    expect(await move('--to', url)).toBe(1)
    expect(err).toContain('A server is running')
    lock?.release()
  })

  it.each([[], ['--to'], ['--to', 'mysql://a/b'], ['--to', 'postgres://h/d', 'more']])(
    'explains itself to %s',
    async (...args) => {
      expect(await move(...args)).toBe(2)
      expect(err).toContain('usage: move')
    },
  )
})

/** As many rows in each table, with every kind of value that a column takes; gives the names of the tables. */
function fillEveryTable(file: string, rows = 25): string[] {
  openDatabase(file).close()
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  dropTriggers(db)
  const names = db.prepare("select name from sqlite_master where type = 'table' order by rowid").pluck().all()
  const tables = (names as string[]).filter(
    (name) => !/^sqlite_|_search|^(schema_version|search_rebuild)$/.test(name),
  )
  for (const table of tables) {
    const columns = db.pragma(`table_info("${table}")`) as Column[]
    const insert = db.prepare(`insert into "${table}" values (${columns.map(() => '?').join(', ')})`)
    db.transaction(() => {
      for (let n = 0; n < rowsOf(table, rows); n++)
        insert.run(...columns.map((column) => cellOf(table, column, n, rows)))
    })()
  }
  db.close()
  return tables
}

/** They would add rows of their own. */
function dropTriggers(db: Database.Database): void {
  const names = db.prepare("select name from sqlite_master where type = 'trigger'").pluck().all() as string[]
  for (const name of names) db.exec(`drop trigger "${name}"`)
}

/** Of what is counted there is one state. */
function rowsOf(table: string, rows: number): number {
  return table === 'figure_state' ? 1 : rows
}

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
}

const words: Readonly<Record<string, readonly string[]>> = {
  'account.role': ['agent', 'supervisor', 'admin'],
  'customer.kind': ['person', 'household', 'company'],
  'judgement.verdict': ['is', 'is-not'],
  'interaction.direction': ['inbound', 'outbound', 'internal'],
  'import_job.state': ['running', 'done', 'failed', 'interrupted'],
  'fact.said_by': ['customer', 'agent', 'system'],
  'asked_again.known': ['known', 'confirm', 'missing'],
  'number_rereading.state': ['running', 'done', 'replaced'],
  'signal.severity': ['info', 'notice', 'warning', 'critical'],
  'alert.severity': ['notice', 'warning', 'critical'],
  'export_job.format': ['csv', 'json-lines'],
  'export_job.state': ['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted'],
  'mystery_run.result': ['passed', 'late', 'wrong', 'failed'],
  'case_contact.linked': ['said', 'taken'],
  'task.kind': ['callback', 'visit', 'message', 'follow-up'],
  'task.state': ['open', 'done', 'given-up'],
  'interaction.sentiment': ['positive', 'neutral', 'negative'],
  'wrap_up.sentiment': ['positive', 'neutral', 'negative'],
  'saved_search.shared': ['nobody', 'team', 'all'],
  'promise.state': ['open', 'kept', 'broken', 'released'],
  'webhook_delivery.state': ['waiting', 'delivered', 'dead'],
  'number_rereading_finding.kind': ['changed', 'unreadable'],
}
const odd = ['', "it's", 'a\tb\nc', '{"a":[null]}', '{NULL,"x"}', 'null', '\\', 'é😀', 'a\0b', '"']

function cellOf(
  table: string,
  { name, type, notnull, pk }: Column,
  n: number,
  rows: number,
): string | number | null {
  const known = words[`${table}.${name}`]
  if (known) return known[n % known.length] as string
  if (name === 'message_id') return `id ${n}`
  if ((table === 'outbox' || table === 'figure_state') && name === 'id') return n + 1
  if (/^(customer_id|case_id|task_id|job_id|rereading_id|id)$/.test(name) && type === 'INTEGER')
    return firstId + n
  // A group may have been made after its members.
  if (name === 'belongs_to' || name === 'merged_into') {
    return name === 'belongs_to' && n % 3 === 0 ? firstId + rows - 1 - n : null
  }
  if (name === 'unsettled' || (!notnull && pk === 0 && n % 5 === 4)) return null
  if (type === 'INTEGER') return name === 'indexed' ? n % 2 : 1_790_000_000_000 + n
  if (table === 'account' && name === 'id') return `account-${n}`
  if (name === 'account_id') return `account-${n}`
  if (table === 'customer' && name === 'name') return `Muster${n}`
  if (name === 'wishes') return '["only mornings"]'
  if (table === 'interaction' && name === 'body') return `客户王小明来电 ${n}`
  return pk > 0 || /login|external_id|call_id/.test(name) ? `${name} ${n}` : `${odd[n % odd.length]}${n}`
}

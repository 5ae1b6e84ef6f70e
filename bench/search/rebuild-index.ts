import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import type { Names } from '../../src/store/text-index.ts'
import { entryWriter } from './entry-writer.ts'
import type { TokenBatch, TokenOrder } from './token-worker.ts'

const tokenWorker = new URL('token-worker.ts', import.meta.url)
const workers = 2
const rowsPerBatch = 10_000
const batchesPerCommit = 20

/**
 * Brings a house's database and its search index up to date as an upgrade does, but at once: in the product that takes hours,
 * beside all other work. Nothing is done where it is up to date, unless `force`. Broken off, it begins anew.
 */
export async function rebuildIndex(file: string, force: boolean, say: (line: string) => void): Promise<void> {
  const db = openDatabase(file)
  try {
    const left = db.prepare('select count(*) from search_rebuild').pluck().get() as number
    if (left === 0 && !force) return
    say('bringing the search index up to date')
    mark(db)
    db.pragma('synchronous = OFF')
    fillNames(db)
    await fillRows(db, file, say)
    db.exec('delete from search_rebuild')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** Until all is done, searches say that it is not. */
function mark(db: Database.Database): void {
  db.exec(`insert into search_rebuild (index_name, below_id)
    select 'interaction_search', newest.id + 1 from (select max(id) as id from interaction) as newest
    where newest.id is not null on conflict do update set below_id = excluded.below_id`)
  for (const index of ['interaction_search', 'customer_search']) {
    db.exec(`insert into ${index} (${index}) values ('delete-all')`)
    // Tokens are gathered in memory so that few, large segments are written.
    db.exec(`insert into ${index} (${index}, rank) values ('hashsize', 134217728)`)
  }
}

function settle(db: Database.Database, index: string): void {
  db.exec(`insert into ${index} (${index}) values ('optimize')`)
  db.exec(`insert into ${index} (${index}, rank) values ('hashsize', 1048576)`)
}

function fillNames(db: Database.Database): void {
  const index = db.prepare('insert into customer_search (rowid, tokens) values (?, ?)')
  const customers =
    db.prepare(`select id, name, given_name as "givenName", family_name as "familyName", said_as as "saidAs"
    from customer where merged_into is null and id > ? order by id limit 100000`)
  for (let after = 0; ; ) {
    const rows = customers.all(after) as (Names & { id: number })[]
    const last = rows.at(-1)
    if (!last) break
    db.transaction(() => {
      for (const row of rows) index.run(BigInt(row.id), nameTokens(row))
    })()
    after = last.id
  }
  settle(db, 'customer_search')
}

async function fillRows(db: Database.Database, file: string, say: (line: string) => void): Promise<void> {
  const entries = entryWriter(db)
  const makers = Array.from({ length: workers }, () => new Worker(tokenWorker, { workerData: file }))
  const orders = ordersOf(db)
  const ahead: Promise<TokenBatch>[] = []
  const order = (n: number): void => {
    const { value } = orders.next()
    if (value) ahead.push(made(makers[n % workers] as Worker, value))
  }
  try {
    // Two orders per thread, so that none waits while this one writes.
    for (let n = 0; n < workers * 2; n++) order(n)
    db.exec('begin')
    for (let n = 0; ahead.length > 0; n++) {
      const { rows } = (await ahead.shift()) as TokenBatch
      order(n)
      for (const [id, tokens] of rows) entries.add(id, tokens)
      if ((n + 1) % batchesPerCommit === 0) {
        db.exec('commit; begin')
        say(`${((n + 1) * rowsPerBatch).toLocaleString('en-US')} interactions`)
      }
    }
    entries.close()
    db.exec('commit')
  } finally {
    for (const maker of makers) await maker.terminate()
  }
  settle(db, 'interaction_search')
}

function made(maker: Worker, order: TokenOrder): Promise<TokenBatch> {
  return new Promise((resolve, reject) => {
    const take = (batch: TokenBatch): void => {
      if (batch.from !== order.from) return
      maker.off('message', take)
      maker.off('error', reject)
      resolve(batch)
    }
    maker.on('message', take)
    maker.on('error', reject)
    maker.postMessage(order)
  })
}

function* ordersOf(db: Database.Database): Generator<TokenOrder, undefined> {
  const first = db.prepare('select min(id) from interaction').pluck().get() as number | null
  const after = db.prepare(
    `select id from interaction where id >= ? order by id limit 1 offset ${rowsPerBatch}`,
  )
  for (let from = first; from !== null; ) {
    const until = (after.pluck().get(from) as number | undefined) ?? null
    yield { from, until: until ?? Number.MAX_SAFE_INTEGER }
    from = until
  }
}

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { nameTokens } from '../src/history/search-tokens.ts'
import type { FillBatch, FillOrder } from './fill-worker.ts'
import { entryWriter } from './search/entry-writer.ts'
import {
  makeAgent,
  makeCustomer,
  makeNumber,
  ownerOf,
  rootCauseOf,
  type Scale,
  seededRandom,
  worldVersion,
} from './world.ts'

const schemaFile = fileURLToPath(new URL('../schema.sql', import.meta.url))
const dataFolder = fileURLToPath(new URL('data/', import.meta.url))
const fillWorker = new URL('fill-worker.ts', import.meta.url)
const workers = 2
const rowsPerBatch = 10_000

/** Told how far the filling is, in rows of the table that is being filled. */
export type Progress = (what: string, done: number, all: number) => void

/**
 * The folder of a database of this scale, filled as the product itself would have filled it. What was made before is
 * used again while the schema and the data's recipe are the same; 10,000,000 interactions take some ten minutes.
 */
export async function makeData(scale: Scale, progress: Progress): Promise<string> {
  const folder = join(dataFolder, nameOfData(scale))
  const file = join(folder, 'greetline.sqlite')
  if (existsSync(file)) return folder
  mkdirSync(folder, { recursive: true })
  const unfinished = `${file}.filling`
  rmSync(unfinished, { force: true })
  const db = openForFilling(unfinished)
  fillAccounts(db, scale)
  fillCustomers(db, scale, progress)
  await fillInteractions(db, scale, progress)
  settle(db)
  renameSync(unfinished, file)
  return folder
}

function nameOfData(scale: Scale): string {
  const schema = readFileSync(schemaFile, 'utf8').replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ')
  const hash = createHash('sha256')
    .update(JSON.stringify([schema, scale, worldVersion]))
    .digest('hex')
  return `${scale.interactions}-${hash.slice(0, 12)}`
}

/** Nothing of a half-filled file is ever used, so nothing guards it. */
function openForFilling(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('cache_size = -2000000')
  db.exec(readFileSync(schemaFile, 'utf8'))
  for (const index of ['interaction_search', 'customer_search']) {
    // Tokens are gathered in memory so that few, large segments are written.
    db.prepare(`insert into ${index} (${index}, rank) values ('hashsize', 134217728)`).run()
  }
  return db
}

function fillAccounts(db: Database.Database, { agents }: Scale): void {
  const account = db.prepare(
    "insert into account (id, login, name, role, language, created_at, team) values (?, ?, ?, ?, 'en', 0, ?)",
  )
  const extension = db.prepare(
    "insert into account_extension (source, extension, account_id) values ('main', ?, ?)",
  )
  db.transaction(() => {
    for (let place = 0; place < agents; place++) {
      const agent = makeAgent(place)
      account.run(agent.id, agent.login, agent.name, 'agent', agent.team)
      extension.run(agent.extension, agent.id)
    }
    account.run('supervisor', 'supervisor', 'Sam Super', 'supervisor', null)
  })()
}

function fillCustomers(db: Database.Database, scale: Scale, progress: Progress): void {
  const customer =
    db.prepare(`insert into customer (id, external_id, kind, name, given_name, family_name, language,
    time_zone, tier, wishes, belongs_to, version, created_at, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, 1, ?, ?)`)
  const index = db.prepare('insert into customer_search (rowid, tokens) values (?, ?)')
  inBatches(db, 'customers', scale.customers, progress, (place) => {
    const made = makeCustomer(place)
    const { id, externalId, kind, name, givenName, familyName, language, timeZone, tier, belongsTo } = made
    customer.run(
      id,
      externalId,
      kind,
      name,
      givenName,
      familyName,
      language,
      timeZone,
      tier,
      belongsTo,
      made.createdAt,
      made.createdAt,
    )
    index.run(BigInt(id), nameTokens({ ...made, saidAs: null }))
  })
  fillNumbers(db, scale, progress)
  fillCases(db, scale)
}

/** Two in three are verified: a number alone and a verified one are judged differently. */
function fillNumbers(db: Database.Database, scale: Scale, progress: Progress): void {
  const number =
    db.prepare(`insert into customer_number (number_key, customer_id, raw, label, ending, verified_at,
    created_at) values (?, ?, ?, ?, ?, ?, ?)`)
  const { createdAt } = makeCustomer(0)
  inBatches(db, 'numbers', scale.numbers, progress, (place) => {
    const key = makeNumber(place, scale)
    const verifiedAt = place % 3 === 0 ? null : createdAt
    number.run(key, ownerOf(place, scale) + 1, key, 'mobile', key.slice(-7), verifiedAt, createdAt)
  })
}

function fillCases(db: Database.Database, { customers }: Scale): void {
  const open = db.prepare(
    'insert into customer_case (id, customer_id, reference, subject, opened_at, root_cause) values (?, ?, ?, ?, ?, ?)',
  )
  const random = seededRandom(customers)
  const { createdAt } = makeCustomer(0)
  db.transaction(() => {
    for (let id = 1; id <= customers / 20; id++) {
      open.run(
        id,
        1 + Math.floor(random() * customers),
        `R-${id}`,
        'Delivery overdue',
        createdAt + id,
        rootCauseOf(id),
      )
    }
  })()
}

function inBatches(
  db: Database.Database,
  what: string,
  all: number,
  progress: Progress,
  work: (place: number) => void,
): void {
  for (let from = 0; from < all; from += 100_000) {
    const until = Math.min(all, from + 100_000)
    db.transaction(() => {
      for (let place = from; place < until; place++) work(place)
    })()
    progress(what, until, all)
  }
}

/** Threads make the batches side by side; they are written in their order, which is the order of time. */
async function fillInteractions(db: Database.Database, scale: Scale, progress: Progress): Promise<void> {
  const entries = entryWriter(db)
  const write = interactionWriter(db, entries.add)
  const makers = Array.from({ length: workers }, () => openMaker(scale))
  const orders = batchesOf(scale.interactions)
  // Two orders per thread, so that none waits while the main thread writes.
  const ahead: Promise<FillBatch>[] = []
  let next = 0
  const order = (): void => {
    const wanted = orders[next]
    if (wanted) ahead.push((makers[next % workers] as Maker).make(wanted))
    next++
  }
  for (let n = 0; n < workers * 2; n++) order()
  for (let batch = ahead.shift(); batch; batch = ahead.shift()) {
    const made = await batch
    order()
    write(made)
    progress('interactions', made.from + made.rows.length, scale.interactions)
  }
  entries.close()
  for (const maker of makers) await maker.close()
}

function batchesOf(all: number): FillOrder[] {
  const orders: FillOrder[] = []
  for (let from = 0; from < all; from += rowsPerBatch) {
    orders.push({ from, until: Math.min(all, from + rowsPerBatch) })
  }
  return orders
}

interface Maker {
  make(order: FillOrder): Promise<FillBatch>
  close(): Promise<unknown>
}

function openMaker(scale: Scale): Maker {
  const worker = new Worker(fillWorker, { workerData: scale })
  const waiting = new Map<number, (batch: FillBatch) => void>()
  worker.on('message', (batch: FillBatch) => {
    waiting.get(batch.from)?.(batch)
    // What resolves a promise holds on to what it was resolved with.
    waiting.delete(batch.from)
  })
  return {
    make: (order) =>
      new Promise((resolve) => {
        waiting.set(order.from, resolve)
        worker.postMessage(order)
      }),
    close: () => worker.terminate(),
  }
}

function interactionWriter(
  db: Database.Database,
  addTokens: (id: number, tokens: string) => void,
): (batch: FillBatch) => void {
  const row = db.prepare(`insert into interaction (id, external_id, channel, direction, started_at, ended_at,
    customer_id, number_key, number_raw, account_id, agent_name, source, queue, queue_name, call_id, outcome,
    disposition, body, subject, sentiment, team, indexed)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`)
  const contact = db.prepare(
    "insert into case_contact (case_id, contact, at, linked) values (?, ?, ?, 'said') on conflict do nothing",
  )
  const promise =
    db.prepare(`insert into promise (id, origin, customer_id, call_id, text, channel, made_by, made_at,
    due_at, first_due_at, state, settled_at, over_at, version)
    values (?, 'wrap-up', ?, ?, 'Callback promised', 'call', 'agent-00000', ?, ?, ?, ?, ?, ?, 1)`)
  return db.transaction(({ rows, tokens, contacts, promises }: FillBatch) => {
    rows.forEach((values, n) => {
      row.run(...values)
      addTokens(values[0] as number, tokens[n] as string)
    })
    for (const values of contacts) contact.run(...values)
    for (const values of promises) promise.run(...values)
  })
}

/** Leaves the file as the product keeps it: WAL, FTS5's usual memory, its segments joined. */
function settle(db: Database.Database): void {
  for (const index of ['interaction_search', 'customer_search']) {
    db.prepare(`insert into ${index} (${index}) values ('optimize')`).run()
    db.prepare(`insert into ${index} (${index}, rank) values ('hashsize', 1048576)`).run()
  }
  db.pragma('locking_mode = NORMAL')
  db.pragma('journal_mode = WAL')
  db.close()
}

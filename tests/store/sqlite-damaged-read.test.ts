import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import { serveSqliteStore } from '../../src/store/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { StoreNews } from '../../src/store/store-trouble.ts'
import { firstIdAt, timeIds } from '../../src/store/time-id.ts'
import { noon } from './told-customers.ts'

let folder: string
let file: string
let news: StoreNews[]
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-damaged-'))
  file = join(folder, 'greetline.sqlite')
  news = []
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const rows = 3000
const text = 'x'.repeat(200)

/** A house in which all pages of one table but its first are damaged, served after a clean stop: nobody knows of it. */
async function serveDamaged(table: 'customer' | 'interaction'): Promise<void> {
  const db = openDatabase(file)
  const customers =
    db.prepare(`insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
    values (?, 'person', ?, 'standard', '[]', 1, 1, 1)`)
  const interactions = db.prepare(`insert into interaction (id, channel, direction, started_at, body, indexed)
    values (?, 'visit', 'inbound', ?, ?, 1)`)
  db.transaction(() => {
    for (let n = 1; n <= rows; n++) {
      if (table === 'customer') customers.run(n, `${text} customer-${n}`)
      else interactions.run(firstIdAt(noon + n), noon + n, `${text} visit-${n}`)
    }
  })()
  db.close()
  const bytes = readFileSync(file)
  const word = table === 'customer' ? 'customer-' : 'visit-'
  for (let page = 1; page < bytes.length / 4096; page++) {
    const at = page * 4096
    if (bytes.subarray(at, at + 4096).includes(`${word}20`)) bytes.fill(0xff, at, at + 64)
  }
  writeFileSync(file, bytes)
  writeFileSync(`${file}.checked`, String(noon))
  store = await serveSqliteStore({
    file,
    ids: timeIds(0),
    nameTokens,
    searchReader: new URL('./fatal-reader.ts', import.meta.url),
    now: () => noon,
    elapsed: () => performance.now(),
    noise: (bytes) => Buffer.alloc(bytes, 1),
    tell: (one) => news.push(one),
    everyMs: 20,
  })
  expect(store.trouble()).toBeNull()
}

const told = (kind: StoreNews['kind']) => news.filter((one) => one.kind === kind)

/** From the moment at which it was met. */
async function expectTrouble(): Promise<void> {
  expect(store.trouble()).toMatchObject({
    kind: 'damaged',
    says: expect.stringMatching(/^the database is damaged \(SQLITE_\w+\): restore a backup$/),
  })
  expect(told('trouble')).toHaveLength(1)
  await vi.waitFor(() => expect(told('checked')).toHaveLength(1), 10_000)
  expect(told('checked')[0]).toMatchObject({ result: { kind: 'damaged' } })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(told('checked')).toHaveLength(1)
}

describe('a database whose damage nobody has noticed', () => {
  it('is in trouble from the first read that meets it; what can be read is still read', async () => {
    await serveDamaged('customer')
    await expect(store.readCustomer(2000)).rejects.toMatchObject({ code: 'store-unavailable' })
    await expectTrouble()
    expect((await store.readCustomer(1))?.customer.name).toContain('customer-1')
    await expect(store.readCustomer(2000)).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('is in trouble from the first search that meets it', async () => {
    await serveDamaged('interaction')
    const order = {
      query: 'everything',
      from: null,
      until: null,
      order: 'newest' as const,
      before: null,
      most: rows,
    }
    await expect(store.searchInteractions(order, 10_000)).rejects.toMatchObject({ code: 'store-unavailable' })
    await expectTrouble()
  })

  it('is in trouble from the first write that meets it', async () => {
    await serveDamaged('customer')
    const change = store.changeCustomer(2000, null, { about: 'short' }, null, noon)
    await expect(change).rejects.toMatchObject({ code: 'store-unavailable' })
    await expectTrouble()
  })
})

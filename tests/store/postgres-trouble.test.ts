import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { openPostgresStore } from '../../src/store/postgres-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { StoreNews } from '../../src/store/store-trouble.ts'
import { askServer } from './ask-server.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer
let store: Store
let news: StoreNews[]

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())
beforeEach(async () => {
  news = []
  store = await openPostgresStore({
    url: server.url,
    nameTokens,
    searchReader: new URL('../../src/history/search-reader.ts', import.meta.url),
    now: Date.now,
    elapsed: () => performance.now(),
    onFault: () => undefined,
    tell: (one) => news.push(one),
  })
})
afterEach(() => store.close())

const troubled = () => store.trouble() !== null
const told = (kind: StoreNews['kind']) => news.filter((one) => one.kind === kind)

/** Once the last of its processes has gone. */
async function startAgain(): Promise<void> {
  for (let n = 0; n < 40; n++) {
    const started = await server.start().then(
      () => true,
      () => false,
    )
    if (started) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('PostgreSQL does not start')
}

async function until(holds: () => boolean): Promise<number> {
  const began = performance.now()
  while (!holds()) {
    if (performance.now() - began > 8000) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return performance.now() - began
}

describe('a store whose engine', () => {
  it('cuts every connection is in no trouble', async () => {
    await store.readAccounts()
    await askServer(
      server.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null',
    )
    for (let n = 0; n < 20; n++) {
      await store.readAccounts()
      expect(store.trouble()).toBeNull()
    }
    expect(news).toEqual([])
  })

  it('stops knows it at once, also where nobody asks, spares it, and knows at once when it is back', async () => {
    server.signal('SIGQUIT')
    expect(await until(troubled)).toBeLessThan(3000)
    expect(store.trouble()).toMatchObject({ kind: 'away', says: expect.stringContaining('does not answer') })
    await expect(store.check()).rejects.toMatchObject({ code: 'store-unavailable' })
    await startAgain()
    expect(await until(() => !troubled())).toBeLessThan(1500)
    await store.check()
    expect([told('trouble').length, told('trouble-over').length]).toEqual([1, 1])
  })

  it('falls silent is in trouble once somebody has waited in vain, and out of it when it speaks', async () => {
    const processes = await askServer(
      server.url,
      "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    const all = (signal: NodeJS.Signals) => {
      server.signal(signal)
      for (const { pid } of processes) process.kill(Number(pid), signal)
    }
    all('SIGSTOP')
    const reading = store.readAccounts()
    try {
      expect(await until(troubled)).toBeLessThan(2500)
    } finally {
      all('SIGCONT')
    }
    expect(await reading).toEqual([])
    expect(await until(() => !troubled())).toBeLessThan(3500)
  })

  it('answers reads and takes no writes is in trouble', async () => {
    await askServer(server.url, 'alter system set default_transaction_read_only = on')
    await askServer(server.url, 'select pg_reload_conf()')
    const write = store.recordFailure('somebody', Date.now()).catch(() => null)
    await until(troubled)
    for (let n = 0; n < 20; n++) {
      await store.check().catch(() => null)
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(troubled()).toBe(true)
    }
    const writing = `${server.url}?options=-c%20default_transaction_read_only%3Doff`
    await askServer(writing, 'alter system reset default_transaction_read_only')
    await askServer(server.url, 'select pg_reload_conf()')
    await until(() => !troubled())
    await write
  })
})

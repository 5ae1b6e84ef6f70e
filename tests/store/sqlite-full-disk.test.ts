import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ballastAt, ballastBytes } from '../../src/store/sqlite-ballast.ts'
import { type Custody, takeCustody } from '../../src/store/sqlite-custody.ts'
import { watchTrouble } from '../../src/store/sqlite-trouble.ts'
import type { StoreNews } from '../../src/store/store-trouble.ts'

let folder: string
let file: string
let custody: Custody
let news: StoreNews[]
let now: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-full-'))
  file = join(folder, 'greetline.sqlite')
  news = []
  now = 1_800_000_000_000
  custody = await takeCustody({
    file,
    now: () => now,
    elapsed: () => performance.now(),
    noise: (bytes) => Buffer.alloc(bytes, 1),
    tell: (one) => news.push(one),
    everyMs: 20,
  })
})
afterEach(async () => {
  await custody.close()
  rmSync(folder, { recursive: true, force: true })
})

const told = (kind: StoreNews['kind']) => news.filter((one) => one.kind === kind)

async function until(fits: () => boolean): Promise<void> {
  for (let n = 0; n < 250 && !fits(); n++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(fits(), JSON.stringify(news.slice(-3))).toBe(true)
}

/** SQLite says that the disk is full at a number of pages of our choice: the same words, without a disk. */
function allow(pages: number): void {
  custody.connection.prepare(`pragma max_page_count = ${pages}`).get()
}

function pages(): number {
  return custody.connection.prepare('pragma page_count').pluck().get() as number
}

const write = (text: string): Promise<unknown> =>
  custody.connection.write(() =>
    custody.connection
      .prepare("insert into audit (at, action, subject, detail) values (1, 'tested', ?, ?)")
      .run(text, 'x'.repeat(5000)),
  )

describe('a full disk', () => {
  it('[P3] is told to whoever writes, writes nothing by halves, and passes by itself', async () => {
    await write('before')
    allow(pages())
    const writes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => write(`full ${n}`)))
    const refused = writes.filter((one) => one.status === 'rejected')
    expect(refused.length).toBeGreaterThan(10)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'store-unavailable', status: 503 })
    expect(custody.trouble()).toMatchObject({ kind: 'full', says: 'the disk is full' })
    const kept = custody.connection.prepare('select count(*) from audit').pluck().get()
    expect(kept).toBe(1 + writes.length - refused.length)
    allow(1_000_000)
    await until(() => custody.trouble() === null)
    await write('after')
    expect(told('trouble-over')).toHaveLength(1)
  })

  it('is told once a minute however many writes it refuses', async () => {
    allow(pages())
    for (let n = 0; n < 60; n++) await write(`full ${n}`).catch(() => undefined)
    expect(told('trouble')).toHaveLength(1)
    now += 61_000
    await until(() => told('trouble-lasts').length === 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(told('trouble-lasts')).toHaveLength(1)
  })

  it('has a reserve, which is given up for the write that found it full, and made again', async () => {
    await until(() => told('reserve-made').length === 1)
    expect(statSync(`${file}.reserve`).size).toBe(ballastBytes)
    allow(pages())
    await write('x').catch(() => undefined)
    await write('y').catch(() => undefined)
    expect(told('reserve-used')).toHaveLength(1)
    expect(existsSync(`${file}.reserve`)).toBe(false)
    allow(1_000_000)
    await until(() => told('reserve-made').length === 2)
    expect(statSync(`${file}.reserve`).size).toBe(ballastBytes)
  })

  it('a write that is wrong by itself is no trouble of the store', async () => {
    await expect(
      custody.connection.write(() =>
        custody.connection.prepare('insert into desk values (null, 1, 2)').run(),
      ),
    ).rejects.toThrow(/NOT NULL|datatype/)
    expect(custody.trouble()).toBeNull()
  })
})

describe('the reserve', () => {
  const noise = (bytes: number) => Buffer.alloc(bytes, 1)

  it('leaves nothing half made behind when it is called off, and is found again', async () => {
    const path = join(folder, 'reserve')
    const ballast = ballastAt(path, noise, 8 * 1024 * 1024)
    const making = ballast.make()
    expect(ballast.release()).toBe(false)
    expect(await making).toBe('no-room')
    expect(readdirSync(folder).filter((name) => name.startsWith('reserve'))).toEqual([])
    expect(await ballast.make()).toBe('made')
    expect(ballastAt(path, noise).isThere()).toBe(true)
    expect(ballast.release()).toBe(true)
  })

  it('is not made where it would take the last room', async () => {
    const ballast = ballastAt(join(folder, 'reserve'), noise, 2 ** 50)
    expect(await ballast.make()).toBe('no-room')
  })
})

describe('what a disk says', () => {
  const sqlite = (code: string) => Object.assign(new Error(code), { code })
  const cases = [
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_FSYNC', 'failing'],
    ['SQLITE_IOERR_WRITE', 'failing'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['SQLITE_CORRUPT_INDEX', 'damaged'],
    ['SQLITE_CONSTRAINT', undefined],
    ['SQLITE_BUSY', undefined],
  ] as const
  for (const [code, kind] of cases) {
    it(`${code} is ${kind ?? 'no trouble of the disk'}`, () => {
      const watch = watchTrouble({
        now: () => now,
        tell: () => undefined,
        makeRoom: () => false,
        hasRoom: () => true,
      })
      watch.failed(sqlite(code))
      expect(watch.current()?.kind).toBe(kind)
      watch.written()
      expect(watch.current()?.kind).toBe(kind === 'damaged' ? 'damaged' : undefined)
    })
  }

  it('whatever it says, without room it is full', () => {
    const watch = watchTrouble({
      now: () => now,
      tell: () => undefined,
      makeRoom: () => false,
      hasRoom: () => false,
    })
    watch.failed(sqlite('SQLITE_IOERR_SHMSIZE'))
    expect(watch.current()?.kind).toBe('full')
  })
})

import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Custody, takeCustody } from '../../src/store/sqlite-custody.ts'
import { checkIntegrity } from '../../src/store/sqlite-integrity.ts'
import { lockHouse } from '../../src/store/sqlite-lock.ts'
import { isLogDamaged } from '../../src/store/sqlite-log-scan.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import type { StoreNews } from '../../src/store/store-trouble.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-integrity-'))
  file = join(folder, 'greetline.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Customers in some hundred pages, all of it in the database file. */
function fill(customers = 3000): void {
  const db = openDatabase(file)
  const add = db.prepare(`insert into customer (kind, name, tier, wishes, version, created_at, updated_at)
    values ('person', ?, 'standard', '[]', 1, 1, 1)`)
  db.transaction(() => {
    for (let n = 0; n < customers; n++) add.run(`Customer ${n} ${'x'.repeat(100)}`)
  })()
  db.close()
}

/** A page of what fill() wrote last, far behind the schema however much that grows. */
function amongRows(): number {
  return statSync(file).size - 4096 * 10
}

function flip(path: string, at: number, bytes = 64): void {
  const content = readFileSync(path)
  for (let n = at; n < at + bytes; n++) content[n] = (content[n] ?? 0) ^ 0xff
  writeFileSync(path, content)
}

/** A database whose server was killed: its log holds so many commits. Written beside, and copied while it is open. */
function killedWithLog(commits: number, rowsOfTheLast = 1): string {
  const live = join(folder, 'live.sqlite')
  const db = openDatabase(live)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const add = db.prepare("insert into audit (at, action, subject, detail) values (?, 'tested', '', ?)")
  for (let n = 1; n < commits; n++) add.run(n, 'y'.repeat(300))
  db.transaction(() => {
    for (let n = 0; n < rowsOfTheLast; n++) add.run(n, 'y'.repeat(300))
  })()
  copyFileSync(live, file)
  copyFileSync(`${live}-wal`, `${file}-wal`)
  db.close()
  return `${file}-wal`
}

const frame = 24 + 4096

describe('a check of the database', () => {
  it('runs in a thread and finds a sound one sound, search indexes and all', async () => {
    fill()
    const { quick, whole } = checkIntegrity(file, () => performance.now())
    expect((await quick).kind).toBe('sound')
    expect((await whole).kind).toBe('sound')
  })

  it('finds damaged pages, and an index that says something else than its rows, which the quick pass does not see', async () => {
    fill()
    const db = new Database(file)
    db.exec(
      "insert into customer_number (number_key, customer_id, raw, created_at) values ('+4930', 1, '030', 1)",
    )
    db.unsafeMode()
    db.pragma('writable_schema = ON')
    const index = db
      .prepare("select * from sqlite_master where name = 'customer_number_by_customer'")
      .get() as Row
    db.exec("delete from sqlite_master where name = 'customer_number_by_customer'")
    db.close()
    const blind = new Database(file)
    blind.exec('update customer_number set customer_id = 2')
    blind.unsafeMode()
    blind.pragma('writable_schema = ON')
    blind
      .prepare('insert into sqlite_master (type, name, tbl_name, rootpage, sql) values (?, ?, ?, ?, ?)')
      .run(index.type, index.name, index.tbl_name, index.rootpage, index.sql)
    blind.close()
    const missing = checkIntegrity(file, () => 0)
    expect((await missing.quick).kind).toBe('sound')
    expect(await missing.whole).toMatchObject({
      kind: 'damaged',
      found: [expect.stringContaining('customer_number')],
    })

    flip(file, amongRows())
    const pages = checkIntegrity(file, () => 0)
    expect((await pages.quick).kind).toBe('damaged')
    expect((await pages.whole).kind).toBe('damaged')
  })
  type Row = Record<string, unknown>

  it('finds a sound one sound while calls go on and the search indexes are written', async () => {
    const db = openDatabase(file)
    const put = db.prepare('insert or replace into interaction_search (rowid, tokens) values (?, ?)')
    const tidy = db.prepare("insert into interaction_search (interaction_search, rank) values ('merge', 8)")
    let row = 0
    const write = db.transaction((rows: number) => {
      for (let n = 0; n < rows; n++, row++) {
        const words = Array.from({ length: 40 }, (_, k) => `w${(row * 31 + k * k * 17) % 5000}`)
        put.run(BigInt(row), words.join(' '))
      }
      tidy.run()
    })
    for (let n = 0; n < 50; n++) write(400)
    for (let round = 0; round < 3; round++) {
      const check = checkIntegrity(file, () => 0)
      let isOver = false
      void check.whole.then(() => {
        isOver = true
      })
      while (!isOver) {
        write(25)
        await new Promise(setImmediate)
      }
      expect(await check.whole).toMatchObject({ kind: 'sound' })
    }
    db.close()
  })

  it('that is stopped says so and finds nothing', async () => {
    fill()
    const check = checkIntegrity(file, () => 0)
    await check.stop()
    expect(await check.whole).toMatchObject({ kind: 'broken-off' })
  })
})

describe('the write-ahead log of a program that was killed', () => {
  it('is fit however the last write was torn', () => {
    const log = killedWithLog(20)
    const whole = readFileSync(log)
    expect(isLogDamaged(log)).toBe(false)
    for (let length = whole.length; length > 0; length -= 1500) {
      truncateSync(log, length)
      expect(isLogDamaged(log), `cut to ${length}`).toBe(false)
    }
    writeFileSync(log, whole)
    // The last commit only half on the disk, though the file is long enough.
    flip(log, whole.length - 3000)
    expect(isLogDamaged(log)).toBe(false)
  })

  it('is fit where pages of the last commit reached the disk out of their order', () => {
    const log = killedWithLog(20, 200)
    const before = readFileSync(log).length / frame
    expect(before).toBeGreaterThan(30)
    flip(log, 32 + Math.floor(before - 5) * frame + 1000)
    expect(isLogDamaged(log)).toBe(false)
    openDatabase(file).close()
  })

  it('is fit where it was begun anew over an older one, or nothing is in it', () => {
    const live = join(folder, 'live.sqlite')
    const db = openDatabase(live)
    const add = db.prepare("insert into audit (at, action, subject, detail) values (1, 'tested', '', ?)")
    for (let n = 0; n < 30; n++) add.run('y'.repeat(300))
    db.pragma('wal_checkpoint(RESTART)')
    for (let n = 0; n < 3; n++) add.run('z'.repeat(300))
    expect(readFileSync(`${live}-wal`).length).toBeGreaterThan(30 * frame)
    expect(isLogDamaged(`${live}-wal`)).toBe(false)
    db.close()
    writeFileSync(join(folder, 'empty-wal'), '')
    expect(isLogDamaged(join(folder, 'empty-wal'))).toBe(false)
    expect(isLogDamaged(join(folder, 'no-wal'))).toBe(false)
  })

  it('is damaged where commits follow what cannot be read, and is then not thrown away as SQLite would', () => {
    for (const [what, at] of [
      ['its header', 8],
      ['a page in the middle', 32 + 5 * frame + 1000],
      ['the head of a frame', 32 + 5 * frame + 4],
      ['a checksum', 32 + 5 * frame + 18],
    ] as const) {
      const log = killedWithLog(20)
      flip(log, at, 4)
      const before = [readFileSync(file), readFileSync(log)]
      expect(isLogDamaged(log), what).toBe(true)
      expect(() => openDatabase(file), what).toThrow(
        /write-ahead log .* is damaged[\s\S]*restore BACKUP-FILE/,
      )
      expect([readFileSync(file), readFileSync(log)].every((now, n) => now.equals(before[n] as Buffer))).toBe(
        true,
      )
      rmSync(join(folder, 'live.sqlite'))
    }
  })
})

describe('opening what is no sound database', () => {
  const cases: readonly (readonly [string, () => void, RegExp])[] = [
    [
      'text',
      () => writeFileSync(file, 'this is not a database, but long enough to be taken for one. '.repeat(20)),
      /no SQLite database/,
    ],
    ['a damaged header', () => flip(file, 0), /no SQLite database, or its header is damaged/],
    ['a file cut in half', () => truncateSync(file, 4096 * 60), /damaged/],
    ['a file cut to its first page', () => truncateSync(file, 4096), /damaged/],
    ['a page of the schema overwritten', () => flip(file, 100, 3000), /damaged/],
    [
      'a file emptied after it was in use',
      () => {
        writeFileSync(`${file}.checked`, '1')
        truncateSync(file, 0)
      },
      /has been in use and is empty now/,
    ],
    [
      'a log without its database',
      () => {
        killedWithLog(3)
        rmSync(file)
      },
      /is missing, but its log/,
    ],
    [
      'a database emptied beside its log',
      () => {
        killedWithLog(3)
        truncateSync(file, 0)
      },
      /is empty now/,
    ],
    [
      'a restore that was broken off',
      () => writeFileSync(`${file}.restore-begun`, ''),
      /restore was broken off/,
    ],
  ]
  for (const [what, spoil, message] of cases) {
    it(`refuses ${what}, names the file and what to do, and removes nothing`, () => {
      fill()
      spoil()
      const before = contents()
      expect(() => openDatabase(file)).toThrow(message)
      expect(() => openDatabase(file)).toThrow(file)
      expect(() => openDatabase(file)).toThrow('npm run cli -- restore BACKUP-FILE')
      expect(contents()).toEqual(before)
    })
  }

  function contents(): Record<string, string> {
    const names = readdirSync(folder).filter((name) => name.startsWith('greetline') && !name.endsWith('-shm'))
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'base64')]))
  }
})

describe('serving a database', () => {
  const clock = { now: 1_800_000_000_000 }
  let news: StoreNews[]
  let custody: Custody | null

  beforeEach(() => {
    news = []
    custody = null
  })
  afterEach(async () => {
    await custody?.close()
  })

  async function serve(): Promise<Custody> {
    custody = await takeCustody({
      file,
      now: () => clock.now,
      elapsed: () => performance.now(),
      noise: (bytes) => Buffer.alloc(bytes, 1),
      tell: (one) => news.push(one),
      everyMs: 20,
    })
    return custody
  }

  const checks = () => news.filter((one) => one.kind === 'checked')
  const until = async (fits: () => boolean): Promise<void> => {
    for (let n = 0; n < 250 && !fits(); n++) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(fits(), JSON.stringify(news)).toBe(true)
  }

  it('[P3] waits for the disk with every commit, also after the first one, where the setting is misreported before', async () => {
    const { connection } = await serve()
    await connection.write(() => connection.prepare("insert into desk values ('a', 1, 'available')").run())
    expect(connection.prepare('pragma synchronous').pluck().get()).toBe(2)
  })

  it('is for one at a time', async () => {
    const first = await serve()
    await expect(serve()).rejects.toThrow(/Another Greetline serves this data folder/)
    await first.close()
    expect(lockHouse(file)?.release()).toBeUndefined()
    await serve()
  })

  it('checks it after an unclean stop, and not after a clean one', async () => {
    await (await serve()).close()
    expect(existsSync(`${file}.running`)).toBe(false)
    writeFileSync(`${file}.running`, '')
    await (await serve()).close()
    expect(news.filter(({ kind }) => kind === 'stopped-uncleanly')).toHaveLength(1)
    const before = checks().length
    await serve()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(checks()).toHaveLength(before)
  })

  it('refuses one that is damaged after an unclean stop, and lets go of it', async () => {
    fill()
    flip(file, amongRows())
    writeFileSync(`${file}.running`, '')
    await expect(serve()).rejects.toThrow(/is damaged \([\s\S]*restore BACKUP-FILE/)
    expect(existsSync(`${file}.running`)).toBe(true)
    const lock = lockHouse(file)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it('checks it once a day, and says what it has found until a backup is restored', async () => {
    fill()
    writeFileSync(`${file}.checked`, String(clock.now))
    flip(file, amongRows())
    const { trouble, connection } = await serve()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(trouble()).toBeNull()
    clock.now += 24 * 60 * 60_000
    await until(() => checks().length === 1)
    expect(checks()[0]).toMatchObject({ result: { kind: 'damaged' } })
    expect(trouble()).toMatchObject({ kind: 'damaged', says: expect.stringContaining('restore a backup') })
    await connection.write(() => connection.prepare("insert into desk values ('a', 1, 'available')").run())
    expect(trouble()?.kind).toBe('damaged')
    clock.now += 60_000
    await until(() => news.some(({ kind }) => kind === 'trouble-lasts'))
  })

  it('checks one that came from elsewhere at once, and a new one tomorrow', async () => {
    await serve()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(checks()).toHaveLength(0)
    await custody?.close()
    rmSync(`${file}.checked`)
    await serve()
    await until(() => checks().length === 1)
    expect(checks()[0]).toMatchObject({ result: { kind: 'sound' } })
    expect(Number(readFileSync(`${file}.checked`, 'utf8'))).toBe(clock.now)
  })
})

import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newestVersion } from '../../src/store/migrations.ts'
import { type BackupProgress, backUpSqlite } from '../../src/store/sqlite-backup.ts'
import { openSqlite, type SqliteConnection } from '../../src/store/sqlite-connection.ts'
import { lockHouse } from '../../src/store/sqlite-lock.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import { restoreSqlite } from '../../src/store/sqlite-restore.ts'

let folder: string
let file: string
let backup: string
let connection: SqliteConnection | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-backup-'))
  file = join(folder, 'data', 'greetline.sqlite')
  backup = join(folder, 'backup.sqlite')
  connection = openSqlite(file)
})
afterEach(async () => {
  await connection?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An entry of the audit trail and its twin, in one transaction: a copy that holds one without the other is torn. */
async function writeTwins(text: string, padding = 200): Promise<void> {
  await connection?.write(() => {
    const add = connection?.prepare('insert into audit (at, action, subject, detail) values (1, ?, ?, ?)')
    add?.run('first', text, 'x'.repeat(padding))
    add?.run('second', text, 'x'.repeat(padding))
  })
}

function subjects(at: string): { first: string[]; second: string[] } {
  const db = new Database(at, { readonly: true })
  const of = (action: string) =>
    db.prepare('select subject from audit where action = ? order by id').pluck().all(action) as string[]
  const found = { first: of('first'), second: of('second') }
  db.close()
  return found
}

async function closeHouse(): Promise<void> {
  await connection?.close()
  connection = null
}

describe('a backup', () => {
  it('holds one whole moment although others write without a pause, and holds nobody up', async () => {
    for (let n = 0; n < 2000; n++) void writeTwins(`before ${n}`, 900)
    await writeTwins('last before')
    const state = { writing: true }
    const writer = (async () => {
      for (let n = 0; state.writing; n++) await writeTwins(`while ${n}`)
      return true
    })()
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const steps: BackupProgress[] = []
    let copied = 0
    const made = await backUpSqlite(file, backup, (progress) => {
      steps.push(progress)
      // Verifying is no business of a thread that pops: the command is a process of its own.
      if (progress.kind === 'verifying') copied = longest
    })
    state.writing = false
    clearInterval(watch)
    await writer
    const { first, second } = subjects(backup)
    expect(first).toEqual(second)
    expect(first).toContain('last before')
    expect(made.rows.get('audit')).toBe(first.length * 2)
    expect(made.version).toBe(newestVersion())
    expect(subjects(file).first.length).toBeGreaterThan(first.length)
    const copying = steps.filter((step) => step.kind === 'copying')
    expect(copying.length).toBeGreaterThan(4)
    expect(copying.at(-1)?.done).toBeGreaterThan(copying[0]?.done ?? 0)
    expect(copied).toBeLessThan(100)
  })

  it('is one file with its checksum, as sha256sum reads it', async () => {
    await writeTwins('kept')
    const { sha256 } = await backUpSqlite(file, backup, () => undefined)
    expect(readdirSync(folder).sort()).toEqual(['backup.sqlite', 'backup.sqlite.sha256', 'data'])
    expect(readFileSync(`${backup}.sha256`, 'utf8')).toBe(`${sha256}  backup.sqlite\n`)
    expect(execFileSync('sha256sum', ['-c', 'backup.sqlite.sha256'], { cwd: folder }).toString()).toContain(
      'OK',
    )
  })

  it('never replaces a file, and needs a database', async () => {
    writeFileSync(backup, 'the only copy of something else')
    await expect(backUpSqlite(file, backup, () => undefined)).rejects.toThrow('is there already')
    expect(readFileSync(backup, 'utf8')).toBe('the only copy of something else')
    await expect(backUpSqlite(join(folder, 'none.sqlite'), backup, () => undefined)).rejects.toThrow(
      'no database yet',
    )
    await expect(backUpSqlite(file, join(folder, 'no', 'folder'), () => undefined)).rejects.toThrow(
      'no folder',
    )
  })

  it('of a database that is damaged is none', async () => {
    for (let n = 0; n < 300; n++) await writeTwins(`${n}`, 900)
    await closeHouse()
    flip(file, 4096 * 90)
    await expect(backUpSqlite(file, backup, () => undefined)).rejects.toThrow(/damaged/)
    expect(readdirSync(folder)).toEqual(['data'])
  })
})

function flip(path: string, at: number): void {
  const content = readFileSync(path)
  for (let n = at; n < at + 64; n++) content[n] = (content[n] ?? 0) ^ 0xff
  writeFileSync(path, content)
}

function namesInHouse(): string[] {
  return readdirSync(join(folder, 'data'))
    .filter((name) => !/\.lock$|-shm$/.test(name))
    .sort()
}

describe('a restore', () => {
  beforeEach(async () => {
    await writeTwins('old')
    await backUpSqlite(file, backup, () => undefined)
    await writeTwins('new')
  })

  const restore = () => restoreSqlite(backup, file, Date.UTC(2026, 10, 22), () => undefined)

  it('brings back what was backed up and keeps what was there', async () => {
    await closeHouse()
    const restored = await restore()
    expect(restored.hadChecksum).toBe(true)
    expect(restored.kept).toBe(`${file}.before-restore-2026-11-22T00-00-00-000Z`)
    expect(subjects(restored.kept as string).first).toEqual(['old', 'new'])
    connection = openSqlite(file)
    expect(subjects(file).first).toEqual(['old'])
    await writeTwins('goes on')
  })

  it('keeps the log of a killed program with its database, and that can be restored again', async () => {
    const [killed, log] = [readFileSync(file), readFileSync(`${file}-wal`)]
    await closeHouse()
    writeFileSync(file, killed)
    flipLog(log)
    const { kept } = await restore()
    expect(readFileSync(`${kept}-wal`).equals(readFileSync(`${folder}/damaged-wal`))).toBe(true)
    expect(readFileSync(kept as string).equals(killed)).toBe(true)
    writeFileSync(`${kept}-wal`, log)
    const again = await restoreSqlite(kept as string, file, 1, () => undefined)
    expect(again.hadChecksum).toBe(false)
    expect(subjects(file).first).toEqual(['old', 'new'])
  })

  function flipLog(log: Buffer): void {
    writeFileSync(`${folder}/damaged-wal`, log)
    flip(`${folder}/damaged-wal`, 8)
    copyFileSync(`${folder}/damaged-wal`, `${file}-wal`)
  }

  it('is refused while a server runs, and while another program has the database open', async () => {
    const lock = lockHouse(file)
    await expect(restore()).rejects.toThrow('A server is running')
    lock?.release()
    await expect(restore()).rejects.toThrow('Another program has')
    expect(subjects(file).first).toEqual(['old', 'new'])
    await closeHouse()
    await restore()
  })

  it('is refused for what is no sound backup, and then nothing has changed', async () => {
    await closeHouse()
    const before = namesInHouse()
    const database = readFileSync(file)
    const spoilt: readonly (readonly [() => void, RegExp])[] = [
      [() => flip(backup, 4096 * 20), /checksum differs/],
      [() => rmSync(`${backup}.sha256`), /damaged/],
      [() => writeFileSync(backup, 'x'.repeat(5000)), /no SQLite database/],
      [() => foreign(), /not a database of Greetline/],
      [() => newer(), new RegExp(`is of version 99; this program knows up to ${newestVersion()}`)],
      [() => rmSync(backup), /no file/],
    ]
    for (const [spoil, message] of spoilt) {
      spoil()
      await expect(restore()).rejects.toThrow(message)
      expect(readFileSync(file).equals(database)).toBe(true)
      expect(namesInHouse()).toEqual(before)
    }
  })

  function foreign(): void {
    rmSync(backup)
    new Database(backup).exec('create table song (name text)').close()
  }

  function newer(): void {
    rmSync(backup)
    openDatabase(backup).exec('update schema_version set version = 99').close()
  }

  it('killed at any step leaves the old database or the new one, never none', async () => {
    await closeHouse()
    const script = fileURLToPath(new URL('./restore-and-die.ts', import.meta.url))
    for (const step of ['checksum', 'copying', 'verifying', 'exchanging']) {
      expect(spawnSync(process.execPath, [script, backup, file, step]).signal, step).toBe('SIGKILL')
      expect(subjects(file).first, step).toEqual(['old', 'new'])
    }
    // In the middle of the exchange, with the log moved away already or not, with the database moved or not.
    for (const moved of [[], ['-wal'], ['-wal', '']]) {
      writeFileSync(`${file}-wal`, '')
      const kept = `${file}.before-restore-${moved.length}`
      writeFileSync(`${file}.restore-begun`, `${kept}\n`)
      for (const part of moved) renameSync(`${file}${part}`, `${kept}${part}`)
      expect(() => openDatabase(file), `${moved}`).toThrow('restore was broken off')
      await restore()
      expect(existsSync(kept), `${moved}`).toBe(true)
      openDatabase(file).close()
      expect(subjects(file).first).toEqual(['old'])
    }
  })
})

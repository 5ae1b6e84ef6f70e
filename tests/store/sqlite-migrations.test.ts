import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations, newestVersion } from '../../src/store/migrations.ts'
import { lockHouse } from '../../src/store/sqlite-lock.ts'
import { migrate, readSchemaState } from '../../src/store/sqlite-migrations.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'
import { firstSchema, houseMigrations, thirdSchema } from './old-houses.ts'
import { shapeOf } from './shape-of-sqlite.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-migrations-'))
  file = join(folder, 'house.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function made(schema: string, at = ':memory:'): Database.Database {
  const db = new Database(at)
  db.exec(schema)
  return db
}

const visits = [
  { id: 10, person_id: 1, at: 1000 },
  { id: 11, person_id: 2, at: 2000 },
  { id: 12, person_id: 1, at: 3000 },
]

describe('migrations', () => {
  it('lead to the shape that a new database has, and keep what was in it', () => {
    const grown = made(firstSchema)
    const told: string[] = []
    migrate(grown, ({ to, statement, of }) => told.push(`${to}: ${statement}/${of}`), houseMigrations)
    expect(shapeOf(grown)).toEqual(shapeOf(made(thirdSchema)))
    expect(readSchemaState(grown)).toEqual({ kind: 'version', version: 3 })
    expect(grown.prepare('select * from visit order by id').all()).toEqual(visits)
    expect(told).toHaveLength(9)
    expect(told.at(-1)).toBe('3: 4/4')
    expect(grown.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('the comparison sees a missing index, another condition, another check, another type', () => {
    const shape = JSON.stringify(shapeOf(made(thirdSchema)))
    for (const [from, to] of [
      ['create index visit_by_person on visit (person_id, at);', ''],
      ['where language is not null', "where language <> ''"],
      ['at integer not null', 'at integer not null check (at in (1, 2))'],
      ['language text', 'language text not null'],
    ] as const) {
      expect(thirdSchema).toContain(from)
      expect(JSON.stringify(shapeOf(made(thirdSchema.replace(from, to)))), to).not.toBe(shape)
    }
  })

  it('killed before any statement, begin again where a whole version stands', () => {
    const script = fileURLToPath(new URL('./migrate-and-die.ts', import.meta.url))
    const wanted = shapeOf(made(thirdSchema))
    const versions = new Set<number>()
    for (let dieAt = 1; dieAt <= 9; dieAt++) {
      const database = join(folder, `${dieAt}.sqlite`)
      made(firstSchema, database).close()
      const { signal } = spawnSync(process.execPath, [script, database, String(dieAt)])
      expect(signal, `statement ${dieAt}`).toBe('SIGKILL')
      const db = new Database(database)
      const state = readSchemaState(db)
      if (state.kind === 'version') versions.add(state.version)
      migrate(db, undefined, houseMigrations)
      expect(shapeOf(db), `killed before statement ${dieAt}`).toEqual(wanted)
      expect(db.prepare('select * from visit order by id').all()).toEqual(visits)
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      db.close()
    }
    expect(versions).toEqual(new Set([1, 2]))
  })

  it('a migration that fails, or leaves rows that refer to nothing, changes nothing', () => {
    const failing = [{ to: 2, name: 'wrong', statements: ['drop table visit', 'drop table nobody'] }]
    const orphaning = [{ to: 2, name: 'cruel', statements: ['delete from person where id = 1'] }]
    for (const list of [failing, orphaning]) {
      const db = made(firstSchema)
      const before = shapeOf(db)
      expect(() => migrate(db, undefined, list)).toThrow(/no such table: nobody|refer to nothing/)
      expect(shapeOf(db)).toEqual(before)
      expect(db.prepare('select count(*) from person').pluck().get()).toBe(2)
      expect(readSchemaState(db)).toEqual({ kind: 'version', version: 1 })
    }
  })

  it('must be numbered without a gap', () => {
    const gap = houseMigrations.slice(1)
    expect(() => migrate(made(firstSchema), undefined, gap)).toThrow('leads to 3, but stands where 2 is made')
  })
})

describe('opening a database', () => {
  it('makes one whose version is the newest that there are migrations to', () => {
    const db = openDatabase(file)
    expect(readSchemaState(db)).toEqual({ kind: 'version', version: newestVersion() })
    expect(newestVersion()).toBe(1 + migrations.length)
    db.close()
  })

  it('makes it anew where the first start was killed in the middle of that', () => {
    writeFileSync(file, '')
    openDatabase(file).close()
    const db = new Database(join(folder, 'bare.sqlite'))
    db.pragma('journal_mode = WAL')
    db.close()
    expect(readSchemaState(openDatabase(join(folder, 'bare.sqlite')))).toEqual({
      kind: 'version',
      version: newestVersion(),
    })
  })

  it('brings an old one to the newest version by itself', () => {
    made(firstSchema, file).close()
    const told: number[] = []
    const db = openDatabase(file, { migrations: houseMigrations, migrating: ({ to }) => told.push(to) })
    expect(shapeOf(db)).toEqual(shapeOf(made(thirdSchema)))
    expect(new Set(told)).toEqual(new Set([2, 3]))
    db.close()
  })

  it('leaves an old one alone while a server of the older program has it', () => {
    made(firstSchema, file).close()
    const server = lockHouse(file)
    expect(() => openDatabase(file, { migrations: houseMigrations })).toThrow('stop it first')
    server?.release()
    openDatabase(file, { migrations: houseMigrations }).close()
  })

  it('refuses one of a newer program, and somebody else’s, and leaves them as they are', () => {
    const newer = newestVersion() + 1
    made(thirdSchema.replace('values (3)', `values (${newer})`), file).close()
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(
      `is of version ${newer}, and this program knows versions up to ${newestVersion()}`,
    )
    const foreign = join(folder, 'foreign.sqlite')
    made('create table song (name text)', foreign).close()
    const song = readFileSync(foreign)
    expect(() => openDatabase(foreign)).toThrow(`${foreign} is not a database of Greetline`)
    expect(readFileSync(foreign).equals(song)).toBe(true)
    expect(before.equals(readFileSync(file))).toBe(true)
  })
})

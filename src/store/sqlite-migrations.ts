import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Database from 'better-sqlite3'
import type { Migration, MigrationStep } from './migration.ts'
import { migrations, migrationsFrom, newestVersion, statementsFor } from './migrations.ts'
import { UnusableStore } from './unusable-store.ts'

const schemaFile = fileURLToPath(new URL('../../schema.sql', import.meta.url))

export type SchemaState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'version'; readonly version: number }
  /** An SQLite database, but not one of ours. */
  | { readonly kind: 'foreign' }

export function readSchemaState(db: Database.Database): SchemaState {
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all()
  if (tables.length === 0) return { kind: 'empty' }
  if (!tables.includes('schema_version')) return { kind: 'foreign' }
  const version = db.prepare('select version from schema_version').pluck().get()
  return typeof version === 'number' ? { kind: 'version', version } : { kind: 'foreign' }
}

/** Makes everything in an empty database, in one transaction. Another process may have been faster, which is as good. */
export function createSchema(db: Database.Database, schema = readFileSync(schemaFile, 'utf8')): void {
  db.transaction(() => {
    if (readSchemaState(db).kind === 'empty') db.exec(schema)
  }).immediate()
}

/**
 * Brings the database to the newest version, each migration in a transaction of its own: killed at any moment, it stands
 * at a whole version, and the next call goes on from there. Must be called by whoever holds the house's lock. Throws
 * UnusableStore where the database is newer than this program or none of ours.
 */
export function migrate(
  db: Database.Database,
  tell: (step: MigrationStep) => void = () => undefined,
  list: readonly Migration[] = migrations,
): void {
  const left = migrationsFrom(knownVersion(db, newestVersion(list)), list)
  db.pragma('foreign_keys = OFF')
  try {
    for (const migration of left) run(db, migration, tell)
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

/** The version of a database that is not newer than what is known. Throws UnusableStore for any other. */
export function knownVersion(db: Database.Database, newest: number): number {
  const state = readSchemaState(db)
  if (state.kind !== 'version') throw new UnusableStore(`${db.name} is not a database of Greetline.`)
  if (state.version > newest) {
    throw new UnusableStore(
      `${db.name} is of version ${state.version}, and this program knows versions up to ${newest}: run the newer program, or restore a backup that was made before it.`,
    )
  }
  return state.version
}

function run(db: Database.Database, migration: Migration, tell: (step: MigrationStep) => void): void {
  const { to, name, beforeOnSqlite: before = [] } = migration
  const statements = statementsFor('sqlite', migration)
  const of = before.length + statements.length
  before.forEach((sql, n) => {
    tell({ to, name, statement: n + 1, of })
    db.exec(sql)
  })
  db.transaction(() => {
    statements.forEach((sql, n) => {
      tell({ to, name, statement: before.length + n + 1, of })
      db.exec(sql)
    })
    const orphans = db.pragma('foreign_key_check') as unknown[]
    if (orphans.length > 0) throw new Error(`migration ${name} would leave rows that refer to nothing`)
    db.prepare('update schema_version set version = ?').run(to)
  }).immediate()
}

/** One statement that both engines read, or what each of them is told. */
export type MigrationStatement = string | { readonly sqlite?: string; readonly postgres?: string }

/** One step from a version of the database to the next. */
export interface Migration {
  readonly to: number
  readonly name: string
  /** They stand or fall together, in one transaction with the new version. */
  readonly statements: readonly MigrationStatement[]
  /**
   * Statements that SQLite does not run within a transaction (`vacuum`, some pragmas), run before the others and on SQLite
   * only. They must be idempotent: after a kill all of them are run again.
   */
  readonly beforeOnSqlite?: readonly string[]
}

/** Told before each statement; `n` counts from 1. */
export interface MigrationStep {
  readonly to: number
  readonly name: string
  readonly statement: number
  readonly of: number
}

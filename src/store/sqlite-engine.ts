import type Database from 'better-sqlite3'
import { Refusal } from '../errors.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { isStorageFault } from './sqlite-faults.ts'
import { type Engine, type Query, type QueryResult, type Steps, storable, type Together } from './steps.ts'

interface Prepared {
  readonly statement: Database.Statement
  readonly hasRows: boolean
  asCells: boolean
}

const noRows: readonly unknown[] = []

/**
 * Runs verbs on SQLite: each is one synchronous stretch, so no write comes between the statements of a read. `readFailed`
 * hears what the disk did to a read; writes are heard by the connection.
 */
export function sqliteEngine(
  { prepare, write }: Pick<SqliteConnection, 'prepare' | 'write'>,
  readFailed: (reason: unknown) => void = () => undefined,
): Engine {
  const known = new Map<string, Prepared>()

  const preparedFor = (sql: string): Prepared => {
    let prepared = known.get(sql)
    if (!prepared) {
      const statement = prepare(sql)
      prepared = { statement, hasRows: statement.reader, asCells: false }
      known.set(sql, prepared)
    }
    return prepared
  }

  const perform = ({ sql, values, asCells = false }: Query): QueryResult => {
    const prepared = preparedFor(sql)
    const { statement } = prepared
    const bound = storable(values)
    if (!prepared.hasRows) return { rows: noRows, changes: statement.run(...bound).changes }
    if (prepared.asCells !== asCells) {
      statement.raw(asCells)
      prepared.asCells = asCells
    }
    const rows = statement.all(...bound)
    return { rows, changes: rows.length }
  }

  const performAll = (asked: Query | Together): QueryResult =>
    'together' in asked ? { rows: asked.together.map(perform), changes: 0 } : perform(asked)

  const runThrough = <T>(steps: Steps<T>): T => {
    let step = steps.next()
    while (!step.done) step = steps.next(performAll(step.value))
    return step.value
  }

  return {
    read: async (verb) => {
      try {
        return runThrough(verb())
      } catch (reason) {
        if (!isStorageFault(reason)) throw reason
        readFailed(reason)
        throw new Refusal('store-unavailable', { cause: reason })
      }
    },
    write: (verb) => write(() => runThrough(verb())),
    rowsPerWrite: 10,
  }
}

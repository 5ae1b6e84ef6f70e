import { EngineAway } from './engine-away.ts'
import type { Ask, Asked, Connections } from './postgres-connections.ts'
import { isLostRace } from './postgres-faults.ts'
import type { Engine, Query, QueryResult, Steps, Together } from './steps.ts'

export interface PostgresEngineSettings {
  readonly connections: Connections
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** How long the engine is known to be away, ms; 0 while it is not. Then nobody is kept waiting for what will not come. */
  readonly awayFor?: () => number
}

/** So long a verb is begun anew while the engine is away, ms: a restart takes about two seconds. */
const patienceMs = 4000
const firstPauseMs = 50
/** Each try is lost to somebody who has written meanwhile. */
const mostRaces = 20

const beginReading: Asked = { text: 'begin isolation level repeatable read read only' }
const beginWriting: Asked = { text: 'begin isolation level read committed' }
const commit: Asked = { text: 'commit' }
const rollback: Asked = { text: 'rollback' }

/**
 * Runs verbs on PostgreSQL. A write is one transaction; one that was undone in favour of another node's (deadlock, lock
 * timeout, a unique key given away meanwhile) is run again, and so is one that did not reach its commit because the
 * engine went away for a moment. Where the answer to a commit is lost the caller hears it: EngineAway.mayBeWritten.
 */
export function postgresEngine(settings: PostgresEngineSettings): Engine {
  const { connections, elapsed, awayFor = () => 0 } = settings
  const prepared = preparedStatements()
  /** First statements of verbs that have gone on to a second one. */
  const goingOn = new Set<string>()

  /** One statement sees one state by itself; a verb that goes on begins anew within a transaction. */
  const readOnce = async <T>(ask: Ask, verb: () => Steps<T>): Promise<T> => {
    const steps = verb()
    const first = steps.next()
    if (first.done) return first.value
    if (!('together' in first.value) && !goingOn.has(first.value.sql)) {
      const next = steps.next(await ask(prepared(first.value)))
      if (next.done) return next.value
      goingOn.add(first.value.sql)
    }
    return readWithin(ask, verb)
  }

  /** Sent one behind the other without waiting, so that they are one journey; the engine answers them in their order. */
  const perform = async (ask: Ask, asked: Query | Together): Promise<QueryResult> => {
    if (!('together' in asked)) return ask(prepared(asked))
    const answers = await Promise.allSettled(asked.together.map((query) => ask(prepared(query))))
    return { rows: answers.map(orThrow), changes: 0 }
  }

  const inTransaction = async <T>(ask: Ask, begin: Asked, verb: () => Steps<T>): Promise<T> => {
    await ask(begin)
    try {
      const result = await runThrough(verb(), (asked) => perform(ask, asked))
      await ask(commit).catch(inDoubt)
      return result
    } catch (reason) {
      if (!(reason instanceof EngineAway)) await ask(rollback)
      throw reason
    }
  }

  /** The first statements go with the beginning: were that refused, they would only have read. */
  const readWithin = async <T>(ask: Ask, verb: () => Steps<T>): Promise<T> => {
    const begun = ask(beginReading)
    try {
      const result = await runThrough(verb(), async (asked) => {
        const [beginning, read] = await Promise.allSettled([begun, perform(ask, asked)])
        orThrow(beginning)
        return orThrow(read)
      })
      await ask(commit)
      return result
    } catch (reason) {
      if (!(reason instanceof EngineAway)) await ask(rollback)
      throw reason
    }
  }

  const untilDone = async <T>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    const began = elapsed()
    for (let tries = 0, races = 0; ; ) {
      try {
        return await connections.lend(work)
      } catch (reason) {
        if (isLostRace(reason) && ++races < mostRaces) continue
        const pauseMs = firstPauseMs * 2 ** tries++
        const isHopeless = Math.max(elapsed() - began, awayFor()) + pauseMs > patienceMs
        if (!(reason instanceof EngineAway) || reason.mayBeWritten || isHopeless) throw reason
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
  }

  return {
    read: (verb) => untilDone((ask) => readOnce(ask, verb)),
    write: (verb) => untilDone((ask) => inTransaction(ask, beginWriting, verb)),
    rowsPerWrite: 100,
  }
}

async function runThrough<T>(
  steps: Steps<T>,
  perform: (asked: Query | Together) => Promise<QueryResult>,
): Promise<T> {
  let step = steps.next()
  while (!step.done) step = steps.next(await perform(step.value))
  return step.value
}

/** The first that was refused says why; those behind it only that the transaction is over. */
function orThrow<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}

function inDoubt(reason: unknown): never {
  throw reason instanceof EngineAway ? new EngineAway(reason.cause, true) : reason
}

/** `?` becomes `$1`, `$2` …; the engine parses and plans a statement once per connection, by its name. */
function preparedStatements(): (query: Query) => Asked {
  const known = new Map<string, { readonly name: string; readonly text: string }>()
  return ({ sql, values, asCells = false }) => {
    let statement = known.get(sql)
    if (!statement) {
      statement = { name: `g${known.size}`, text: numbered(sql) }
      known.set(sql, statement)
    }
    return { ...statement, values, asCells }
  }
}

/** Placeholders as PostgreSQL writes them; a question mark within quotes is none. */
export function numbered(sql: string): string {
  let last = 0
  return sql.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${++last}` : found))
}

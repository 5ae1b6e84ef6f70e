import pg from 'pg'
import { EngineAway } from './engine-away.ts'
import { faultOf, isSilence } from './postgres-faults.ts'
import { storable } from './steps.ts'

export interface ConnectionSettings {
  readonly url: string
  /** Connections at once. */
  readonly most: number
  /** The engine ends a statement that takes longer, ms. */
  readonly statementMs: number
  /** How often an idle connection is asked whether it still lives, ms; 0: never. */
  readonly keepAliveMs: number
  /** Told of each use of a connection that ended without an answer, or takes longer than it should. */
  readonly unanswered?: () => void
}

export interface Asked {
  readonly text: string
  /** The statement is prepared under this name, once per connection. */
  readonly name?: string
  readonly values?: readonly (string | number | null)[]
  readonly asCells?: boolean
  /** So long its answer is waited for, ms, where that is shorter than the connection's own patience. */
  readonly withinMs?: number
}

export interface Answer {
  readonly rows: readonly unknown[]
  readonly changes: number
}

/** Asks one connection. Rejects with EngineAway where the engine did not answer, else with what it said. */
export type Ask = (asked: Asked) => Promise<Answer>

/** Connections to one PostgreSQL. */
export interface Connections {
  /** Lends a connection to `work`; one on which it was not answered is not lent again. */
  lend<T>(work: (ask: Ask) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A statement whose answer is this much later than the engine's own limit is waited for no longer, ms. */
const graceMs = 1000
const connectWithinMs = 3000
/** Hardly a verb takes so long while the engine is well, ms. */
const longUseMs = 1000
const keepAliveWithinMs = 3000
/** Whoever holds locks and does nothing is ended by the engine after this time, ms. */
const idleInTransactionMs = 4000
const lockMs = 2000

/**
 * No transaction of ours stays open longer than this, whatever becomes of the node, ms: at the end of its patience the node
 * cuts the connection, and the engine ends what it was doing then by its own limits.
 */
export function longestTransactionMs(statementMs: number): number {
  return lentMs(statementMs) + Math.max(statementMs, idleInTransactionMs) + graceMs
}

/** A connection that is used for one verb for longer is cut, ms. */
function lentMs(statementMs: number): number {
  return statementMs + graceMs
}

const count = (text: string): number => Number(text)
/** Counts and instants fit a JavaScript number exactly; `pg` would give them as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
      ? count
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** An idle connection is closed by the node after this time, and by the engine a while later, ms. */
const idleMs = 60_000
const forgottenMs = 90_000

/**
 * What every connection of ours is opened with. One that is idle for `forgottenMs` the engine ends by itself: the node at its
 * other end may be gone without a word, and what it holds (its place among `max_connections`, a node's number) is wanted.
 */
export function clientSettings(
  url: string,
  statementMs: number,
  forgotten: number = forgottenMs,
): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'greetline',
    // A plan is kept for as long as the connection. Made while a table was empty, it would read the whole of it ever after:
    // the second import of 20,000 customers took five times as long, and so would each call that comes in meanwhile.
    options: `-c enable_seqscan=off -c idle_session_timeout=${forgotten}`,
    types,
    keepAlive: true,
    // What is asked together is sent together.
    pipeline: true,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + graceMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  }
}

/** Opens no connection yet: the first one that is asked for is. */
export function openConnections(settings: ConnectionSettings): Connections {
  let pool = openPool(settings)

  /** One that is silent is seldom alone: the others of its age would each be waited for, one after the other. */
  const renew = (silent: pg.Pool): void => {
    if (pool !== silent || pool.ending) return
    pool = openPool(settings)
    void leave(silent, settings.statementMs + graceMs)
  }

  const lend = async <T>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    const from = pool
    const long = setTimeout(() => settings.unanswered?.(), longUseMs)
    const client = await from.connect().catch((reason: unknown) => {
      clearTimeout(long)
      const fault = faultOf(reason)
      if (fault instanceof EngineAway) settings.unanswered?.()
      throw fault
    })
    let broken: EngineAway | null = null
    const ask: Ask = (asked) =>
      client.query(queryOf(asked)).then(answerOf, (reason: unknown) => {
        const fault = faultOf(reason)
        if (fault instanceof EngineAway) broken = fault
        throw fault
      })
    // Ends all that is still asked on it with an error.
    const cut = setTimeout(() => void client.end(), lentMs(settings.statementMs))
    try {
      return await work(ask)
    } finally {
      clearTimeout(long)
      clearTimeout(cut)
      client.release(broken !== null)
      if (broken) settings.unanswered?.()
      if (isSilence(broken)) renew(from)
    }
  }

  const isAlive = async (): Promise<void> => {
    const asked = pool
    if (asked.idleCount === 0) return
    const client = await asked.connect().catch(() => null)
    if (!client) return
    const alive = await client
      .query({ text: 'select 1', query_timeout: keepAliveWithinMs } as pg.QueryConfig)
      .then(() => true)
      .catch(() => false)
    client.release(!alive)
    if (alive) return
    settings.unanswered?.()
    renew(asked)
  }

  const timer =
    settings.keepAliveMs > 0 ? setInterval(() => void isAlive(), settings.keepAliveMs).unref() : null
  return {
    lend,
    async close() {
      if (timer) clearInterval(timer)
      await leave(pool, settings.statementMs + graceMs)
    },
  }
}

function openPool({ url, most, statementMs }: ConnectionSettings): pg.Pool {
  const pool = new pg.Pool({ ...clientSettings(url, statementMs), max: most, idleTimeoutMillis: idleMs })
  // Whoever has asked hears of a loss by the answer. Unheard, the event itself would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Lets what was begun be finished for so long, ms. */
async function leave(pool: pg.Pool, withinMs: number): Promise<void> {
  let cut: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    cut = setTimeout(resolve, withinMs)
    cut.unref()
  })
  await Promise.race([pool.end().catch(() => undefined), patience])
  clearTimeout(cut)
}

function queryOf({ text, name, values, asCells, withinMs }: Asked): pg.QueryConfig {
  return {
    text,
    ...(name === undefined ? {} : { name }),
    ...(values === undefined ? {} : { values: [...storable(values)] }),
    ...(asCells ? { rowMode: 'array' } : {}),
    ...(withinMs === undefined ? {} : { query_timeout: withinMs }),
  } as pg.QueryConfig
}

function answerOf({ rows, rowCount }: pg.QueryResult): Answer {
  return { rows, changes: rowCount ?? 0 }
}

/** A value that both engines bind as it is. */
export type Value = string | number | null

/** Values as both engines keep them: PostgreSQL knows no character U+0000, so U+FFFD stands in its place. */
export function storable(values: readonly Value[]): readonly Value[] {
  return values.some(hasNul)
    ? values.map((value) => (hasNul(value) ? value.replaceAll('\0', '\uFFFD') : value))
    : values
}

function hasNul(value: Value): value is string {
  return typeof value === 'string' && value.includes('\0')
}

/** One statement with its values. Rows come back as objects, named by the columns' aliases, if nothing else is said. */
export interface Query {
  /** SQL that SQLite and PostgreSQL both read, with `?` for values. */
  readonly sql: string
  readonly values: readonly Value[]
  /** Rows as arrays, in the order of the columns: on the way of a call naming each cell costs more than reading it. */
  readonly asCells?: boolean
}

/** Statements of which none waits for the others' results: on PostgreSQL one journey for all. Their results are the rows. */
export interface Together {
  readonly together: readonly Query[]
}

export interface QueryResult {
  readonly rows: readonly unknown[]
  /** Rows that a statement has inserted, changed or deleted. */
  readonly changes: number
}

/**
 * A verb of the store, written once for every engine: it yields statements and is given their results. SQLite runs it
 * through without a pause inside the group commit; PostgreSQL waits for each statement within one transaction. So a verb
 * must not await anything, and must have no effect but its statements: it is run again if its transaction is undone.
 */
export type Steps<T> = Generator<Query | Together, T, QueryResult>

type ResultsOf<V extends readonly Steps<unknown>[]> = {
  -readonly [K in keyof V]: V[K] extends Steps<infer R> ? R : never
}

/** Verbs that know nothing of each other, side by side: the first statements of all go together, then the second ones. */
export function* together<const V extends readonly Steps<unknown>[]>(...verbs: V): Steps<ResultsOf<V>> {
  const steps = verbs.map((verb) => verb.next())
  for (;;) {
    const asked = steps.map((step) => (step.done ? [] : queriesOf(step.value)))
    const queries = asked.flat()
    if (queries.length === 0) return steps.map(({ value }) => value) as ResultsOf<V>
    const results = (yield { together: queries }).rows as readonly QueryResult[]
    let at = 0
    for (const [n, verb] of verbs.entries()) {
      const step = steps[n]
      if (!step || step.done) continue
      const end = at + (asked[n]?.length ?? 0)
      steps[n] = verb.next(resultOf(step.value, results.slice(at, end)))
      at = end
    }
  }
}

function queriesOf(asked: Query | Together): readonly Query[] {
  return 'together' in asked ? asked.together : [asked]
}

function resultOf(asked: Query | Together, results: readonly QueryResult[]): QueryResult {
  const [only] = results
  return 'together' in asked || !only ? { rows: results, changes: 0 } : only
}

/** All rows of a query. */
export function* all<R>(sql: string, ...values: readonly Value[]): Steps<readonly R[]> {
  return (yield { sql, values }).rows as readonly R[]
}

/** The first row of a query; undefined if there is none. */
export function* one<R>(sql: string, ...values: readonly Value[]): Steps<R | undefined> {
  return (yield { sql, values }).rows[0] as R | undefined
}

/** All rows of a query as arrays; see Query.asCells. */
export function* cells<R extends readonly Value[]>(
  sql: string,
  ...values: readonly Value[]
): Steps<readonly R[]> {
  return (yield { sql, values, asCells: true }).rows as readonly R[]
}

/** How many rows a statement has changed. */
export function* change(sql: string, ...values: readonly Value[]): Steps<number> {
  return (yield { sql, values }).changes
}

/** Runs verbs. */
export interface Engine {
  /** A verb that only reads: sees one state of the store. */
  read<T>(verb: () => Steps<T>): Promise<T>
  /** A verb that writes, whole or not at all; resolves once it is durable. */
  write<T>(verb: () => Steps<T>): Promise<T>
  /**
   * How many rows something long writes in one transaction. On SQLite as many as hold the thread that pops for under a
   * millisecond; where each statement is a journey, as many as make few of them.
   */
  readonly rowsPerWrite: number
}

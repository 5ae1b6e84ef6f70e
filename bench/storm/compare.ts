import Database from 'better-sqlite3'
import pg from 'pg'
import { databaseIn } from '../../src/store/sqlite-files.ts'

type Desks = Map<string, { version: number | null; pops: string[] }>

const popsSql = `select account_id as account, call_id || ' ' || version || ' ' || state as pop
  from pop where state <> 'closed'`
const desksSql = 'select account_id as account, version from desk'

/** What the desktops show that the store does not have, and the other way round. */
export interface Difference {
  readonly missing: number
  readonly ghosts: number
  /** Desktops that hold another version than the store. */
  readonly otherVersions: number
}

/** Read past the program, from the database itself: the folder of an embedded one, or an address. */
export async function readStore(store: string): Promise<Desks> {
  if (!store.startsWith('postgres')) {
    const db = new Database(databaseIn(store), { readonly: true })
    const rows = [db.prepare(desksSql).all(), db.prepare(popsSql).all()]
    db.close()
    return desksOf(rows[0] as never, rows[1] as never)
  }
  const client = new pg.Client({ connectionString: store })
  await client.connect()
  const [desks, pops] = [await client.query(desksSql), await client.query(popsSql)]
  await client.end()
  return desksOf(desks.rows, pops.rows)
}

function desksOf(
  desks: readonly { account: string; version: number | string }[],
  pops: readonly { account: string; pop: string }[],
): Desks {
  const all: Desks = new Map(
    desks.map(({ account, version }) => [account, { version: Number(version), pops: [] }]),
  )
  for (const { account, pop } of pops) all.get(account)?.pops.push(pop)
  return all
}

export function compare(shown: Desks, stored: Desks): Difference {
  const all = { missing: 0, ghosts: 0, otherVersions: 0 }
  for (const [account, { version, pops }] of shown) {
    const kept = stored.get(account) ?? { version: 0, pops: [] }
    all.missing += kept.pops.filter((pop) => !pops.includes(pop)).length
    all.ghosts += pops.filter((pop) => !kept.pops.includes(pop)).length
    if (version !== kept.version) all.otherVersions++
  }
  return all
}

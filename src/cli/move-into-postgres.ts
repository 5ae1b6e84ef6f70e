import { parseArgs } from 'node:util'
import { isEqual, type MovedTableResult, type MoveProgress, moveRows } from '../store/move-store.ts'
import { type IndexTokens, openPostgresTarget } from '../store/postgres-move-target.ts'
import { openSqliteSource } from '../store/sqlite-move-source.ts'
import { UnusableStore } from '../store/unusable-store.ts'

export interface MoveIo {
  /** The SQLite file that the house has lived in. */
  readonly file: string
  readonly tokens: IndexTokens
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly now: () => number
}

const usage = `usage: move --to postgres://USER@HOST/DATABASE [--config FILE | --demo]
Copies the SQLite store of a house that is stopped into an empty PostgreSQL database, and compares the two.
The password may stand in the environment variable PGPASSWORD.
`
/** Progress is told this often, ms. */
const tellEveryMs = 1000

/**
 * `move --to URL`: nothing of the source is changed, and a move that was broken off begins anew. Progress goes to `err`,
 * what was compared to `out`. Exit codes: 0 all rows stand, 1 refused or not equal (the target is no store then), 2 not
 * understood.
 */
export async function moveIntoPostgres(args: readonly string[], io: MoveIo): Promise<0 | 1 | 2> {
  const url = readTarget(args)
  if (url === null) {
    io.err(usage)
    return 2
  }
  try {
    return await moveTo(url, io)
  } catch (reason) {
    if (!(reason instanceof UnusableStore)) throw reason
    io.err(`${reason.message}\n`)
    return 1
  }
}

async function moveTo(url: string, io: MoveIo): Promise<0 | 1> {
  const source = openSqliteSource(io.file)
  try {
    const target = await openPostgresTarget(url)
    try {
      const tell = progressTo(io)
      const { tables, changedTexts } = await moveRows(source, target, tell)
      for (const one of tables) io.out(lineOf(one))
      if (changedTexts > 0) {
        io.out(
          `${changedTexts} texts held the character U+0000, which PostgreSQL does not keep: it is U+FFFD now.\n`,
        )
      }
      if (!tables.every(isEqual)) {
        io.err('The two are not equal: the database is not usable as a store. The source was not changed.\n')
        return 1
      }
      await target.complete(io.tokens, (index, done) => tell('copy', index, done, null))
      await target.finish()
      io.out(
        `All ${tables.reduce((sum, { source: { rows } }) => sum + rows, 0)} rows stand in ${shown(url)}.\n`,
      )
      return 0
    } finally {
      await target.close()
    }
  } finally {
    source.close()
  }
}

function readTarget(args: readonly string[]): string | null {
  try {
    const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values
    return to !== undefined && /^postgres(ql)?:\/\//.test(to) && URL.canParse(to) ? to : null
  } catch {
    return null
  }
}

function lineOf({ table, source, target }: MovedTableResult): string {
  const equal = isEqual({ table, source, target })
  const found = equal ? 'equal' : `NOT EQUAL: ${target.rows} rows ${target.checksum}`
  return `${table}\t${source.rows} rows\t${source.checksum}\t${found}\n`
}

/** At most a line a second, and one whenever a table is through. */
function progressTo({ err, now }: Pick<MoveIo, 'err' | 'now'>): MoveProgress {
  let told = now()
  return (step, table, done, of) => {
    if (of === 0 || (done !== of && now() - told < tellEveryMs)) return
    told = now()
    err(`${step} ${table}: ${of === null ? done : `${done} of ${of}`}\n`)
  }
}

/** Without the password. */
function shown(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

import { readFileSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Ballast } from './sqlite-ballast.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { filesBeside } from './sqlite-files.ts'
import { checkIntegrity, type IntegrityCheck } from './sqlite-integrity.ts'
import type { TroubleWatch } from './sqlite-trouble.ts'
import type { CheckResult, StoreNews } from './store-trouble.ts'

interface WatchSettings {
  readonly file: string
  /** Made just now: there is nothing to check before tomorrow. */
  readonly isNew: boolean
  readonly connection: SqliteConnection
  readonly ballast: Ballast
  readonly trouble: TroubleWatch
  readonly now: () => number
  readonly elapsed: () => number
  readonly tell: (news: StoreNews) => void
  readonly everyMs?: number
}

export interface DatabaseWatch {
  /** Begins an integrity check; resolves after its quick pass, or with null when patience is over. The rest goes on. */
  check(patienceMs: number): Promise<CheckResult | null>
  stop(): Promise<void>
}

const dayMs = 24 * 60 * 60_000
const hourMs = 60 * 60_000
/** Below the first share of free space somebody should act; above the second they have. */
const little = 0.1
const enough = 0.12
/** As much as a call event with a full pop writes. */
const probeText = 'x'.repeat(16_384)

/**
 * Once a second: is there room, does the disk take writes again, is the reserve there, is a check due. Trouble that has
 * gone is noticed even if nobody writes.
 */
export function watchDatabase(settings: WatchSettings): DatabaseWatch {
  const { file, connection, ballast, trouble, now, tell } = settings
  const { checked } = filesBeside(file)
  const space = spaceWatch(settings)
  let checking: IntegrityCheck | null = null
  if (settings.isNew) remember(checked, now())
  let checkedAt = lastCheck(checked)
  let damageChecked = false
  let ticking: Promise<void> | null = null

  const begin = (): IntegrityCheck => {
    const check = checkIntegrity(file, settings.elapsed)
    checking = check
    checkedAt = now()
    void check.whole.then((result) => {
      checking = null
      tell({ kind: 'checked', result })
      if (result.kind === 'damaged') {
        damageChecked = true
        trouble.damaged(`the database is damaged (${result.found[0]}): restore a backup`)
      }
      if (result.kind === 'sound') remember(checked, now())
    })
    return check
  }

  const tick = async (): Promise<void> => {
    await space.look()
    const lasting = trouble.current()
    if (lasting) trouble.remind()
    if (lasting && lasting.kind !== 'damaged') await probe(connection)
    else if (!ballast.isThere() && (await ballast.make()) === 'made') tell({ kind: 'reserve-made' })
    // A read or a write has met damage: how much there is, is what whoever runs the house has to know next.
    const isFound = lasting?.kind === 'damaged' && !damageChecked
    if (isFound) damageChecked = true
    if (!checking && (isFound || Math.abs(now() - checkedAt) >= dayMs)) begin()
  }

  const timer = setInterval(() => {
    // What fails here is what it looks for: it is tried again in a moment, and the writes themselves tell of it.
    ticking ??= tick()
      .catch(() => undefined)
      .finally(() => {
        ticking = null
      })
  }, settings.everyMs ?? 1000)
  timer.unref()

  return {
    async check(patienceMs) {
      const { quick } = begin()
      let late: NodeJS.Timeout | undefined
      const patience = new Promise<null>((resolve) => {
        late = setTimeout(() => resolve(null), patienceMs)
      })
      return Promise.race([quick, patience]).finally(() => clearTimeout(late))
    },
    async stop() {
      clearInterval(timer)
      ballast.callOff()
      await ticking
      await checking?.stop()
    },
  }
}

/** Writes as much as an event does and takes it back, in one commit. */
function probe(connection: SqliteConnection): Promise<void> {
  return connection.write(() => {
    const id = connection
      .prepare("insert into outbox (account_id, version, body, at) values ('', 0, ?, 0) returning id")
      .pluck()
      .get(probeText)
    connection.prepare('delete from outbox where id = ?').run(id)
  })
}

function spaceWatch({ file, now, tell }: WatchSettings): { look(): Promise<void> } {
  let warnedAt: number | null = null
  return {
    async look() {
      const disk = await statfs(dirname(file))
      const freeShare = disk.blocks === 0 ? 1 : disk.bavail / disk.blocks
      tell({ kind: 'disk', freeShare })
      if (freeShare < little && (warnedAt === null || Math.abs(now() - warnedAt) >= hourMs)) {
        warnedAt = now()
        tell({ kind: 'little-space', freeShare })
      } else if (freeShare > enough && warnedAt !== null) {
        warnedAt = null
        tell({ kind: 'space-again', freeShare })
      }
    },
  }
}

/** 0 where it was never checked, so that a database that came from elsewhere is checked at once. */
function lastCheck(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || 0
  } catch {
    return 0
  }
}

function remember(path: string, at: number): void {
  try {
    writeFileSync(path, `${at}\n`)
  } catch {
    // A full disk: the next start checks again.
  }
}

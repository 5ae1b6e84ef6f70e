import type { Seal } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { Tell } from '../wire/webhook-events.ts'

export interface RecordKeeping {
  readonly store: Pick<
    Store,
    | 'sealAudit'
    | 'readChainState'
    | 'pruneAudit'
    | 'removePruned'
    | 'audit'
    | 'takeLease'
    | 'giveBackLease'
    | 'trouble'
  >
  readonly tell: Tell
  /** Begins a check of the whole chain, or of what was sealed since the last one, unless one is under way. */
  readonly beginCheck: (extent: 'whole' | 'newest') => Promise<void>
  /** When the next night's check of the whole chain is due, ms. */
  readonly nextNight: (at: number) => number
  /** Days that the record is kept; null for ever. */
  readonly keepDays: number | null
  readonly newId: () => string
  readonly now: () => number
  readonly failed: (reason: unknown, what: string) => void
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
const sealEveryMs = 5 * second
const leaseMs = minute
const checkEveryMs = 10 * minute
/** Batches of one round: the lease outlasts them. */
const mostBatches = 500

/**
 * Seals what was recorded and checks what was sealed, every few minutes what is new and once a night the whole chain; tells
 * the newest seal once a day, and lets go of what is too old. One node at a time does so.
 */
export function keepRecord(keeping: RecordKeeping): { stop(): Promise<void> } {
  const node = keeping.newId()
  let round: Promise<void> | null = null
  let stopped = false
  let checkedAt = Number.NEGATIVE_INFINITY
  const work = async (): Promise<void> => {
    const { store, now } = keeping
    if (store.trouble() || !(await store.takeLease('seal-record', node, now(), now() + leaseMs))) return
    for (let n = 0; n < mostBatches && !stopped; n++) {
      if (!(await store.sealAudit(now()))) break
      await pause()
    }
    if (!stopped) await onceANight(keeping)
    if (stopped || now() - checkedAt < checkEveryMs) return
    checkedAt = now()
    await keeping.beginCheck('newest')
  }
  const timer = setInterval(() => {
    round ??= work()
      .catch((reason) => keeping.failed(reason, 'the record could not be sealed; it is tried again'))
      .finally(() => {
        round = null
      })
  }, sealEveryMs)
  timer.unref()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await round
      await keeping.store.giveBackLease('seal-record', node).catch(() => undefined)
    },
  }
}

/** A lease under a name of its own that nobody prolongs: whoever takes it is the first after this night's hour. */
async function onceANight(keeping: RecordKeeping): Promise<void> {
  const { store, now, newId, nextNight } = keeping
  const { newest } = await store.readChainState()
  if (!newest || !(await store.takeLease('record-day', newId(), now(), nextNight(now())))) return
  await prune(keeping)
  await tellSeal(keeping, newest)
  await keeping.beginCheck('whole')
}

async function prune({ store, keepDays, now }: RecordKeeping): Promise<void> {
  if (keepDays === null) return
  for (;;) {
    const pruned = await store.pruneAudit(now() - keepDays * day, now())
    if (!pruned) break
    const detail = `up to seal ${pruned.n} ${pruned.hash}`
    await store.audit({ at: now(), accountId: null, action: 'prune-record', subject: 'record', detail })
    await pause()
  }
  while (await store.removePruned()) await pause()
}

function tellSeal({ tell }: RecordKeeping, { n, at, hash, rowsUntil }: Seal): Promise<void> {
  return tell('audit.sealed', { seal: n, sealedAt: at, hash, rows: rowsUntil })
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

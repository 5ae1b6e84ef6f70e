import type { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { OutcomePlace } from './house-store.ts'
import { startThread, type Thread } from './start-thread.ts'
import type { ChainCheck } from './store/audit-store.ts'
import type { Store } from './store/store.ts'
import type { KeptSeal } from './verify-chain.ts'
import type { CheckOrder } from './verify-chain-worker.ts'

export interface CheckParts {
  readonly place: OutcomePlace
  readonly store: Pick<Store, 'keepChainCheck' | 'readChainState' | 'takeLease' | 'giveBackLease'>
  readonly log: Pick<Logger, 'error'>
  readonly newId: () => string
  readonly now: () => number
}

/** `newest`: what was sealed since the last check; it begins with the whole where none was finished. */
export type Extent = 'whole' | 'newest'

export interface Checking {
  /** Resolves once it is under way, or need not be. */
  begin(extent: Extent): Promise<void>
  stop(): Promise<void>
}

const workerFile = new URL('./verify-chain-worker.ts', import.meta.url)
const job = 'check-record'
const leaseMs = 60_000
const keepEveryMs = 1000

/**
 * Checks the chain of the record on a thread of its own, one check at a time over all nodes; how far it is stands in the
 * store, for whoever looks. The newest seal that was found right is kept in memory too: an end that is cut off shows by it,
 * whatever was written over in the database.
 */
export function openChecking({ place, store, log, newId, now }: CheckParts): Checking {
  const node = newId()
  let running: { readonly done: Promise<void>; readonly thread: Thread } | null = null
  let foundRight: KeptSeal | null = null
  let stopped = false

  const check = async (worker: Worker, before: ChainCheck | null): Promise<void> => {
    let keptAt = now()
    const found = await lastOf(worker, (state) => {
      if (now() - keptAt < keepEveryMs) return
      keptAt = now()
      if (!before) store.keepChainCheck(state).catch(() => undefined)
      store.takeLease(job, node, now(), now() + leaseMs).catch(() => undefined)
    })
    await store.keepChainCheck(
      before ? joined(before, found, now()) : { ...found, finishedAt: now(), newestAt: null },
    )
    await store.giveBackLease(job, node)
    if (found.faults.length > 0) log.error({ faults: found.faults }, 'the record was tampered with')
    else if (found.untilHash) foundRight = { n: found.untilSeal, hash: found.untilHash }
  }

  const run = (before: ChainCheck | null, startedAt: number): void => {
    const after = before ? { n: before.untilSeal, hash: before.untilHash ?? '' } : undefined
    const kept = foundRight ? [foundRight] : []
    const thread = startThread(workerFile, { place, startedAt, kept, after } satisfies CheckOrder)
    thread.worker.unref()
    const done = check(thread.worker, before)
      .catch(async (reason) => {
        if (!stopped) log.error({ err: reason }, 'the record could not be checked')
        await store.giveBackLease(job, node).catch(() => undefined)
      })
      .finally(() => {
        running = null
      })
    running = { done, thread }
  }

  return {
    async begin(extent) {
      if (running || !(await store.takeLease(job, node, now(), now() + leaseMs))) return
      const { check: last, newest } = await store.readChainState()
      // Nobody else is at it: one that is not finished has died with its node.
      const before = extent === 'newest' && last?.finishedAt && last.untilHash ? last : null
      const nothingNew = extent === 'newest' && (before?.untilHash ?? '') === (newest?.hash ?? '')
      // What was found broken is whole again only when the whole chain says so.
      const knownBroken = before !== null && before.faults.length > 0
      if (nothingNew || knownBroken) return store.giveBackLease(job, node)
      const startedAt = now()
      if (!before) await store.keepChainCheck({ ...nothingYet, startedAt })
      run(before, startedAt)
    },
    async stop() {
      stopped = true
      const last = running
      await last?.thread.end()
      await last?.done
    },
  }
}

const nothingYet: Omit<ChainCheck, 'startedAt'> = {
  finishedAt: null,
  rowsRead: 0,
  rowsAll: 0,
  untilSeal: 0,
  untilAt: null,
  untilHash: '',
  newestAt: null,
  faults: [],
}

/** What was found of the whole chain, and of what came after it since. */
function joined(before: ChainCheck, found: ChainCheck, now: number): ChainCheck {
  const rowsRead = before.rowsRead + found.rowsRead
  // Where even the seal before is not the one that it was, nothing new was found right.
  const { untilSeal, untilAt, untilHash = '' } = found.untilSeal > 0 ? found : before
  const right = { untilSeal, untilAt, untilHash }
  const { rowsAll } = before
  return {
    ...before,
    ...right,
    rowsRead,
    rowsAll: Math.max(rowsAll, rowsRead),
    faults: found.faults,
    newestAt: now,
  }
}

function lastOf(worker: Worker, tell: (check: ChainCheck) => void): Promise<ChainCheck> {
  return new Promise((resolve, reject) => {
    worker.on('message', ({ kind, check }: { kind: 'on' | 'done'; check: ChainCheck }) => {
      if (kind === 'on') tell(check)
      else resolve(check)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that checks ended with code ${code}`)))
  })
}

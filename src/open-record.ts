import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { type OutcomePlace, outcomePlace } from './house-store.ts'
import { keepRecord } from './record/keep-record.ts'
import { type RecordRoute, recordHandlers } from './record/record-handlers.ts'
import type { ChainCheck } from './store/audit-store.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'
import type { Handlers } from './wire/routes.ts'

interface RecordParts {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly outside: Pick<Telling, 'tell'>
  readonly log: Logger
  readonly newId: () => string
  readonly now: () => number
  readonly elapsed: () => number
}

export interface OpenedRecord {
  readonly handlers: Handlers<RecordRoute>
  stop(): Promise<void>
}

const workerFile = new URL('./verify-chain-worker.ts', import.meta.url)
const minute = 60_000
const keepEveryMs = 1000

/** The record of who did what: sealed in the background, read by auditors, checked on a thread of its own. */
export function openRecord(parts: RecordParts): OpenedRecord {
  const { config, store, access, outside, log, newId, now, elapsed } = parts
  const checking = openChecking(parts)
  const keeping = keepRecord({
    store,
    tell: outside.tell,
    beginCheck: checking.begin,
    keepDays: config.policy.keepAuditDays,
    newId,
    now,
    failed: (reason, what) => {
      if (!store.trouble()) log.error({ err: reason }, what)
    },
  })
  const { nameOf } = access.agents
  return {
    handlers: recordHandlers({ store, nameOf, beginCheck: checking.begin, now, elapsed }),
    async stop() {
      await keeping.stop()
      await checking.stop()
    },
  }
}

interface Checking {
  begin(): Promise<void>
  stop(): Promise<void>
}

/** One check at a time over all nodes; how far it is stands in the store, for whoever looks. */
function openChecking({ config, store, log, newId, now }: RecordParts): Checking {
  const place = outcomePlace(config)
  const node = newId()
  let running: { readonly done: Promise<void>; readonly worker: Worker } | null = null

  const check = async (worker: Worker): Promise<void> => {
    let keptAt = now()
    const found = await lastOf(worker, (state) => {
      if (now() - keptAt < keepEveryMs) return
      keptAt = now()
      store.keepChainCheck(state).catch(() => undefined)
      store.takeLease('check-record', node, now(), now() + minute).catch(() => undefined)
    })
    await store.keepChainCheck({ ...found, finishedAt: now() })
    await store.giveBackLease('check-record', node)
    if (found.faults.length > 0) log.error({ faults: found.faults }, 'the record was tampered with')
  }

  return {
    async begin() {
      if (running || !(await store.takeLease('check-record', node, now(), now() + minute))) return
      const startedAt = now()
      await store.keepChainCheck({ ...nothingYet, startedAt })
      const worker = new Worker(workerFile, { workerData: { place, startedAt } satisfies CheckOrder })
      worker.unref()
      const done = check(worker)
        .catch((reason) => log.error({ err: reason }, 'the record could not be checked'))
        .finally(() => {
          running = null
        })
      running = { done, worker }
    },
    async stop() {
      const last = running
      await last?.worker.terminate()
      await last?.done
    },
  }
}

interface CheckOrder {
  readonly place: OutcomePlace
  readonly startedAt: number
}

const nothingYet: Omit<ChainCheck, 'startedAt'> = {
  finishedAt: null,
  rowsRead: 0,
  rowsAll: 0,
  untilSeal: 0,
  untilAt: null,
  faults: [],
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

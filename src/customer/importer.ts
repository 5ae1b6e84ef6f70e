import { rm } from 'node:fs/promises'
import type { ImportJob } from '../store/import-store.ts'
import type { Store } from '../store/store.ts'
import type { FactKind } from '../wire/fact-kinds.ts'
import type { Uploads } from './keep-uploads.ts'
import { type NumberReaderAddress, parseInThread } from './parse-in-thread.ts'
import { leaseFrom, runImport } from './run-import.ts'

export interface ImporterParts {
  readonly store: Pick<
    Store,
    | 'importCustomers'
    | 'importContacts'
    | 'rowsPerImport'
    | 'advanceImport'
    | 'renewImports'
    | 'endImport'
    | 'interruptImports'
  >
  /** Number reading for the import's thread. */
  readonly numbers: NumberReaderAddress
  readonly uploads: Uploads
  readonly tiers: readonly string[]
  readonly factKinds: readonly FactKind[]
  readonly now: () => number
  /** Told of an import that broke off for a reason that is not the file's. */
  readonly onFault: (reason: unknown) => void
  readonly renewEveryMs?: number
}

export interface Importer {
  /** Lets the file be imported after those that wait already, then deletes it. */
  begin(job: ImportJob, file: string, region: string | undefined): void
  /** How many imports run or wait. */
  waiting(): number
  /** Stops after the batch under way; what runs or waits is marked `interrupted`. */
  stop(): Promise<void>
}

const smallestBatch = 50
/** Four times within a lease: one that cannot be renewed for a while is not over. */
const renewEveryMs = 20_000

/**
 * One import at a time, each parsed on its own thread. Jobs of this and other nodes that nobody runs any more become
 * `interrupted`, within two minutes of their last word.
 */
export async function openImporter(parts: ImporterParts): Promise<Importer> {
  const { store, uploads, now, onFault } = parts
  const stopping = new AbortController()
  const held = new Set<number>()
  let last = Promise.resolve()
  await uploads.keep()
  await store.interruptImports(now())

  const renew = (): void => {
    // A disk that fails keeps uploads a little longer, and is told of by who writes to it.
    uploads.keep().catch(() => undefined)
    store
      .renewImports([...held], leaseFrom(now()))
      .then(() => store.interruptImports(now()))
      // A store that is away keeps everybody from renewing; it is tried again.
      .catch(() => undefined)
  }
  const timer = setInterval(renew, parts.renewEveryMs ?? renewEveryMs).unref()

  const importOne = async (job: ImportJob, file: string, region: string | undefined): Promise<void> => {
    try {
      const run = { ...parts, signal: stopping.signal, pause: letOthersWrite, rest: letStoreRecover }
      const batch = Math.max(smallestBatch, store.rowsPerImport)
      const kind = job.kind === 'interactions' ? 'interactions' : 'customers'
      const order = {
        kind,
        file,
        region,
        tiers: parts.tiers,
        factKinds: parts.factKinds,
        now: now(),
        batch,
      } as const
      const batches = stopping.signal.aborted ? nothing() : parseInThread(order, parts.numbers)
      await runImport(run, job, batches)
    } catch (reason) {
      onFault(reason)
    } finally {
      held.delete(job.id)
      await rm(file, { force: true }).catch(onFault)
    }
  }

  return {
    begin(job, file, region) {
      held.add(job.id)
      last = last.then(() => importOne(job, file, region))
    },
    waiting: () => held.size,
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await last
      await uploads.close()
    },
  }
}

async function* nothing(): AsyncGenerator<never> {}

/** Longer than a write takes, so that an import has the thread for less than half of the time. */
const pauseMs = 4

const restMs = 500

function letStoreRecover(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs))
}

function letOthersWrite(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs))
}

import { rm } from 'node:fs/promises'
import type { ImportJob } from '../store/import-store.ts'
import type { Store } from '../store/store.ts'
import { type NumberReaderAddress, parseInThread } from './parse-in-thread.ts'
import { runImport } from './run-import.ts'

export interface ImporterParts {
  readonly store: Pick<Store, 'importCustomers' | 'advanceImport' | 'endImport' | 'interruptImports'>
  /** Number reading for the import's thread. */
  readonly numbers: NumberReaderAddress
  readonly tiers: readonly string[]
  readonly now: () => number
  /** Told of an import that broke off for a reason that is not the file's. */
  readonly onFault: (reason: unknown) => void
}

export interface Importer {
  /** Lets the file be imported after those that wait already, then deletes it. */
  begin(job: ImportJob, file: string, region: string | undefined): void
  /** How many imports run or wait. */
  waiting(): number
  /** Stops after the batch under way; what runs or waits is marked `interrupted`. */
  stop(): Promise<void>
}

const batch = 50

/** One import at a time, each parsed on its own thread. Jobs that a stopped process left as `running` become `interrupted`. */
export async function openImporter(parts: ImporterParts): Promise<Importer> {
  const stopping = new AbortController()
  let last = Promise.resolve()
  let waiting = 0
  await parts.store.interruptImports(parts.now())

  const importOne = async (job: ImportJob, file: string, region: string | undefined): Promise<void> => {
    try {
      const run = { ...parts, signal: stopping.signal, pause: letOthersWrite }
      const order = { file, region, tiers: parts.tiers, now: parts.now(), batch }
      const batches = stopping.signal.aborted ? nothing() : parseInThread(order, parts.numbers)
      await runImport(run, job, batches)
    } catch (reason) {
      parts.onFault(reason)
    } finally {
      waiting--
      await rm(file, { force: true })
    }
  }

  return {
    begin(job, file, region) {
      waiting++
      last = last.then(() => importOne(job, file, region))
    },
    waiting: () => waiting,
    stop() {
      stopping.abort()
      return last
    },
  }
}

async function* nothing(): AsyncGenerator<never> {}

/** Longer than a write takes, so that an import has the thread for less than half of the time. */
const pauseMs = 4

function letOthersWrite(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs))
}

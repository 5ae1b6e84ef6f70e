import { Worker } from 'node:worker_threads'

/** How far a thread is; shared with it, so that neither has to wait for the other to say so. */
export const stages = { loading: 0, atWork: 1, unwanted: 2 } as const

/** What a thread finds in its `workerData` beside its own. */
export interface ThreadStart {
  /** Address of its program. */
  readonly program: string
  /** One of `stages`. */
  readonly stage: Int32Array
}

export interface Thread {
  readonly worker: Worker
  /** Resolves when it is gone. A statement of the database that is under way is finished first. */
  end(): Promise<void>
}

const entry = new URL('./store/sqlite-thread.ts', import.meta.url)

/**
 * Starts a thread that may have connections of its own to the database, with what it finds in its `workerData`. It is never
 * ended from outside while better-sqlite3 is being loaded into it, since Node then aborts the whole process ("FATAL ERROR:
 * Error::New napi_get_last_error_info"; seen with better-sqlite3 13.2 on Node 24.21): one that is not wanted any more by then
 * leaves by itself.
 */
export function startThread(program: URL, workerData: object): Thread {
  const stage = new Int32Array(new SharedArrayBuffer(4))
  const start: ThreadStart = { program: program.href, stage }
  const worker = new Worker(entry, { workerData: { ...workerData, start } })
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  return {
    worker,
    async end() {
      worker.ref()
      const before = Atomics.compareExchange(stage, 0, stages.loading, stages.unwanted)
      if (before === stages.atWork) await worker.terminate()
      await gone
    },
  }
}

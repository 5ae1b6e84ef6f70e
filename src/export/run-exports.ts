import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startThread, type Thread } from '../start-thread.ts'
import type { ExportJob } from '../store/export-store.ts'
import type { Store } from '../store/store.ts'
import { type FileOrder, partOf, type Written } from './write-export.ts'

export type ExportMessage =
  | { readonly kind: 'progress'; readonly written: Written }
  | { readonly kind: 'done'; readonly written: Written & { readonly sha256: string } }
  | { readonly kind: 'failed'; readonly message: string }

export interface RunnerSettings {
  readonly store: Pick<
    Store,
    | 'addExport'
    | 'holdExports'
    | 'readExport'
    | 'beginExport'
    | 'advanceExport'
    | 'endExport'
    | 'interruptExports'
    | 'abandonExports'
    | 'forgetExports'
    | 'audit'
  >
  /** Where files are kept; nodes of one house share it, or each file is at the node that wrote it. */
  readonly folder: string
  /** The thread's program, and what it is given besides the file's order. */
  readonly workerFile: URL
  readonly place: unknown
  readonly node: string
  readonly onFault: (reason: unknown) => void
  readonly now: () => number
}

export interface ExportRunner {
  /** Keeps a place for it; it is written once it is enqueued. */
  add(job: ExportJob): Promise<void>
  /** Writes it when those before it are written: one at a time, so that exports never crowd out what else reads. */
  enqueue(job: ExportJob, file: Omit<FileOrder, 'path'>): void
  pathOf(job: Pick<ExportJob, 'id' | 'format'>): string
  /** Deletes what is over its time, or was begun by somebody who is gone. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** What waits is held with each sweep, every half minute. */
const leaseMs = 90_000
const beatMs = 1000
const day = 24 * 60 * 60_000
const keepJobsMs = 90 * day
const forgetAtOnce = 50
/** Files of ours, so that nothing else is swept out of a folder that somebody has named carelessly. */
const ownFile = /^([0-9a-f-]{36})\.(?:csv|jsonl)(\.part)?$/
/** Why an export failed, where whoever wants it can do something about that. */
const told: ReadonlySet<string> = new Set(['too-many-rows', 'search-rebuilding'])

export function exportRunner(settings: RunnerSettings): ExportRunner {
  const { store, folder, workerFile, place, node, onFault, now } = settings
  const queued = new Set<string>()
  let last: Promise<void> = Promise.resolve()
  let running: Thread | null = null
  let isStopped = false

  const pathOf = ({ id, format }: Pick<ExportJob, 'id' | 'format'>): string =>
    join(folder, `${id}.${format === 'csv' ? 'csv' : 'jsonl'}`)

  const run = async (job: ExportJob, file: Omit<FileOrder, 'path'>): Promise<void> => {
    queued.delete(job.id)
    if (isStopped || !(await store.beginExport(job.id, node, now() + leaseMs))) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = pathOf(job)
    if (isStopped) return
    running = startThread(workerFile, { place, file: { ...file, path } })
    const outcome = await follow(job, running)
    running = null
    const isKept = outcome.kind === 'done' && (await end(job, outcome.written))
    if (outcome.kind === 'failed' && !isStopped) await fail(job, outcome.message)
    if (!isKept) await remove(path)
  }

  /** Resolves with how the thread ended. Each second its progress is written, and whether it is still wanted is read. */
  const follow = (job: ExportJob, thread: Thread): Promise<ExportMessage | { kind: 'cancelled' }> =>
    new Promise((resolve) => {
      let latest: Written = { rows: 0, bytes: 0, share: null }
      const beat = setInterval(() => {
        store
          .advanceExport(job.id, amountsOf(latest), now() + leaseMs)
          .then((isWanted) => isWanted || settle({ kind: 'cancelled' }))
          .catch(onFault)
      }, beatMs).unref()
      let isSettled = false
      const settle = (outcome: ExportMessage | { kind: 'cancelled' }): void => {
        if (isSettled) return
        isSettled = true
        clearInterval(beat)
        void thread.end().then(() => resolve(outcome))
      }
      const { worker } = thread
      worker.on('message', (message: ExportMessage) => {
        if (message.kind === 'progress') latest = message.written
        else settle(message)
      })
      worker.once('error', (reason) => settle({ kind: 'failed', message: (reason as Error).message }))
      worker.once('exit', (code) => settle({ kind: 'failed', message: `the thread ended with code ${code}` }))
    })

  const end = async (job: ExportJob, written: Written & { sha256: string }): Promise<boolean> => {
    const { sha256 } = written
    const over = { ...amountsOf(written), state: 'done', sha256, why: null, at: now() } as const
    if (!(await store.endExport(job.id, over))) return false
    const detail = JSON.stringify({ rows: written.rows, bytes: written.bytes, sha256 })
    await store.audit({
      at: now(),
      accountId: job.accountId,
      action: 'export-done',
      subject: `export:${job.id}`,
      detail,
    })
    return true
  }

  const fail = async (job: ExportJob, message: string): Promise<void> => {
    const why = told.has(message) ? message : 'failed'
    const nothing = { rows: 0, doneOfThousand: null, bytes: 0, sha256: null }
    await store.endExport(job.id, { ...nothing, state: 'failed', why, at: now() })
    if (why === 'failed') onFault(new Error(`an export failed: ${message}`))
  }

  const remove = async (path: string): Promise<void> => {
    await rm(path, { force: true })
    await rm(partOf(path), { force: true })
  }

  return {
    pathOf,
    add: (job) => store.addExport(job, node, now() + leaseMs),
    enqueue(job, file) {
      queued.add(job.id)
      last = last.then(() => run(job, file)).catch(onFault)
    },
    async sweep() {
      await store.holdExports([...queued], now() + leaseMs)
      await store.interruptExports(now())
      const names = await readdir(folder).catch(() => [])
      for (const name of names) {
        const [, id, isPart] = ownFile.exec(name) ?? []
        if (id === undefined) continue
        const job = await store.readExport(id)
        const isLive = job?.state === 'running'
        const isKept = job?.state === 'done' && job.expiresAt > now() && !isPart
        if (!isLive && !isKept) await rm(join(folder, name), { force: true })
      }
      while (await store.forgetExports(now() - keepJobsMs, forgetAtOnce)) await new Promise(setImmediate)
    },
    async stop() {
      isStopped = true
      await running?.end()
      await last
      await store.abandonExports(node, now()).catch(onFault)
    },
  }
}

function amountsOf({ rows, bytes, share }: Written) {
  const doneOfThousand = share === null ? null : Math.min(1000, Math.round(share * 1000))
  return { rows, bytes, doneOfThousand }
}

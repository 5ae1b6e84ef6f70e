import { isAbsolute, join } from 'node:path'
import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { exportHandlers } from './export/export-handlers.ts'
import { exportRunner } from './export/run-exports.ts'
import { type ReadNumber, readSearch } from './history/find-interactions.ts'
import { outcomePlace } from './house-store.ts'
import { vocabularyOfHouse } from './open-search.ts'
import type { Store } from './store/store.ts'
import type { Handlers } from './wire/routes.ts'

interface ExportParts {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly readNumber: ReadNumber
  readonly log: Logger
  readonly now: () => number
  readonly newId: () => string
}

export interface Exports {
  readonly handlers: Partial<Handlers>
  stop(): Promise<void>
}

const workerFile = new URL('./export-worker.ts', import.meta.url)
const sweepEveryMs = 30_000
const hour = 60 * 60_000

/** What is found, taken along as a file: written on a thread with connections of its own. */
export function openExports(parts: ExportParts): Exports {
  const { config, store, readNumber, log, now, newId } = parts
  const { folder, keepHours, mostRows } = config.exports
  const onFault = (reason: unknown): void => {
    if (!store.trouble()) log.error({ err: reason }, 'an export could not be written or kept in order')
  }
  const runner = exportRunner({
    store,
    folder: isAbsolute(folder) ? folder : join(config.data, folder),
    workerFile,
    place: outcomePlace(config),
    node: newId(),
    onFault,
    now,
  })
  const vocabulary = vocabularyOfHouse(parts)
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = (): void => {
    sweeping = runner.sweep().catch(onFault)
  }
  const timer = setInterval(sweep, sweepEveryMs).unref()
  sweep()
  return {
    handlers: exportHandlers({
      store,
      runner,
      async searchOf(search, teams) {
        const { customerId } = search
        const survivor = customerId === undefined ? null : await store.readCustomer(customerId)
        const input = { ...search, customerId: survivor?.customer.id ?? customerId }
        const reading = { readNumber, vocabulary: vocabulary({ teams }), teams, now: now() }
        return readSearch(input, reading).order
      },
      keepMs: keepHours * hour,
      mostRows,
      newId,
      now,
    }),
    async stop() {
      clearInterval(timer)
      await runner.stop()
      await sweeping
    },
  }
}

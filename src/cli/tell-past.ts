import type { Config } from '../config.ts'
import { startThread } from '../start-thread.ts'

const workerFile = new URL('./tell-past-worker.ts', import.meta.url)

/**
 * Tells the calls of the weeks before `now` (ms) on a thread of its own, while the house is served already. `told` resolves
 * with how many there were, null where it was stopped before; rejects where it failed.
 */
export function tellPast(
  config: Config,
  now: number,
): { told: Promise<number | null>; stop(): Promise<void> } {
  const { worker, end } = startThread(workerFile, { config, now })
  const told = new Promise<number | null>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => resolve(null))
  })
  return { told, stop: end }
}

import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../config.ts'
import { loadPast } from '../demo/past/load-past.ts'
import { openPast } from '../demo/past/past-house.ts'
import { openStoreBeside } from '../house-store.ts'
import { workInBackground } from '../work-in-background.ts'

workInBackground()

const leaseMs = 2 * 60_000

/** Tells the past beside the house that is served, on a connection of its own. Of several nodes one does. */
const { config, now } = workerData as { readonly config: Config; readonly now: number }
const around = { now: Date.now, elapsed: () => performance.now(), newId: randomUUID }
const store = await openStoreBeside(config, {
  ...around,
  noise: randomBytes,
})
try {
  const node = store.otherNodes ? randomUUID() : 'demo'
  const mayTell = () => store.takeLease('demo-past', node, Date.now(), Date.now() + leaseMs)
  parentPort?.postMessage(await loadPast(store, await openPast(config, store, around), now, mayTell))
} finally {
  await store.close()
}

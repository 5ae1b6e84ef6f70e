import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../config.ts'
import { loadPast } from '../demo/past/load-past.ts'
import { openPast } from '../demo/past/past-house.ts'
import { openStoreBeside } from '../house-store.ts'
import { workInBackground } from '../work-in-background.ts'

workInBackground()

const leaseMs = 2 * 60_000
const job = 'demo-past'

/**
 * Tells the past beside the house that is served, on a connection of its own. Of several nodes one does; the others wait
 * for it, and for one that was killed meanwhile until its lease is over.
 */
const { config, now } = workerData as { readonly config: Config; readonly now: number }
const around = { now: Date.now, elapsed: () => performance.now(), newId: randomUUID }
const store = await openStoreBeside(config, {
  ...around,
  noise: randomBytes,
})
try {
  const node = store.otherNodes ? randomUUID() : 'demo'
  const mayTell = () => store.takeLease(job, node, Date.now(), Date.now() + leaseMs)
  while (!(await mayTell())) await pause(1000)
  const told = await loadPast(store, await openPast(config, store, around), now, mayTell)
  await store.giveBackLease(job, node)
  parentPort?.postMessage(told)
} finally {
  await store.close()
}

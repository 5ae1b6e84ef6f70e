import { parentPort, workerData } from 'node:worker_threads'
import { type OutcomePlace, openChain } from './house-store.ts'
import type { ChainCheck } from './store/audit-store.ts'
import { verifyChain } from './verify-chain.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** Goes through the whole record on a thread and a connection of its own, tells how far it is, and ends. */
const { place, startedAt } = workerData as { place: OutcomePlace; startedAt: number }
const reader = openChain(place)
try {
  const tell = (check: ChainCheck): void => parentPort?.postMessage({ kind: 'on', check })
  const check = await verifyChain(reader, { kept: [], startedAt, tell })
  parentPort?.postMessage({ kind: 'done', check })
} finally {
  await reader.close()
}

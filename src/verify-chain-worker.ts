import { parentPort, workerData } from 'node:worker_threads'
import { type OutcomePlace, openChain } from './house-store.ts'
import type { ChainCheck } from './store/audit-store.ts'
import { type KeptSeal, verifyChain } from './verify-chain.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** What a thread is told to check. */
export interface CheckOrder {
  readonly place: OutcomePlace
  readonly startedAt: number
  readonly kept: readonly KeptSeal[]
  readonly after: KeptSeal | undefined
}

/** Goes through the record on a thread and a connection of its own, tells how far it is, and ends. */
const { place, ...order } = workerData as CheckOrder
const reader = openChain(place)
try {
  const tell = (check: ChainCheck): void => parentPort?.postMessage({ kind: 'on', check })
  const check = await verifyChain(reader, { ...order, tell })
  parentPort?.postMessage({ kind: 'done', check })
} finally {
  await reader.close()
}

import { parentPort, workerData } from 'node:worker_threads'
import { rowTokens } from '../src/history/search-tokens.ts'
import { makeInteraction, makeLinks, type Scale } from './world.ts'

/** Makes interactions with their tokens, which costs more than writing them: one of several such threads. */
const scale = workerData as Scale

export interface FillOrder {
  readonly from: number
  readonly until: number
}

type Cells = readonly (string | number | null)[]

/** Values in the order of the insert statements, and tokens of each row. */
export interface FillBatch {
  readonly from: number
  readonly rows: readonly Cells[]
  readonly tokens: readonly string[]
  readonly contacts: readonly Cells[]
  readonly promises: readonly Cells[]
}

parentPort?.on('message', ({ from, until }: FillOrder) => {
  const rows: Cells[] = []
  const tokens: string[] = []
  const contacts: Cells[] = []
  const promises: Cells[] = []
  for (let place = from; place < until; place++) {
    const made = makeInteraction(place, scale)
    const { caseId, rootCause, promiseState } = makeLinks(place, scale)
    const links = {
      caseIds: caseId === null ? [] : [caseId],
      caseReferences: caseId === null ? [] : [`R-${caseId}`],
      hasOpenCase: caseId !== null,
      rootCauses: rootCause === null ? [] : [rootCause],
      promiseStates: promiseState === null ? [] : [promiseState],
    }
    tokens.push(rowTokens({ ...made, links }))
    const { customerName: _name, customerTier: _tier, ...stored } = made
    rows.push(Object.values(stored))
    const { id, startedAt, callId, customerId } = made
    if (caseId !== null) contacts.push([caseId, `interaction:${id}`, startedAt])
    if (promiseState !== null) {
      const settledAt = promiseState === 'open' ? null : startedAt
      const dueAt = startedAt + 86_400_000
      promises.push([id, customerId, callId, startedAt, dueAt, dueAt, promiseState, settledAt, settledAt])
    }
  }
  parentPort?.postMessage({ from, rows, tokens, contacts, promises } satisfies FillBatch)
})

import { parentPort, workerData } from 'node:worker_threads'
import { rowTokens } from '../src/history/search-tokens.ts'
import { makeInteraction, type Scale } from './world.ts'

/** Makes interactions with their tokens, which costs more than writing them: one of several such threads. */
const scale = workerData as Scale

export interface FillOrder {
  readonly from: number
  readonly until: number
}

/** Values in the order of the insert statement, and tokens of each row. */
export interface FillBatch {
  readonly from: number
  readonly rows: readonly (readonly (string | number | null)[])[]
  readonly tokens: readonly string[]
}

parentPort?.on('message', ({ from, until }: FillOrder) => {
  const rows: (string | number | null)[][] = []
  const tokens: string[] = []
  for (let place = from; place < until; place++) {
    const made = makeInteraction(place, scale)
    tokens.push(rowTokens(made))
    const { customerName: _name, ...stored } = made
    rows.push(Object.values(stored))
  }
  parentPort?.postMessage({ from, rows, tokens } satisfies FillBatch)
})

import type { HistoryStore, SearchTokens } from '../store/history-store.ts'
import { nameTokens, rowTokens } from './search-tokens.ts'

export interface IndexRhythm {
  /** Pause in ms when nothing was left to index: how long a new interaction may take to be found. */
  readonly everyMs: number
  /** Most rows at a time; one batch holds the pop's thread for about as many times 0.1 ms. */
  readonly batch: number
  /** Told of a batch that failed; the loop goes on after a pause. */
  readonly onFault?: (reason: unknown) => void
}

const tokens: SearchTokens = { rows: rowTokens, names: nameTokens }
/** Between two batches of one round, ms: calls come first. */
const betweenBatchesMs = 5
/** Between two steps of making the index anew, ms: a house goes on for hours while that is done. */
const betweenStepsMs = 15

/**
 * Keeps the search index at what the rows say, until stopped; while nothing is new, it goes on with making it anew where an
 * upgrade has asked for that. Between two batches everything else that is waiting gets its turn. `stop` resolves when the
 * batch under way is done.
 */
export function keepIndex(
  store: Pick<HistoryStore, 'indexInteractions' | 'rebuildIndex'>,
  { everyMs, batch, onFault }: IndexRhythm,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const orElse = <T>(work: Promise<T>, otherwise: T): Promise<T> =>
    work.catch((reason: unknown) => {
      onFault?.(reason)
      return otherwise
    })
  const rebuildFor = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0 && !signal.aborted; left -= betweenStepsMs) {
      const more = await orElse(store.rebuildIndex(batch, tokens), false)
      await pause(more ? betweenStepsMs : left, signal)
      if (!more) return
    }
  }
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      const indexed = await orElse(store.indexInteractions(batch, tokens.rows), 0)
      // Less than a batch waits for the next round: a commit for each row would be one more for each call.
      if (indexed === batch) await pause(betweenBatchesMs, signal)
      else await rebuildFor(everyMs)
    }
  }
  const running = loop()
  return () => {
    stopping.abort()
    return running
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}

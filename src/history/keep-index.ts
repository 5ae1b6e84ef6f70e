import type { FoundInteraction, HistoryStore } from '../store/history-store.ts'
import { rowTokens } from './search-tokens.ts'

export interface IndexRhythm {
  /** Pause in ms when nothing was left to index: how long a new interaction may take to be found. */
  readonly everyMs: number
  /** Most rows at a time; one batch holds the pop's thread for about as many times 0.1 ms. */
  readonly batch: number
  /** Told of a batch that failed; the loop goes on after a pause. */
  readonly onFault?: (reason: unknown) => void
  readonly tokensOf?: (row: FoundInteraction) => string
}

/** Between two batches of one round, ms: calls come first. */
const betweenBatchesMs = 5

/**
 * Keeps the search index at what the rows say, until stopped. Between two batches everything else that is waiting gets its
 * turn. `stop` resolves when the batch under way is done.
 */
export function keepIndex(
  store: Pick<HistoryStore, 'indexInteractions'>,
  rhythm: IndexRhythm,
): () => Promise<void> {
  const tokensOf = rhythm.tokensOf ?? rowTokens
  const stopping = new AbortController()
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const indexed = await store.indexInteractions(rhythm.batch, tokensOf).catch((reason: unknown) => {
        rhythm.onFault?.(reason)
        return 0
      })
      // Less than a batch waits for the next round: a commit for each row would be one more for each call.
      await pause(indexed === rhythm.batch ? betweenBatchesMs : rhythm.everyMs, stopping.signal)
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

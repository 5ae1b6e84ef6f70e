import { startThread, type Thread } from '../start-thread.ts'
import { EngineAway } from './engine-away.ts'
import type { HistoryStore, SearchAnswer, SearchCount, SearchOrder } from './history-store.ts'

export interface SearchThread
  extends Pick<HistoryStore, 'searchInteractions' | 'countInteractions' | 'findCustomersByName'> {
  close(): Promise<void>
}

type Asked =
  | { readonly kind: 'interactions'; readonly order: SearchOrder }
  | {
      readonly kind: 'count'
      readonly order: SearchOrder
      readonly most: number
      readonly budgetMs: number
    }
  | { readonly kind: 'names'; readonly match: string; readonly most: number }

export type SearchRequest = Asked & {
  readonly id: number
  readonly deadlineMs: number
  /** Shared with the thread: 1 once nobody waits for the answer any longer. */
  readonly calledOff: Int32Array
}

export type SearchResponse =
  | { readonly id: number; readonly kind: 'interactions'; readonly answer: SearchAnswer }
  | { readonly id: number; readonly kind: 'count'; readonly counted: SearchCount }
  | { readonly id: number; readonly kind: 'names'; readonly found: readonly number[] }
  | { readonly id: number; readonly kind: 'too-late' }
  /** `code` as the engine has it, where it was the engine that failed. */
  | { readonly id: number; readonly kind: 'failed'; readonly message: string; readonly code?: string }
  /** The engine cannot be reached at the moment. */
  | { readonly id: number; readonly kind: 'away'; readonly message: string }

interface Waiting {
  readonly resolve: (response: SearchResponse | null) => void
  readonly reject: (reason: Error) => void
}

const mostWaiting = 32
/** Nobody needs to know more exactly how many more there are. */
const mostCounted = 10_000

/**
 * One thread that searches, on connections of its own: `module` is its program and `workerData` what it is given. A thread
 * that has ended is started anew by the next search; what was waiting for it is rejected. A search that is not answered
 * within its deadline, or finds 32 others waiting, is `too-late` (null for names).
 */
export function startSearchThread(module: URL, workerData: object): SearchThread {
  const waiting = new Map<number, Waiting>()
  let thread: Thread | null = null
  let lastId = 0

  const start = (): Thread => {
    const started = startThread(module, workerData)
    const ended = (reason: Error): void => {
      if (thread === started) thread = null
      for (const one of waiting.values()) one.reject(reason)
      waiting.clear()
    }
    started.worker.on('message', (response: SearchResponse) => waiting.get(response.id)?.resolve(response))
    started.worker.on('error', (reason) =>
      ended(reason instanceof Error ? reason : new Error(String(reason))),
    )
    started.worker.on('exit', (code) => {
      if (thread === started) ended(new Error(`the search thread ended with code ${code}`))
    })
    return started
  }

  const ask = async (asked: Asked, deadlineMs: number): Promise<SearchResponse | null> => {
    if (waiting.size >= mostWaiting) return null
    const calledOff = new Int32Array(new SharedArrayBuffer(4))
    const id = ++lastId
    const answered = new Promise<SearchResponse | null>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
    const timer = setTimeout(() => {
      Atomics.store(calledOff, 0, 1)
      waiting.get(id)?.resolve(null)
    }, deadlineMs)
    try {
      thread ??= start()
      thread.worker.postMessage({ ...asked, id, deadlineMs, calledOff } satisfies SearchRequest)
      return await answered
    } finally {
      clearTimeout(timer)
      waiting.delete(id)
    }
  }

  return {
    async searchInteractions(order, deadlineMs) {
      const response = await ask({ kind: 'interactions', order }, deadlineMs)
      refuseFault(response)
      return response?.kind === 'interactions' ? response.answer : { kind: 'too-late' }
    },
    async countInteractions(order, budgetMs, deadlineMs) {
      const response = await ask({ kind: 'count', order, most: mostCounted, budgetMs }, deadlineMs)
      refuseFault(response)
      return response?.kind === 'count' ? response.counted : { kind: 'too-late' }
    },
    async findCustomersByName(match, most, deadlineMs) {
      const response = await ask({ kind: 'names', match, most }, deadlineMs)
      refuseFault(response)
      return response?.kind === 'names' ? response.found : null
    },
    async close() {
      const open = thread
      thread = null
      for (const one of waiting.values()) one.reject(new Error('the search thread was closed'))
      await open?.end()
    },
  }
}

function refuseFault(response: SearchResponse | null): void {
  if (response?.kind === 'failed') {
    throw Object.assign(
      new Error(response.message),
      response.code === undefined ? {} : { code: response.code },
    )
  }
  if (response?.kind === 'away') throw new EngineAway(new Error(response.message))
}

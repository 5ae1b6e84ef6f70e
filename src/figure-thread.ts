import { Refusal } from './errors.ts'
import type { OutcomePlace } from './house-store.ts'
import type { ChangedFigure, CountOrder } from './reports/count-day.ts'
import type { CountedHour } from './reports/count-hour.ts'
import type { DrawnReport, DrawOrder } from './reports/draw-stored.ts'
import type { HourOrder } from './reports/tell-hour.ts'
import { startThread, type Thread } from './start-thread.ts'

export interface FigureThreadData {
  readonly place: OutcomePlace
  /** Of a core that counting may take, above 0 and at most 1. */
  readonly share: number
}

export type FigureRequest = { readonly id: number } & (
  | { readonly kind: 'count'; readonly order: CountOrder }
  | { readonly kind: 'draw'; readonly order: DrawOrder }
  | { readonly kind: 'hour'; readonly order: HourOrder }
  | { readonly kind: 'close' }
)

export type FigureAnswer = { readonly id: number } & (
  | { readonly kind: 'counted'; readonly rows: readonly ChangedFigure[] }
  | { readonly kind: 'drawn'; readonly report: DrawnReport }
  | { readonly kind: 'told'; readonly hour: CountedHour }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly message: string }
)

export interface FigureThread {
  count(order: CountOrder): Promise<readonly ChangedFigure[]>
  /** Refuses `store-unavailable` where it cannot be read at the moment. */
  draw(order: DrawOrder): Promise<DrawnReport>
  /** Refuses as `draw`. */
  tellHour(order: HourOrder): Promise<CountedHour>
  close(): Promise<void>
}

const workerFile = new URL('./figure-worker.ts', import.meta.url)

interface Waiting {
  resolve(answer: FigureAnswer): void
  reject(reason: unknown): void
}

/** Begins the thread when it is first asked, and again after it has died. */
export function openFigureThread(data: FigureThreadData): FigureThread {
  const waiting = new Map<number, Waiting>()
  let thread: Thread | null = null
  let lastId = 0

  const begin = (): Thread => {
    const begun = startThread(workerFile, data)
    const { worker } = begun
    worker.unref()
    worker.on('message', (answer: FigureAnswer) => {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      one?.resolve(answer)
    })
    const lost = (reason: unknown): void => {
      if (thread === begun) thread = null
      for (const [id, one] of waiting) {
        waiting.delete(id)
        one.reject(reason)
      }
    }
    worker.on('error', lost)
    worker.on('exit', (code) => lost(new Error(`the thread that counts ended with code ${code}`)))
    return begun
  }

  type Wanted = FigureRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never
  const ask = (wanted: Wanted): Promise<FigureAnswer> => {
    thread ??= begin()
    const id = ++lastId
    const { worker } = thread
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...wanted, id })
    })
  }

  return {
    async count(order) {
      const answer = await ask({ kind: 'count', order })
      if (answer.kind !== 'counted') throw new Error(messageOf(answer))
      return answer.rows
    },
    async draw(order) {
      const answer = await orUnavailable(ask({ kind: 'draw', order }))
      if (answer.kind === 'drawn') return answer.report
      throw new Refusal('store-unavailable', { cause: new Error(messageOf(answer)) })
    },
    async tellHour(order) {
      const answer = await orUnavailable(ask({ kind: 'hour', order }))
      if (answer.kind === 'told') return answer.hour
      throw new Refusal('store-unavailable', { cause: new Error(messageOf(answer)) })
    },
    async close() {
      if (!thread) return
      const closing = thread
      const closed = ask({ kind: 'close' }).catch(() => undefined)
      await closed
      await closing.end()
    },
  }
}

function orUnavailable(asked: Promise<FigureAnswer>): Promise<FigureAnswer> {
  return asked.catch((cause: unknown) => {
    throw new Refusal('store-unavailable', { cause })
  })
}

function messageOf(answer: FigureAnswer): string {
  return answer.kind === 'failed'
    ? answer.message
    : 'the thread that counts gave another answer than was asked for'
}

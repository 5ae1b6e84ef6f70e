import type { Post } from '../speakers/speaker.ts'

/** Where the demo phone system posts to. */
export interface Delivery {
  /** `http://localhost:8080`; asked for each post, since the port may be known only once the server listens. */
  readonly baseUrl: () => string
  readonly now: () => number
  readonly fetch: typeof globalThis.fetch
  /** Rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export type Delivered =
  | { readonly kind: 'taken' }
  /** The server will not take it, however often it is sent. */
  | { readonly kind: 'refused'; readonly status: number; readonly answer: string }
  | { readonly kind: 'given-up' }

/** Pauses between tries, ms: about a minute, after which a call in the demo is old news. */
const backOff = [250, 500, 1000, 2000, 4000, 8000, 15_000, 30_000]
const answerWithinMs = 5000

/**
 * Posts what says one event until the server has taken it: again after a connection error, a 5xx or a 429, signed anew
 * each time for the clock in ms that it is handed. Rejects only when `stopped` is aborted.
 */
export async function deliverEvent(
  delivery: Delivery,
  source: string,
  write: (sent: number) => Post,
  stopped: AbortSignal,
): Promise<Delivered> {
  for (const pause of [...backOff, null]) {
    const answer = await send(delivery, source, write(delivery.now()), stopped)
    if (answer !== null) return answer
    if (pause !== null) await delivery.wait(pause, stopped)
  }
  return { kind: 'given-up' }
}

/** Null where there was no answer. */
async function send(
  { baseUrl, fetch }: Delivery,
  source: string,
  { path, headers, body }: Post,
  stopped: AbortSignal,
): Promise<Delivered | null> {
  try {
    const response = await fetch(`${baseUrl()}/v1/sources/${source}/${path}`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([stopped, AbortSignal.timeout(answerWithinMs)]),
    })
    const answer = await response.text()
    if (response.ok) return { kind: 'taken' }
    const mayBeTakenLater = response.status >= 500 || response.status === 429
    return mayBeTakenLater ? null : { kind: 'refused', status: response.status, answer }
  } catch {
    stopped.throwIfAborted()
    return null
  }
}

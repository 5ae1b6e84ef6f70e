import type { z } from 'zod'
import type { eventMessage } from '../wire/event-contract.ts'

/** Where the demo phone system posts to, and how it signs. */
export interface Delivery {
  /** `http://localhost:8080`; asked for each post, since the port may be known only once the server listens. */
  readonly baseUrl: () => string
  /** Headers that sign this body as Standard Webhooks 1.0 wants it; `now` in ms. */
  readonly sign: (id: string, now: number, body: string) => Readonly<Record<string, string>>
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
 * Posts one event until the server has taken it: again after a connection error, a 5xx or a 429, signed anew each time,
 * under the same event id. Rejects only when `stopped` is aborted.
 */
export async function deliverEvent(
  delivery: Delivery,
  source: string,
  event: z.input<typeof eventMessage>,
  stopped: AbortSignal,
): Promise<Delivered> {
  const body = JSON.stringify(event)
  for (const pause of [...backOff, null]) {
    const answer = await post(delivery, source, event.id, body, stopped)
    if (answer !== null) return answer
    if (pause !== null) await delivery.wait(pause, stopped)
  }
  return { kind: 'given-up' }
}

/** Null where there was no answer. */
async function post(
  { baseUrl, sign, now, fetch }: Delivery,
  source: string,
  id: string,
  body: string,
  stopped: AbortSignal,
): Promise<Delivered | null> {
  try {
    const response = await fetch(`${baseUrl()}/v1/sources/${source}/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...sign(id, now(), body) },
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

import { readRetryAfter } from './retry-pauses.ts'

/** What a receiver said, as far as it matters. Nothing of its body is read: it is not ours to keep. */
export type Answer =
  | { readonly kind: 'taken'; readonly status: number }
  /** It will never take anything here again (410). */
  | { readonly kind: 'gone'; readonly status: number }
  | {
      readonly kind: 'failed'
      readonly status: number | null
      readonly why: string
      /** How long it wants to be left alone, ms. */
      readonly retryAfter: number | null
    }

/** A receiver has so long for its answer, ms (Standard Webhooks: 15 to 30 s). */
export const answerWithinMs = 15_000

/** Posts once. A redirect is not followed: where it leads nobody has configured. Never throws. */
export async function postMessage(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  now: () => number,
  withinMs = answerWithinMs,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Greetline', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    })
    await response.body?.cancel().catch(() => undefined)
    return judge(response, now)
  } catch (reason) {
    return { kind: 'failed', status: null, why: whyUnreachable(reason), retryAfter: null }
  }
}

function judge({ status, headers }: Response, now: () => number): Answer {
  if (status >= 200 && status < 300) return { kind: 'taken', status }
  if (status === 410) return { kind: 'gone', status }
  const retryAfter = readRetryAfter(headers.get('retry-after'), now())
  const why = status >= 300 && status < 400 ? 'redirects are not followed' : `answered ${status}`
  return { kind: 'failed', status, why, retryAfter }
}

/** In a word, without the address: that may hold a secret. */
function whyUnreachable(reason: unknown): string {
  if ((reason as Error).name === 'TimeoutError') return 'no answer in time'
  const cause = (reason as { cause?: { code?: unknown } }).cause
  return typeof cause?.code === 'string' ? `not reached: ${cause.code}` : 'not reached'
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** After each failed attempt but the last, as Svix has them: eight attempts within about 27 hours. */
const pauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const
const longest = 10 * hour
/** So much longer at most, so that what failed together does not come back together. */
const jitter = 0.2

/** How many attempts there are. */
export const mostAttempts = pauses.length + 1

/**
 * How long to wait after this attempt (1 for the first), ms; null where it was the last. A receiver that names a time
 * (`Retry-After`, ms) is given at least that, but not more than ten hours. `chance` is 0 to 1.
 */
export function pauseAfter(attempt: number, retryAfter: number | null, chance: number): number | null {
  const pause = pauses[attempt - 1]
  if (pause === undefined) return null
  const wanted = Math.max(pause, Math.min(retryAfter ?? 0, longest))
  return Math.round(wanted * (1 + jitter * chance))
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), as ms from now; null where there is none that can be read. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * second
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

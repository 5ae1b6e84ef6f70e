/** Seconds from the year 0 of the Gregorian calendar, from which Erlang counts, to 1970. */
const gregorianEpoch = 62_167_219_200

/**
 * The instant that a phone system writes, ms; undefined for anything that is none, or lies outside the years 2001 to 2100.
 * `iso` and `rfc2822` need a zone: without one the text would be read by our own.
 */
export function instantOf(
  written: string | number | undefined,
  as: 'iso' | 'rfc2822' | 'seconds' | 'ms' | 'microseconds' | 'gregorian',
): number | undefined {
  if (written === undefined || written === '') return undefined
  const ms = Math.round(msOf(written, as))
  return ms >= 1_000_000_000_000 && ms < 4_102_444_800_000 ? ms : undefined
}

function msOf(written: string | number, as: Parameters<typeof instantOf>[1]): number {
  if (as === 'iso' || as === 'rfc2822') {
    const hasZone = /(?:z|gmt|utc?|[+-]\d{2}:?\d{2})\)?$/i.test(String(written).trim())
    return hasZone ? Date.parse(String(written)) : Number.NaN
  }
  const count = Number(written)
  if (as === 'seconds') return count * 1000
  if (as === 'microseconds') return count / 1000
  if (as === 'gregorian') return (count - gregorianEpoch) * 1000
  return count
}

const second = 1000
const minute = 60 * second

/** Where classes of length begin, ms: what people ask for (longer than half an hour) is the end of one. */
const begins = [0, 15, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200, 14_400].map(
  (seconds) => seconds * second,
)

/** Which class a length is of, from 0; the last has no end. */
export function classOfLength(ms: number): number {
  return Math.max(
    0,
    begins.findLastIndex((begin) => begin <= ms),
  )
}

/** All classes that lengths between the two (ms, either may be open) are of. */
export function classesBetween(atLeast: number | undefined, atMost: number | undefined): number[] {
  const first = classOfLength(atLeast ?? 0)
  const last = atMost === undefined ? begins.length - 1 : classOfLength(atMost)
  return begins.flatMap((_, n) => (n >= first && n <= last ? [n] : []))
}

/** `90s`, `10m`, `1h30`, `5` (minutes), `10分钟`, `2小时`, as ms; null where it says no length. */
export function readLength(written: string): number | null {
  const text = written.normalize('NFKC').toLowerCase().trim()
  const parts =
    /^(?:(\d{1,3})(?:h|小时|时))?(?:(\d{1,4})(?:m|min|分钟|分)?)?(?:(\d{1,5})(?:s|sec|秒))?$/u.exec(text)
  const [, hours = '0', minutes = '0', seconds = '0'] = parts ?? []
  if (!parts || text === '')
    return /^\d{1,5}(s|sec|秒)$/u.test(text) ? Number.parseInt(text, 10) * second : null
  return Number(hours) * 60 * minute + Number(minutes) * minute + Number(seconds) * second
}

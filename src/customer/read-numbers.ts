import type { CallerNumber } from '../call/caller-number.ts'
import type { CustomerNumber } from '../store/customer-store.ts'

/** The one normaliser, as app.ts hands it in: region and source say how the number is to be read. */
export type ReadNumber = (
  raw: string,
  region?: string,
  source?: string,
) => { readonly number: CallerNumber; readonly key: string | null }

export interface NumberToRead {
  readonly number: string
  readonly region?: string | undefined
  readonly source?: string | undefined
  readonly label: string | null
  readonly verified: boolean
}

export type ReadResult =
  | { readonly kind: 'read'; readonly number: CustomerNumber }
  | { readonly kind: 'refused'; readonly why: string }

const mostExtensionDigits = 5

/** A number as it is kept with a customer. One that cannot be a key is refused with the reason, never kept silently. */
export function readCustomerNumber(wanted: NumberToRead, readNumber: ReadNumber, now: number): ReadResult {
  const written = wanted.number.trim()
  const found = written.endsWith('*')
    ? readSwitchboard(written.slice(0, -1), wanted, readNumber)
    : readOne(written, wanted, readNumber)
  if (typeof found !== 'string') return { kind: 'refused', why: found.why }
  const number: CustomerNumber = {
    numberKey: found,
    raw: wanted.number,
    label: wanted.label,
    ending: /^\+\d{7,}$/.test(found) ? found.slice(-7) : null,
    verifiedAt: wanted.verified ? now : null,
    readBy: readByOf(wanted),
  }
  return { kind: 'read', number }
}

/** How a number was to be read, for reading it again: see `customer_number.read_by`. */
function readByOf({ region, source }: Pick<NumberToRead, 'region' | 'source'>): string {
  if (source !== undefined) return `source:${source}`
  return region === undefined ? '' : `region:${region}`
}

/** The keys under which somebody with this number may be kept: the number, then switchboards that begin like it. */
export function keysOf(raw: string, region: string | undefined, readNumber: ReadNumber): string[] {
  const written = raw.trim()
  if (written.endsWith('*')) {
    const key = readSwitchboard(written.slice(0, -1), { region }, readNumber)
    return typeof key === 'string' ? [key] : []
  }
  const { key } = readNumber(written, region)
  if (key === null) return []
  const prefixes: string[] = []
  if (key.startsWith('+')) {
    for (let end = key.length - 1; end >= 5; end--) prefixes.push(`${key.slice(0, end)}*`)
  }
  return [key, ...prefixes]
}

interface Why {
  readonly why: string
}

function readOne(
  raw: string,
  { region, source }: Pick<NumberToRead, 'region' | 'source'>,
  readNumber: ReadNumber,
): string | Why {
  const { number, key } = readNumber(raw, region, source)
  if (key !== null) return key
  if (number.kind === 'unreadable') return { why: number.why }
  return { why: `this names no number (${number.kind})` }
}

/**
 * `030 123456*`: all numbers that begin so. The beginning of a number is often too short to be read as one, so it is read
 * with zeros for the extension, which are then taken off again.
 */
function readSwitchboard(
  beginning: string,
  wanted: Pick<NumberToRead, 'region' | 'source'>,
  readNumber: ReadNumber,
): string | Why {
  let why: Why = { why: 'the beginning of a number is too short or too long' }
  for (let zeros = 0; zeros <= mostExtensionDigits; zeros++) {
    const read = readOne(beginning.trim() + '0'.repeat(zeros), wanted, readNumber)
    if (typeof read === 'string' && read.startsWith('+') && read.length - zeros >= 5) {
      return `${zeros === 0 ? read : read.slice(0, -zeros)}*`
    }
    if (typeof read !== 'string') why = read
  }
  return why
}

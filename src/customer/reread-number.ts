import type { CustomerNumber } from '../store/customer-store.ts'
import type { StoredCallNumber, StoredNumber } from '../store/rereading-store.ts'
import { type NumberToRead, type ReadNumber, readCustomerNumber } from './read-numbers.ts'

export interface NumberRules {
  readonly readNumber: ReadNumber
  /** ISO 3166 region of an E.164 number; null where it has none. */
  readonly regionOf: (e164: string) => string | null
  readonly isSource: (name: string) => boolean
}

/** What reading a stored number again says. */
export type Reread<T> =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly to: T }
  /** The old key stays: it is how the customer is found until somebody has looked at it. */
  | { readonly kind: 'unreadable'; readonly why: string }

/** Reads a customer's number as it was to be read when it was written down. */
export function rereadCustomerNumber(stored: StoredNumber, rules: NumberRules): Reread<CustomerNumber> {
  const wanted = wantedOf(stored, rules)
  if (!wanted) return { kind: 'same' }
  const read = readCustomerNumber(wanted, rules.readNumber, 0)
  if (read.kind === 'refused') return { kind: 'unreadable', why: read.why }
  const to = { ...read.number, verifiedAt: stored.verifiedAt }
  const same = to.numberKey === stored.numberKey && to.readBy === (stored.readBy ?? null)
  return same ? { kind: 'same' } : { kind: 'changed', to }
}

type Wanted = NumberToRead

function wantedOf(stored: StoredNumber, rules: NumberRules): Wanted | null {
  const { raw, label, readBy, numberKey } = stored
  const bare = { number: raw, label, verified: false }
  const by = readBy ?? guessReading(raw, numberKey, rules)
  if (by === null) return null
  const [how, name] = by.split(/:(.*)/s)
  if (how === 'source') return rules.isSource(name ?? '') ? { ...bare, source: name } : null
  return how === 'region' ? { ...bare, region: name } : bare
}

/**
 * For numbers from before it was kept how they were to be read: the way that gives the key they have. Where none does, the
 * region that the key names, for what has changed is then the reading itself.
 */
function guessReading(raw: string, key: string, rules: NumberRules): string | null {
  const source = /^(?:ext|short):[^@]*@(.*)$/s.exec(key)?.[1]
  if (source !== undefined) return `source:${source}`
  if (keyOf({ number: raw, label: null, verified: false }, rules) === key) return ''
  const region = rules.regionOf(key.replace(/\*$/, ''))
  return region === null ? '' : `region:${region}`
}

function keyOf(wanted: Wanted, { readNumber }: NumberRules): string | null {
  const read = readCustomerNumber(wanted, readNumber, 0)
  return read.kind === 'read' ? read.number.numberKey : null
}

/** Reads the number of a call or another interaction again; what nobody could read may be readable now. */
export function rereadCallNumber(stored: StoredCallNumber, rules: NumberRules): Reread<string> {
  const { raw, numberKey, source } = stored
  if (source !== null && !rules.isSource(source)) return { kind: 'same' }
  const region = source === null ? regionToReadBy(stored, rules) : undefined
  const { number, key } = rules.readNumber(raw, region, source ?? undefined)
  if (key !== null) return key === numberKey ? { kind: 'same' } : { kind: 'changed', to: key }
  if (numberKey === null) return { kind: 'same' }
  return {
    kind: 'unreadable',
    why: number.kind === 'unreadable' ? number.why : `this names no number (${number.kind})`,
  }
}

function regionToReadBy(
  { readBy, numberKey, raw }: StoredCallNumber,
  rules: NumberRules,
): string | undefined {
  if (readBy) return readBy.replace(/^region:/, '')
  if (readBy === '' || numberKey === null) return undefined
  if (rules.readNumber(raw).key === numberKey) return undefined
  return rules.regionOf(numberKey) ?? undefined
}

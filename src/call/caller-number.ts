/** How the numbers of one source are written: declared per source, never guessed (a plus-less `4915…` read as national German is a valid wrong number). */
export interface NumberPlan {
  /** ISO 3166 region of the phone system, for numbers without a country code. */
  readonly region: string
  readonly format: NumberFormat
  /** Put before local numbers that arrive without an area code, without its trunk prefix (`10` for Beijing, `30` for Berlin). */
  readonly areaCode?: string
  /** Digits that dial out of the house (`9`, `0`), stripped where they stand before a number. */
  readonly outsidePrefix?: string
  /** Number of digits of an internal extension; 0 or absent where there are none. */
  readonly extensionLength?: number
}

export const numberFormats = ['e164', 'e164-no-plus', 'national', 'as-dialled'] as const
export type NumberFormat = (typeof numberFormats)[number]

/** What a phone system wrote where a number belongs, read. */
export type CallerNumber =
  | { readonly kind: 'e164'; readonly raw: string; readonly e164: string; readonly extension?: string }
  | { readonly kind: 'extension'; readonly raw: string; readonly extension: string }
  | { readonly kind: 'short'; readonly raw: string; readonly digits: string }
  | { readonly kind: 'withheld'; readonly raw: string }
  | { readonly kind: 'unavailable'; readonly raw: string }
  | { readonly kind: 'unreadable'; readonly raw: string; readonly why: string }

/**
 * The key under which a number finds people. Extensions and short codes are keys of their own kind, valid within their
 * source; what names nobody (withheld, unavailable, unreadable) has no key.
 */
export function numberKey(number: CallerNumber, source: string): string | null {
  switch (number.kind) {
    case 'e164':
      return number.e164
    case 'extension':
      return `ext:${number.extension}@${source}`
    case 'short':
      return `short:${number.digits}@${source}`
    default:
      return null
  }
}

import type { ValidNumber } from './valid-number.ts'

/** What digits can be under one source's plan: one number, several, or none, the last two with the reason. */
export type Reading =
  | { readonly kind: 'number'; readonly number: ValidNumber; readonly extension?: string }
  | { readonly kind: 'several'; readonly why: string }
  | { readonly kind: 'none'; readonly why: string }

/** One number if all that was found is the same one; `why` where nothing was. */
export function settle(found: ValidNumber[], why = 'no such number'): Reading {
  const distinct = [...new Map(found.map((number) => [number.e164, number])).values()]
  if (distinct.length > 1) return several(distinct)
  return distinct[0] ? { kind: 'number', number: distinct[0] } : { kind: 'none', why }
}

/** More than one number: the reason names them, and the setting that would tell them apart. */
export function several(numbers: ValidNumber[], plusMayBeMissing = false): Reading {
  const names = numbers.map((number) => number.e164).join(' or ')
  const advice = plusMayBeMissing
    ? '; if this source writes country codes without a plus, set its format to e164-no-plus'
    : ''
  return { kind: 'several', why: `may be ${names}${advice}` }
}

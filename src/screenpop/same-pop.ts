import type { Pop } from '../wire/pop.ts'

/**
 * Whether two pops of one agent and call show the same. Their versions do not matter, nor does the customer's clock:
 * that a minute has passed is no change worth pushing.
 */
export function isSamePop(a: Pop, b: Pop): boolean {
  return isSame(timeless(a), timeless(b))
}

function timeless(pop: Pop): Pop {
  return { ...pop, version: 0, person: pop.person && { ...pop.person, localTime: null } }
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
  )
}

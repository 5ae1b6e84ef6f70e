import type { NewWish, Wish } from './wishes.ts'

/** As a record keeps them: free text for itself, what is stated in a way that programs understand beside it. */
export interface KeptWishes {
  /** Free text, whatever its source. */
  readonly wishes: readonly string[]
  /** With their sources; of free text only what has one. */
  readonly contactWishes: readonly Wish[]
}

/** All wishes of a customer. Free text that was put down before sources were kept has none. */
export function allWishes({ wishes, contactWishes }: KeptWishes): Wish[] {
  const understood = contactWishes.filter(({ kind }) => kind !== 'note')
  const noted = (text: string): Wish =>
    contactWishes.find((one) => one.kind === 'note' && one.text === text) ?? {
      kind: 'note',
      text,
      saidBy: null,
      channel: null,
      at: null,
    }
  return [...understood, ...wishes.map(noted)]
}

/** What is to be kept of wishes as they were stated; `now` (ms) where nobody has said when. */
export function toKeep(stated: readonly NewWish[], now: number): KeptWishes {
  const wishes = standingWishes(
    stated.map((one) => ({ ...one, at: one.at === undefined ? now : one.at }) as Wish),
  )
  return {
    wishes: wishes.flatMap((one) => (one.kind === 'note' ? one.text : [])),
    contactWishes: wishes.filter(({ kind, saidBy }) => kind !== 'note' || saidBy !== null),
  }
}

/** Wishes of two records that turn out to be one customer: of a kind that one can have once, the later. */
export function mergedWishes(one: KeptWishes, other: KeptWishes): KeptWishes {
  return toKeep([...allWishes(one), ...allWishes(other)], 0)
}

/** Kinds of which a customer has one: the one that was stated last takes the place of the others. */
const single: readonly Wish['kind'][] = [
  'channel',
  'language',
  'address',
  'pronunciation',
  'write',
  'short',
  'role',
]

/** Without those that a later one has replaced; the order stays. */
function standingWishes(wishes: readonly Wish[]): Wish[] {
  return wishes.filter((one, n) => !wishes.some((other, m) => m !== n && replaces(other, m, one, n)))
}

function replaces(other: Wish, m: number, one: Wish, n: number): boolean {
  if (other.kind !== one.kind || !(single.includes(one.kind) || saysSame(one, other))) return false
  const [at, otherAt] = [one.at ?? 0, other.at ?? 0]
  return otherAt > at || (otherAt === at && m > n)
}

function saysSame(one: Wish, other: Wish): boolean {
  const words = (wish: Wish): string =>
    JSON.stringify({ ...wish, saidBy: '', channel: '', at: 0 }, Object.keys(wish).sort())
  return words(one) === words(other)
}

/**
 * What a customer has stated of their language and of how to address them stands before what the record says: the record
 * may be another system's guess.
 */
export function asWished<
  T extends {
    language: string | null
    saidAs: string | null
    pronunciation: string | null
    contactWishes: readonly Wish[]
  },
>(customer: T): T {
  if (customer.contactWishes.length === 0) return customer
  let { language, saidAs, pronunciation } = customer
  for (const wish of customer.contactWishes) {
    if (wish.kind === 'language') language = wish.language
    if (wish.kind === 'address') saidAs = wish.address
    if (wish.kind === 'pronunciation') pronunciation = wish.pronunciation
  }
  return { ...customer, language, saidAs, pronunciation }
}

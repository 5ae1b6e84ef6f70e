import { z } from 'zod'

/** How somebody may be reached, or has reached us. */
export const contactChannels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit'] as const
export const contactChannel = z.enum(contactChannels)
export type ContactChannel = z.infer<typeof contactChannel>

/** `HH:MM` on a clock of 24 hours; `24:00` is the end of the day. */
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as 09:30')
const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag, such as en or zh-Hant-HK')

/** Who stated it, where and when. Null where free text was put down before that was kept. */
const source = {
  saidBy: z.enum(['customer', 'agent', 'system']).nullable(),
  channel: z.string().trim().min(1).max(32).nullable(),
  /** When it was stated, ms. */
  at: z.int().min(0).nullable(),
  /** In the customer’s own words, where somebody has put them down. */
  text: z.string().trim().max(200).nullable(),
}

/** What each kind of wish says beside its source. */
const said = {
  channel: { prefer: z.array(contactChannel).max(6), avoid: z.array(contactChannel).max(6) },
  hours: {
    sense: z.enum(['only', 'never']),
    /** 1 is Monday, 7 Sunday; none means every day. */
    days: z.array(z.int().min(1).max(7)).max(7),
    /** By the customer’s own clock; `until` before `from` is on the next day. */
    from: clock,
    until: clock,
  },
  language: { language: languageTag },
  address: { address: z.string().trim().min(1).max(200) },
  pronunciation: { pronunciation: z.string().trim().min(1).max(200) },
  write: {},
  short: {},
  role: { role: z.enum(['user', 'manager', 'decision-maker']) },
  note: {},
} as const

const of = <K extends keyof typeof said>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), ...said[kind], ...source })

/**
 * A wish as the customer has stated it. Nothing of it is ever inferred, least of all from sex or age. `write`: please
 * write, do not ring. `short`: short and to the point. `address`: how they want to be addressed. `note`: free text.
 */
export const wish = z
  .discriminatedUnion('kind', [
    of('channel'),
    of('hours'),
    of('language'),
    of('address'),
    of('pronunciation'),
    of('write'),
    of('short'),
    of('role'),
    of('note'),
  ])
  .meta({ id: 'Wish' })
export type Wish = z.infer<typeof wish>

const newSource = {
  saidBy: source.saidBy.default('customer'),
  channel: source.channel.default('call'),
  /** Now, if nothing is said. */
  at: source.at.optional(),
  text: source.text.default(null),
}

const newOf = <K extends keyof typeof said>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), ...said[kind], ...newSource })

export const newWish = z
  .discriminatedUnion('kind', [
    newOf('channel'),
    newOf('hours'),
    newOf('language'),
    newOf('address'),
    newOf('pronunciation'),
    newOf('write'),
    newOf('short'),
    newOf('role'),
    newOf('note'),
  ])
  .meta({ id: 'NewWish' })
export type NewWish = z.infer<typeof newWish>

/** Kinds of which a customer has one: the one that was stated last takes the place of the others. */
export const singleWishes: readonly Wish['kind'][] = [
  'channel',
  'language',
  'address',
  'pronunciation',
  'write',
  'short',
  'role',
]

/** The wishes without those that a later one of their kind has replaced; the order stays. */
export function standingWishes(wishes: readonly Wish[]): Wish[] {
  return wishes.filter((one, n) => !wishes.some((other, m) => replaces(other, m, one, n)))
}

function replaces(other: Wish, m: number, one: Wish, n: number): boolean {
  if (m === n || other.kind !== one.kind) return false
  const isSame = singleWishes.includes(one.kind) || sameWords(one, other)
  const [at, otherAt] = [one.at ?? 0, other.at ?? 0]
  return isSame && (otherAt > at || (otherAt === at && m > n))
}

function sameWords(one: Wish, other: Wish): boolean {
  return (
    JSON.stringify({ ...one, at: 0, saidBy: '', channel: '' }) ===
    JSON.stringify({ ...other, at: 0, saidBy: '', channel: '' })
  )
}

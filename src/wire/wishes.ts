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
}

/** In the customer’s own words, where somebody has put them down. */
const words = z.string().trim().min(1).max(200)
const inWords = { text: words.nullable().default(null) }

/** What each kind of wish says beside its source. */
const said = {
  channel: { prefer: z.array(contactChannel).max(6), avoid: z.array(contactChannel).max(6), ...inWords },
  hours: {
    sense: z.enum(['only', 'never']),
    /** 1 is Monday, 7 Sunday; none means every day. */
    days: z.array(z.int().min(1).max(7)).max(7),
    /** By the customer’s own clock; `until` before `from` is on the next day. */
    from: clock,
    until: clock,
    ...inWords,
  },
  language: { language: languageTag, ...inWords },
  address: { address: words, ...inWords },
  pronunciation: { pronunciation: words, ...inWords },
  write: inWords,
  short: inWords,
  role: { role: z.enum(['user', 'manager', 'decision-maker']), ...inWords },
  note: { text: words },
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

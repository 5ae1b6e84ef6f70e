import type { ContactChannel, NewWish } from '../../wire/wishes.ts'

/** A wish while it is typed: every kind's fields at once, so that another kind loses nothing that was typed. */
export interface WishFields {
  readonly kind: NewWish['kind']
  readonly prefer: readonly ContactChannel[]
  readonly avoid: readonly ContactChannel[]
  readonly sense: 'only' | 'never'
  readonly days: readonly number[]
  readonly from: string
  readonly until: string
  /** Language, form of address, pronunciation or free text. */
  readonly words: string
  readonly role: 'user' | 'manager' | 'decision-maker'
  readonly channel: string
  readonly saidBy: 'customer' | 'agent' | 'system'
}

export const emptyWish: WishFields = {
  kind: 'short',
  prefer: [],
  avoid: [],
  sense: 'only',
  days: [],
  from: '09:00',
  until: '17:00',
  words: '',
  role: 'user',
  channel: 'call',
  saidBy: 'customer',
}

/** The wish that was typed; null while something of it is missing. */
export function toWish(fields: WishFields): NewWish | null {
  const { saidBy, channel } = fields
  const source = { saidBy, channel, text: null }
  const words = fields.words.trim()
  switch (fields.kind) {
    case 'channel': {
      const [prefer, avoid] = [[...fields.prefer], [...fields.avoid]]
      return prefer.length + avoid.length === 0 ? null : { kind: 'channel', prefer, avoid, ...source }
    }
    case 'hours': {
      const { sense, from, until } = fields
      if (!isTime(from) || !isTime(until)) return null
      return { kind: 'hours', sense, days: fields.days.toSorted(), from, until, ...source }
    }
    case 'language':
      return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(words)
        ? { kind: 'language', language: words, ...source }
        : null
    case 'address':
      return words === '' ? null : { kind: 'address', address: words, ...source }
    case 'pronunciation':
      return words === '' ? null : { kind: 'pronunciation', pronunciation: words, ...source }
    case 'role':
      return { kind: 'role', role: fields.role, ...source }
    case 'note':
      return words === '' ? null : { kind: 'note', saidBy, channel, text: words }
    default:
      return { kind: fields.kind, ...source }
  }
}

function isTime(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)
}

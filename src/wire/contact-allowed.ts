import type { ContactChannel, Wish } from './wishes.ts'

export type Allowed =
  | { readonly allowed: true }
  /** The wish that speaks against it. */
  | { readonly allowed: false; readonly against: Wish }

/** These wait until somebody looks: a letter or an e-mail wakes nobody up. */
const waits: readonly ContactChannel[] = ['e-mail', 'letter']
/** Where somebody has to drop what they are doing. */
const rings: readonly ContactChannel[] = ['call', 'visit']

/**
 * Whether a customer may be contacted on this channel at this instant (ms), by what they have stated. Hours are of the
 * customer’s own clock (`timeZone`, IANA; UTC where it is none) and hold for what disturbs: not for e-mail and letters. Of
 * several hours within which they want to be reached one is enough. Free text says nothing here: people read it.
 */
export function contactAllowed(
  wishes: readonly Wish[],
  channel: ContactChannel,
  instant: number,
  timeZone: string,
): Allowed {
  const against =
    wishes.find((one) => speaksAgainst(one, channel)) ??
    (waits.includes(channel) ? undefined : outOfHours(wishes, instant, timeZone))
  return against ? { allowed: false, against } : { allowed: true }
}

function speaksAgainst(wish: Wish, channel: ContactChannel): boolean {
  if (wish.kind === 'write') return rings.includes(channel)
  return wish.kind === 'channel' && wish.avoid.includes(channel)
}

type Hours = Extract<Wish, { kind: 'hours' }>

function outOfHours(wishes: readonly Wish[], instant: number, timeZone: string): Hours | undefined {
  const hours = wishes.filter((one): one is Hours => one.kind === 'hours')
  if (hours.length === 0) return undefined
  const now = clockOf(instant, timeZone)
  const never = hours.find((one) => one.sense === 'never' && isWithin(one, now))
  if (never) return never
  const only = hours.filter(({ sense }) => sense === 'only')
  return only.some((one) => isWithin(one, now)) ? undefined : only[0]
}

interface Clock {
  /** 1 is Monday. */
  readonly day: number
  /** Since midnight. */
  readonly minutes: number
}

function isWithin({ days, from, until }: Hours, { day, minutes }: Clock): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(until)]
  const isOn = (one: number): boolean => days.length === 0 || days.includes(one)
  if (begin === end) return isOn(day)
  if (begin < end) return isOn(day) && minutes >= begin && minutes < end
  // Over midnight: what begins on Friday at 22:00 goes on until Saturday morning.
  const yesterday = day === 1 ? 7 : day - 1
  return (isOn(day) && minutes >= begin) || (isOn(yesterday) && minutes < end)
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()
/** The IANA list has about 600 names; more means that rubbish is asked for. */
const mostFormats = 1000

function clockOf(instant: number, timeZone: string): Clock {
  const parts = formatOf(timeZone).formatToParts(instant)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return {
    day: weekdays.indexOf(part('weekday')) + 1,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  if (formats.size >= mostFormats) formats.clear()
  const made = makeFormat(timeZone) ?? makeFormat('UTC') ?? new Intl.DateTimeFormat('en-GB')
  formats.set(timeZone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return null
  }
}

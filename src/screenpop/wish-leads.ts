import type { Direction } from '../call/call-event.ts'
import { contactAllowed } from '../wire/contact-allowed.ts'
import type { PopLead } from '../wire/pop-matters.ts'
import type { Wish } from '../wire/wishes.ts'

interface WishContext {
  readonly direction: Direction
  /** The customer's own, else that of where they are. */
  readonly timeZone: string
  /** Ours, ms. */
  readonly now: number
}

/**
 * Wishes that change what the agent does at once: on a call of ours whatever speaks against it, or for another channel; on
 * any call the language, and short and to the point. Those that only say how to address somebody stand in the name already.
 */
export function leadsOfWishes(
  wishes: readonly Wish[],
  { direction, timeZone, now }: WishContext,
  mayShow: boolean,
): PopLead[] {
  if (!mayShow || wishes.length === 0) return []
  const allowed = direction === 'outbound' ? contactAllowed(wishes, 'call', now, timeZone) : null
  const against = allowed?.allowed === false ? [lead(allowed.against, 'warning')] : []
  const others = wishes.filter((one) => matters(one, direction)).map((one) => lead(one, 'notice'))
  return [...against, ...others.filter((one) => !against.some(({ wish }) => wish === one.wish))]
}

function matters(wish: Wish, direction: Direction): boolean {
  if (wish.kind === 'short' || wish.kind === 'language') return true
  if (direction !== 'outbound' || wish.kind !== 'channel') return false
  return wish.prefer.length > 0 && !wish.prefer.includes('call')
}

function lead(wish: Wish, severity: PopLead['severity']): PopLead {
  return {
    kind: 'wish',
    id: null,
    text: wish.text ?? '',
    say: null,
    at: wish.at,
    severity,
    owner: null,
    wish,
  }
}

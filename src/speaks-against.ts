import type { Store } from './store/store.ts'
import { contactAllowed } from './wire/contact-allowed.ts'
import type { ContactChannel, Wish } from './wire/wishes.ts'

/** Why this customer is not to be contacted on this channel at this instant (ms), in words; null where they may be. */
export type SpeaksAgainst = (
  customerId: number,
  channel: ContactChannel,
  instant: number,
) => Promise<string | null>

/**
 * By what a customer has stated, whom nobody knows has stated nothing. Hours are of the customer’s own clock, and of the
 * house’s (`timeZone`, IANA) where that is not known.
 */
export function speaksAgainst(store: Pick<Store, 'readCustomer'>, houseZone: string): SpeaksAgainst {
  return async (customerId, channel, instant) => {
    const found = await store.readCustomer(customerId)
    if (!found) return null
    const { contactWishes, timeZone } = found.customer
    const allowed = contactAllowed(contactWishes, channel, instant, timeZone ?? houseZone)
    return allowed.allowed ? null : sayWish(allowed.against, channel)
  }
}

function sayWish(wish: Wish, channel: ContactChannel): string {
  if (wish.text) return wish.text
  switch (wish.kind) {
    case 'write':
      return 'please write, do not ring'
    case 'channel':
      return `not by ${wish.avoid.includes(channel) ? channel : wish.avoid.join(', ')}`
    case 'hours':
      return `${wish.sense === 'only' ? 'only' : 'never'} from ${wish.from} until ${wish.until}`
    default:
      return wish.kind
  }
}

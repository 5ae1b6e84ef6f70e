import type { Store } from './store/store.ts'
import { contactAllowed } from './wire/contact-allowed.ts'
import type { ContactChannel, Wish } from './wire/wishes.ts'

/** Why a customer is not to be contacted so, by what they have stated; null where they may be, or nobody knows them. */
export function speaksAgainst(
  store: Pick<Store, 'readCustomer'>,
): (customerId: number, channel: ContactChannel, instant: number) => Promise<string | null> {
  return async (customerId, channel, instant) => {
    const found = await store.readCustomer(customerId)
    if (!found) return null
    const { contactWishes, timeZone } = found.customer
    const allowed = contactAllowed(contactWishes, channel, instant, timeZone ?? 'UTC')
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

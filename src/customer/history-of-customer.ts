import { Refusal } from '../errors.ts'
import type { FoundInteraction } from '../store/history-store.ts'
import type { Store } from '../store/store.ts'
import type { Maskable } from '../wire/pop.ts'
import type { Answered, Handlers, Who } from '../wire/routes.ts'
import { type CustomerRoom, recordRead } from './customer-handlers.ts'

export interface CustomerHistoryRoom {
  readonly store: Pick<Store, 'readCustomer' | 'readInteractionsOf' | 'audit'>
  readonly heldBack: CustomerRoom['heldBack']
  readonly now: () => number
}

type CustomerHistoryRoute = 'readCustomerInteractions'

/** What was with one customer: interactions. */
export function customerHistoryHandlers(room: CustomerHistoryRoom): Handlers<CustomerHistoryRoute> {
  return {
    async readCustomerInteractions({ params, query, who }) {
      const customerId = await existing(room, params.id)
      await refuseHeldBack(room, who, customerId, 'history')
      const rows = await room.store.readInteractionsOf(customerId, query.before ?? null, query.most + 1, {
        channel: query.channel,
        thread: query.thread,
      })
      await recordRead(room, who, 'read-customer-interactions', customerId)
      const items = rows.slice(0, query.most).map(showRow)
      return { items, next: rows.length > query.most ? (items.at(-1)?.id ?? null) : null }
    },
  }
}

/** While a caller who may be this customer has not been made sure of, the pop shows none of it, and so does no page. */
async function refuseHeldBack(
  { heldBack }: CustomerHistoryRoom,
  who: Who,
  customerId: number,
  field: Maskable,
): Promise<void> {
  if ((await heldBack(who, customerId)).has(field)) throw new Refusal('verify-first')
}

async function existing(room: CustomerHistoryRoom, id: number): Promise<number> {
  const found = await room.store.readCustomer(id)
  if (!found) throw new Refusal('not-found')
  return found.customer.id
}

function showRow(row: FoundInteraction): Answered<'readCustomerInteractions'>['items'][number] {
  const { body, numberKey, numberRaw, readBy: _readBy, customerTier: _tier, ...shown } = row
  const { subject = null, thread = null, sentiment = null } = row
  return { ...shown, subject, thread, sentiment, number: numberKey ?? numberRaw, text: body }
}

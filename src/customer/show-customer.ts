import type { CustomerWithNumbers } from '../store/customer-store.ts'
import type { CustomerView } from '../wire/customer-api.ts'

/** A customer as people and programs get it. */
export function showCustomer({ customer, numbers }: CustomerWithNumbers): CustomerView {
  const { mergedInto: _merged, wishes, ...shown } = customer
  return {
    ...shown,
    wishes: [...wishes],
    numbers: numbers.map((number) => ({
      raw: number.raw,
      numberKey: number.numberKey,
      label: number.label,
      verified: number.verifiedAt !== null,
    })),
  }
}

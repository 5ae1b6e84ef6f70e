import type { CustomerWithNumbers } from '../store/customer-store.ts'
import type { CustomerView } from '../wire/customer-api.ts'
import type { Maskable } from '../wire/pop.ts'
import { allWishes } from '../wire/stated-wishes.ts'

/** A customer as people and programs get it, but what is held back from whoever asks. */
export function showCustomer(
  { customer, numbers }: CustomerWithNumbers,
  heldBack: ReadonlySet<Maskable>,
): CustomerView {
  const { mergedInto: _merged, wishes, contactWishes: _, metrics, about, confidential, ...shown } = customer
  return {
    ...shown,
    about: heldBack.has('about') ? null : about,
    confidential: heldBack.has('confidential') ? null : confidential,
    heldBack: [...heldBack].filter((field) => field !== 'confidential' || confidential !== null),
    wishes: heldBack.has('wishes') ? [] : [...wishes],
    contactWishes: heldBack.has('wishes') ? [] : allWishes(customer),
    // As with the history, it tells what they have had to do with the house.
    metrics: heldBack.has('history') ? null : metrics,
    numbers: numbers.map((number) => ({
      raw: number.raw,
      numberKey: number.numberKey,
      label: number.label,
      verified: number.verifiedAt !== null,
    })),
  }
}

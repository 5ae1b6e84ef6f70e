import { customersAbroad } from './customers-abroad.ts'
import { customersAsia } from './customers-asia.ts'
import { customersGermany } from './customers-germany.ts'
import { customersHongkong } from './customers-hongkong.ts'
import type { DemoCustomer } from './demo-customer.ts'

/** All customers of the demo house. */
export const demoCustomers: readonly DemoCustomer[] = [
  ...customersHongkong,
  ...customersAsia,
  ...customersGermany,
  ...customersAbroad,
]

/** The number, E.164, that this customer calls from. Throws RangeError for one who has none of their own. */
export function numberOf(externalId: string): string {
  const raw = demoCustomers.find((one) => one.externalId === externalId)?.numbers[0]?.raw
  if (raw === undefined || raw.endsWith('*')) throw new RangeError(`${externalId} has no number to call from`)
  return withoutSpaces(raw)
}

export function withoutSpaces(raw: string): string {
  return raw.replaceAll(' ', '')
}

import type { CustomerCase } from '../store/case-store.ts'
import type { Store } from '../store/store.ts'
import type { Tell } from '../wire/webhook-events.ts'

interface NewsRoom {
  readonly store: Pick<Store, 'readCustomer'>
  /** Tells other systems. */
  readonly tell?: Tell
}

/** Other systems are told that a case was opened or, with `closedAt` (ms), that it was closed. */
export async function tellOfCase(
  { store, tell }: NewsRoom,
  one: Pick<CustomerCase, 'id' | 'customerId' | 'reference' | 'openedAt' | 'subject'>,
  closedAt: number | null = null,
): Promise<void> {
  if (!tell) return
  const { id: caseId, customerId, reference, openedAt, subject } = one
  const externalId = (await store.readCustomer(customerId))?.customer.externalId ?? null
  const said = { caseId, customerId, externalId, reference, openedAt, personal: { subject } }
  if (closedAt === null) await tell('case.opened', said)
  else await tell('case.closed', { ...said, closedAt })
}

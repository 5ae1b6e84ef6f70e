import type { Pop } from '../wire/pop.ts'

/** What an address of the house's own CRM may be filled with. */
export const crmPlaceholders = ['externalId', 'customerId', 'e164', 'callId', 'source', 'queue'] as const
type Placeholder = (typeof crmPlaceholders)[number]

/**
 * The address of the customer's page in the house's CRM; null unless all that it asks for is known and shown on this pop.
 * It is filled from the pop itself, so that what a pop holds back cannot stand in it.
 */
export function fillCrmUrl(
  template: string | null,
  pop: Pick<Pop, 'stage' | 'person' | 'caller' | 'callId' | 'source' | 'queue'>,
  externalId: string | null,
): string | null {
  if (template === null || pop.stage !== 'full') return null
  const { person, caller } = pop
  const values: Readonly<Record<Placeholder, string | null>> = {
    externalId: person === null ? null : externalId,
    customerId: person !== null && person.customerId > 0 ? String(person.customerId) : null,
    e164: caller.e164,
    callId: pop.callId,
    source: pop.source,
    queue: pop.queue?.id ?? null,
  }
  let complete = true
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name as Placeholder] ?? null
    if (value === null) complete = false
    return encodeURIComponent(value ?? '')
  })
  return complete ? filled : null
}

import type { CustomerFields, CustomerNumber } from '../../src/store/customer-store.ts'
import type { InteractionRecord } from '../../src/store/history-store.ts'

export const noon = Date.UTC(2026, 10, 2, 12)

/** A customer of whom nothing is said but a name. */
export function person(name: string, more: Partial<CustomerFields> = {}): CustomerFields {
  return {
    externalId: null,
    kind: 'person',
    name,
    givenName: null,
    familyName: null,
    title: null,
    saidAs: null,
    pronunciation: null,
    language: null,
    timeZone: null,
    tier: 'standard',
    role: null,
    about: null,
    confidential: null,
    wishes: [],
    contactWishes: [],
    metrics: null,
    belongsTo: null,
    ...more,
  }
}

export function number(numberKey: string, more: Partial<CustomerNumber> = {}): CustomerNumber {
  return {
    numberKey,
    raw: numberKey,
    label: null,
    ending: numberKey.slice(-7),
    verifiedAt: null,
    readBy: null,
    ...more,
  }
}

export function interaction(
  body: string,
  more: Partial<InteractionRecord> = {},
): Omit<InteractionRecord, 'id'> {
  return {
    externalId: null,
    channel: 'call',
    direction: 'inbound',
    startedAt: noon,
    endedAt: null,
    customerId: null,
    numberKey: null,
    numberRaw: null,
    accountId: null,
    agentName: null,
    source: null,
    queue: null,
    queueName: null,
    callId: null,
    outcome: null,
    disposition: null,
    body,
    ...more,
  }
}

import type { CallerNumber } from '../../src/call/caller-number.ts'
import type { RankContext } from '../../src/recognition/gather-evidence.ts'
import type { Caller } from '../../src/recognition/wanted-caller.ts'
import type { CardInteraction, CustomerCard, FoundCustomer } from '../../src/store/call-store.ts'
import { noMatters } from '../../src/store/customer-matters.ts'

/** Tuesday 6 October 2026, 09:30 in Berlin. */
export const now = Date.UTC(2026, 9, 6, 7, 30)
export const minute = 60_000
export const day = 24 * 60 * minute

export function card(id: number, name: string, more: Partial<CustomerCard> = {}): CustomerCard {
  return {
    id,
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
    belongsTo: null,
    lastInteractions: [],
    openCases: [],
    followUp: null,
    ...noMatters,
    ...more,
  }
}

export function found(customer: CustomerCard, more: Partial<FoundCustomer> = {}): FoundCustomer {
  return { customer, foundBy: 'number', verifiedAt: null, sharedBy: 1, judgement: null, ...more }
}

const minuteMs = 60_000

export function interaction(startedAt: number, more: Partial<CardInteraction> = {}): CardInteraction {
  return {
    id: startedAt,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    endedAt: startedAt + minuteMs,
    accountId: 'account-alice',
    agentName: 'Alice Wong',
    queueName: null,
    outcome: 'answered',
    disposition: null,
    body: '',
    ...more,
  }
}

export const context: RankContext = {
  now,
  claims: {},
  claimWasChecked: false,
  queueName: null,
  didLanguage: null,
}

export const e164 = (number: string, extension?: string): CallerNumber => ({
  kind: 'e164',
  raw: number,
  e164: number,
  ...(extension === undefined ? {} : { extension }),
})

export function caller(number: CallerNumber, more: Partial<Caller> = {}): Caller {
  return { number, presentation: 'allowed', claims: {}, ...more }
}

import type { Call } from '../../src/call/call.ts'
import { retell } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { calendarOf } from '../../src/screenpop/calendar.ts'
import type { Bearings, PopInput } from '../../src/screenpop/compose-pop.ts'
import { usualDisclosure } from '../../src/screenpop/disclose.ts'
import { builtInBook } from '../../src/screenpop/greet.ts'
import type { KnownPerson } from '../../src/screenpop/known-caller.ts'
import { noOutlook } from '../../src/screenpop/outlook.ts'
import type { DesiredPop } from '../../src/screenpop/who-is-popped.ts'
import type { CardInteraction, CustomerCard } from '../../src/store/call-store.ts'
import { noMatters, quietCase } from '../../src/store/customer-matters.ts'

/** Tuesday 6 October 2026, 15:30 in Hong Kong, 09:30 in Berlin. */
export const now = Date.UTC(2026, 9, 6, 7, 30)
export const minute = 60_000
export const day = 24 * 60 * minute

export function interaction(startedAt: number, more: Partial<CardInteraction> = {}): CardInteraction {
  return {
    id: startedAt,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    endedAt: startedAt + minute,
    accountId: 'account-bob',
    agentName: 'Bob Lee',
    queueName: 'Claims',
    outcome: 'answered',
    disposition: 'solved',
    body: 'Parcel SC-881 was promised for Friday',
    ...more,
  }
}

export const chan: CustomerCard = {
  id: 4711,
  externalId: 'K-4711',
  kind: 'person',
  name: '陳大文',
  givenName: '大文',
  familyName: '陳',
  title: '先生',
  saidAs: null,
  pronunciation: 'Can4 Daai6 Man4',
  language: 'zh-Hant-HK',
  timeZone: 'Asia/Hong_Kong',
  tier: 'gold',
  role: 'Buyer',
  about: 'Prefers deliveries before noon',
  confidential: null,
  wishes: ['no e-mail'],
  contactWishes: [],
  belongsTo: { id: 50, kind: 'company', name: '大文貿易有限公司' },
  lastInteractions: [interaction(now - 2 * day)],
  followUp: null,
  ...noMatters,
  openCases: [
    {
      ...quietCase,
      id: 9,
      reference: 'SC-881',
      subject: 'Parcel damaged on arrival',
      openedAt: now - 3 * day,
    },
  ],
}

export function known(customer: CustomerCard, more: Partial<KnownPerson> = {}): KnownPerson {
  const lastContactAt = customer.lastInteractions[0]?.startedAt ?? null
  return { customer, score: 40, evidence: [{ kind: 'number', weight: 40 }], lastContactAt, ...more }
}

/** Told event by event, a second apart, ending at `now`. */
export function tell(...events: readonly Partial<CallEvent>[]): Call {
  const start = now - events.length * 1000
  return retell(
    events.map((event, i) => ({
      id: String(i),
      source: 'hk',
      call: 'c1',
      kind: 'arrived',
      at: start + i * 1000,
      ...event,
    })),
  )
}

export const arrived = { kind: 'arrived', from: '+85291234567', to: '+85221234567' } as const

export const ringing: DesiredPop = {
  agent: 'alice',
  state: 'ringing',
  closing: null,
  stage: 'full',
  offeredAt: now,
  answeredAt: null,
}

/** Of a house that has counted and written down nothing. `solved` says how a call ended, not why it came. */
export const noBearings: Bearings = {
  outlook: noOutlook,
  today: calendarOf('Europe/Berlin')(now),
  topicName: (disposition) => (disposition === 'solved' ? null : disposition),
  guidanceFor: () => [],
  openingFor: () => null,
  standing: null,
}

export const names: Readonly<Record<string, string>> = { alice: 'Alice Wong', bob: 'Bob Lee' }

export function popInput(more: Partial<PopInput> = {}): PopInput {
  const person = known(chan)
  return {
    callId: 'hk:c1',
    call: tell(arrived, { kind: 'offered', agents: ['alice'] }),
    desired: ringing,
    caller: {
      number: { kind: 'e164', raw: '+85291234567', e164: '+85291234567' },
      presentation: 'allowed',
      displayName: 'CHAN TAI MAN',
      region: 'HK',
    },
    recognition: {
      outcome: 'recognised',
      person,
      group: chan.belongsTo,
      candidates: [person],
      evidence: person.evidence,
    },
    trust: { level: 'usual', reasons: ['attestation-b'] },
    verification: null,
    disclosure: usualDisclosure,
    did: { number: '+85221234567', name: 'Claims hotline', language: 'en' },
    queue: { id: '601', name: 'Claims', language: null },
    factKinds: [],
    told: [],
    followUp: null,
    source: { language: 'en', region: 'HK', timeZone: null },
    houseName: 'Star Courier',
    nameOfDepartment: (id) => id,
    bearings: noBearings,
    nameOfAgent: (agent) => names[agent] ?? null,
    showNumber: (e164) => e164.replace(/^\+852(\d{4})(\d{4})$/, '+852 $1 $2'),
    greetings: builtInBook,
    honouredTiers: [],
    previousVersion: 0,
    now,
    ...more,
  }
}

import type { ExplainedDecision, Explanation } from '../../src/wire/explain-api.ts'
import type { Pop } from '../../src/wire/pop.ts'
import type { CallStoryView } from '../../src/wire/story-api.ts'
import { somePop } from '../desktop/some-pop.ts'
import { storyTime } from './busy-house.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export const callId = 'main:1763975400.1182'
export const arrivedAt = storyTime - 26 * hour
export const at = (ms: number): number => arrivedAt + ms

const thomas = { customerId: 21, name: 'Thomas Brandt' }
const sabine = { customerId: 22, name: 'Sabine Brandt' }
const number = { kind: 'number-shared' as const, weight: 1, detail: 2 }

const byNumber: ExplainedDecision = {
  at: at(12),
  number: { kind: 'e164', key: '+493023125210' },
  outcome: 'recognised',
  rule: 'ahead',
  customer: { id: thomas.customerId, name: thomas.name },
  candidates: [
    {
      ...thomas,
      score: 4,
      evidence: [number, { kind: 'agent-said-so', weight: 3, detail: arrivedAt - 9 * day }],
    },
    {
      ...sabine,
      score: 2,
      evidence: [number, { kind: 'recent-contact', weight: 1, detail: arrivedAt - 2 * day }],
    },
  ],
  trust: { level: 'usual', reasons: ['diverted'] },
  directories: { found: ['Company directory'], unknown: [], silent: [{ name: 'CRM', why: 'late' }] },
}
const byAgent: ExplainedDecision = {
  ...byNumber,
  at: at(31 * second),
  rule: 'agent-named',
  customer: { id: sabine.customerId, name: sabine.name },
  directories: null,
}
const today: ExplainedDecision = {
  ...byNumber,
  at: null,
  outcome: 'ambiguous',
  rule: 'not-ahead',
  customer: null,
  candidates: [
    { ...sabine, score: 3, evidence: [number, { kind: 'open-case', weight: 2, detail: 'R-2210' }] },
    {
      ...thomas,
      score: 3,
      evidence: [number, { kind: 'agent-said-so', weight: 2, detail: arrivedAt - 9 * day }],
    },
  ],
}

const event = (kind: string, ms: number, said: Record<string, string> = {}) => ({
  id: `${kind}-${ms}`,
  kind,
  at: at(ms),
  receivedAt: at(ms) + 7,
  said,
})

export const explained: Explanation = {
  callId,
  source: 'main',
  direction: 'inbound',
  presentation: 'allowed',
  arrivedAt,
  answeredAt: at(9 * second),
  endedAt: at(4 * minute),
  outcome: 'answered',
  events: [
    event('arrived', 0, { from: '+4930 23125210', to: '+49 30 23125100', queue: 'service' }),
    event('offered', 800, { agents: '1001 1002' }),
    event('answered', 9 * second, { agents: '1001' }),
    event('held', 2 * minute, { agents: '1001' }),
    event('resumed', 150 * second, { agents: '1001' }),
    event('ended', 4 * minute, { reason: 'hung-up' }),
  ],
  decided: [byNumber, byAgent],
  today,
  differs: ['outcome', 'customer', 'evidence'],
  named: { ...sabine, by: 'Alice Adams' },
  verification: { customerId: 22, method: 'questions', by: 'Alice Adams', at: at(50 * second) },
  pops: [
    {
      agent: 'Alice Adams',
      version: 6,
      state: 'closed',
      closing: 'wrapped-up',
      offeredAt: at(800),
      storedAt: at(809),
      sentAt: at(812),
      renderedAt: at(840),
      answeredAt: at(9 * second),
    },
    {
      agent: 'Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen',
      version: 2,
      state: 'closed',
      closing: 'lost',
      offeredAt: at(800),
      storedAt: at(810),
      sentAt: at(813),
      renderedAt: null,
      answeredAt: null,
    },
  ],
}

const person: Pop['person'] = { ...(somePop().person as NonNullable<Pop['person']>), customerId: 21 }
const seen = (version: number, change: Partial<Pop>): Pop =>
  somePop({ callId, version, arrivedAt, offeredAt: at(800), ...change })
const asThomas = { person: { ...person, name: 'Thomas Brandt', address: 'Mr Brandt' } }
const asSabine = { person: { ...person, customerId: 22, name: 'Sabine Brandt', address: 'Ms Brandt' } }
const connected = { state: 'connected', answeredAt: at(9 * second) } as const
const hello = (name: string) => ({
  greeting: { language: 'en', text: `Good morning, ${name}. How may I help?` },
})

export const alice = 'Alice Adams'
export const jurgen = 'Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen'
const moment = (
  ms: number,
  kind: CallStoryView['moments'][number]['kind'],
  agent: string | null,
  what = '',
) => ({
  at: at(ms),
  kind,
  agent,
  what,
})

export const story: CallStoryView = {
  callId,
  arrivedAt,
  answeredAt: at(9 * second),
  endedAt: at(4 * minute),
  moments: [
    moment(0, 'event', null, 'arrived'),
    moment(12, 'decided', null, 'recognised'),
    moment(800, 'event', null, 'offered'),
    moment(805, 'offered', alice),
    moment(805, 'offered', jurgen),
    moment(812, 'shown', alice, '1'),
    moment(813, 'shown', jurgen, '1'),
    moment(840, 'rendered', alice, '1'),
    moment(9 * second, 'answered', alice),
    moment(9 * second + 20, 'closed', jurgen, 'lost'),
    moment(31 * second, 'named', alice, 'recognised'),
    moment(50 * second, 'verified', alice, 'questions'),
    moment(80 * second, 'asked-again', alice, 'Delivery address'),
    moment(100 * second, 'fact', alice, 'Delivery address'),
    moment(3 * minute, 'promised', alice, 'Send a new label'),
    moment(4 * minute, 'event', null, 'ended'),
    moment(4 * minute + 31 * second, 'wrapped-up', alice, 'follow-up'),
    moment(4 * minute + 32 * second, 'closed', alice, 'wrapped-up'),
    moment(20 * hour, 'promise-settled', null, 'kept'),
  ],
  agents: [alice, jurgen],
  shown: [
    { agent: alice, at: at(812), pop: seen(1, { ...asThomas, stage: 'first-name', ...hello('Mr Brandt') }) },
    { agent: jurgen, at: at(813), pop: seen(1, { ...asThomas, stage: 'first-name', ...hello('Mr Brandt') }) },
    { agent: alice, at: at(9 * second), pop: seen(2, { ...asThomas, ...connected, ...hello('Mr Brandt') }) },
    {
      agent: jurgen,
      at: at(9 * second + 20),
      pop: seen(2, { ...asThomas, state: 'closed', closing: 'lost' }),
    },
    { agent: alice, at: at(31 * second), pop: seen(3, { ...asSabine, ...connected, ...hello('Ms Brandt') }) },
    {
      agent: alice,
      at: at(4 * minute + 32 * second),
      pop: seen(4, { ...asSabine, state: 'closed', closing: 'wrapped-up' }),
    },
  ],
}

import type { CustomerView } from '../../src/wire/customer-api.ts'
import type { TimelineEntryView } from '../../src/wire/story-api.ts'
import { accounts, storyTime } from './busy-house.ts'
import { alice, arrivedAt, at, callId, explained, jurgen, story } from './explained-call.ts'
import { standing } from './stories-of-house.ts'
import { contact } from './stories-of-search.ts'
import type { SupervisorStories } from './supervisor-story.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const call = contact(
  'It was Ms Brandt, not her husband. The label cannot be read; a new one is on its way.',
  26 * hour,
  {
    customerId: 22,
    callId,
    agentName: alice,
    disposition: 'follow-up',
    startedAt: arrivedAt,
    endedAt: at(4 * minute),
  },
)
const legs = {
  callId,
  arrivedAt,
  answeredAt: at(9 * second),
  endedAt: at(4 * minute),
  offers: [
    { agent: alice, offeredAt: at(800), answeredAt: at(9 * second), closing: 'wrapped-up' },
    { agent: jurgen, offeredAt: at(800), answeredAt: null, closing: 'lost' },
  ],
}

const timeline: TimelineEntryView[] = [
  {
    kind: 'promise',
    at: at(20 * hour),
    what: 'kept',
    text: 'Send a new label',
    dueAt: at(22 * hour),
    owner: alice,
    by: alice,
  },
  {
    kind: 'fact',
    at: at(100 * second),
    key: 'delivery-address',
    value: 'Lindenstraße 14, 10969 Berlin',
    saidBy: 'customer',
    channel: 'call',
    by: alice,
  },
  { kind: 'asked-again', at: at(80 * second), key: 'delivery-address', by: alice },
  {
    kind: 'promise',
    at: at(3 * minute),
    what: 'made',
    text: 'Send a new label',
    dueAt: at(22 * hour),
    owner: alice,
    by: alice,
  },
  { kind: 'interaction', at: arrivedAt, interaction: call, legs },
  {
    kind: 'case',
    at: at(-day),
    caseId: 8,
    subject: 'Parcel 00340 1182',
    what: 'state',
    from: 'open',
    to: 'waiting-for-department',
    by: 'Carol Müller',
  },
  {
    kind: 'signal',
    at: at(-day - hour),
    what: 'told',
    signal: 'parcel-late',
    severity: 'warning',
    text: 'The parcel comes a day later',
    by: null,
  },
  {
    kind: 'case',
    at: at(-3 * day),
    caseId: 8,
    subject: 'Parcel 00340 1182',
    what: 'opened',
    from: null,
    to: null,
    by: 'Carol Müller',
  },
  {
    kind: 'interaction',
    at: at(-3 * day),
    interaction: contact('Asks by e-mail for the proof of delivery of 12 November.', 26 * hour + 3 * day, {
      channel: 'e-mail',
      subject: 'Proof of delivery',
      callId: null,
      outcome: null,
      endedAt: null,
      thread: 'thread-8',
    }),
    legs: null,
  },
  {
    kind: 'task',
    at: at(-5 * day),
    what: 'planned',
    task: 'callback',
    reason: 'Asked for a call in the evening',
    by: 'Ben Ortega',
  },
]

const customer: CustomerView = {
  id: 22,
  externalId: 'K-10442',
  kind: 'person',
  name: 'Sabine Brandt',
  givenName: 'Sabine',
  familyName: 'Brandt',
  title: 'Ms',
  saidAs: null,
  pronunciation: null,
  tier: 'silver',
  role: null,
  about: 'Sends about forty parcels a month, mostly to Austria.',
  confidential: null,
  wishes: ['No calls after 17:00'],
  metrics: null,
  belongsTo: null,
  language: 'en',
  timeZone: 'Europe/Berlin',
  contactWishes: [],
  numbers: [{ raw: '030 23125210', numberKey: '+493023125210', label: 'Home', verified: true }],
  heldBack: [],
  version: 3,
  createdAt: storyTime - 300 * day,
  updatedAt: storyTime - 9 * day,
}

const answers = {
  readOpenAlerts: { items: [] },
  readAccounts: { items: [...accounts] },
  explainCall: explained,
  readCallStory: story,
}
const path = `/calls/${encodeURIComponent(callId)}`

export const storiesOfCalls: SupervisorStories = {
  explain: { inBoth: true, path, told: answers, shows: '#page table', height: 2100 },
  'explain-1100': { path, told: answers, shows: '#page table', width: 1100 },
  playback: {
    inBoth: true,
    path,
    told: answers,
    shows: '#page table',
    async act(page) {
      const moments = page.locator('#page ol button')
      await moments.nth(9).click()
      await page.locator('figure').first().scrollIntoViewIfNeeded()
      await page.locator('#page').evaluate((page) => page.scrollBy(0, 560))
    },
  },
  'explain-gone': {
    path,
    told: {
      ...answers,
      explainCall: { ...explained, events: [], today: null, differs: [], pops: [] },
      readCallStory: { ...story, shown: [], agents: [], moments: [] },
    },
    shows: '#page figure',
  },
  'explain-refused': {
    path,
    told: { ...answers, explainCall: 'not-found', readCallStory: 'not-found' },
    shows: '[role=alert]',
  },
  timeline: {
    path: '/customers/22',
    told: {
      readOpenAlerts: { items: [] },
      readCustomer: customer,
      readFacts: { customerId: 22, items: [], earlier: [] },
      readCases: { items: [] },
      readCustomerTasks: { items: [] },
      readStanding: standing,
      readTimeline: { items: timeline, next: null, held: [] },
    },
    shows: '#page li[data-note]',
    height: 1500,
  },
}

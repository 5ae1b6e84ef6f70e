import type { Page } from 'playwright-core'
import type { Pop, PopInteraction, PopPerson } from '../../src/wire/pop.ts'
import type { PopFact, PopLead } from '../../src/wire/pop-matters.ts'
import { somePop } from '../desktop/some-pop.ts'

/** Tuesday, 24 November 2026, 10:12 in Berlin. */
export const storyTime = Date.UTC(2026, 10, 24, 9, 12)
/** A case of which no more is known than what it is about. */
const quiet = {
  state: 'open',
  owner: null,
  contacts: 1,
  isComplaint: false,
  raisedAt: null,
  escalation: null,
} as const

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const ago = (ms: number) => storyTime - ms
const callId = (n: number) => `main:story-${n}`
const weight = (key: string, points: number) => ({ key, points, because: [] })

const anna: PopPerson = {
  customerId: 7,
  kind: 'person',
  name: 'Anna Sommerfeld',
  address: 'Ms Sommerfeld',
  pronunciation: 'ZOM-er-felt',
  language: 'en',
  localTime: null,
  company: 'Sommerfeld Optics',
  role: 'Owner',
  tier: 'gold',
  about: 'Sends about forty parcels a month, mostly to Austria.',
  confidential: null,
  wishes: ['No calls after 17:00'],
}

export function lead(change: Partial<PopLead>): PopLead {
  const usual = { kind: 'signal', id: 1, text: '', say: null, at: null, severity: 'warning', owner: null }
  return { ...usual, ...change } as PopLead
}

export function fact(id: number, label: string, value: string, change: Partial<PopFact> = {}): PopFact {
  const key = label.toLowerCase().replaceAll(' ', '-')
  const said = {
    saidBy: 'customer',
    channel: 'call',
    at: ago(9 * day),
    verified: true,
    staleAt: null,
  } as const
  return { id, key, label, value, ...said, ...change }
}

const leads: PopLead[] = [
  lead({
    kind: 'promise-broken',
    id: 31,
    text: 'Call back about the missing pallet',
    say: 'We owe you this call since Friday, and I am sorry. I have the answer of the depot here.',
    at: ago(4 * day),
    severity: 'critical',
    owner: 'Ben Ortega',
  }),
  lead({
    kind: 'signal',
    id: 32,
    text: 'Parcel 00340 1182 is held at customs in Vienna',
    say: 'It will be released today; a new delivery tomorrow before noon is booked.',
    at: ago(3 * hour),
    severity: 'warning',
    owner: 'Depot Vienna',
  }),
  lead({
    kind: 'case-again',
    id: 33,
    text: 'Third contact on R-2210 in nine days',
    say: null,
    at: ago(9 * day),
    severity: 'notice',
    owner: 'Claims',
  }),
]

const knowledge: Pop['knowledge'] = {
  known: [
    fact(1, 'Customer number', 'K-10442'),
    fact(2, 'Delivery address', 'Lindenstraße 14, 10969 Berlin'),
    fact(3, 'Preferred slot', 'Mornings'),
    fact(4, 'Invoice', 'Monthly, by e-mail'),
  ],
  confirm: [fact(5, 'Mobile number', '+49 151 23125 00', { verified: false, staleAt: ago(day) })],
  ask: [{ key: 'pallet-number', label: 'Number of the pallet' }],
  held: 2,
}

function contact(n: number, text: string, change: Partial<PopInteraction> = {}): PopInteraction {
  return {
    id: n,
    channel: 'call',
    direction: 'inbound',
    at: ago(n * 2 * day),
    agentName: 'Ben Ortega',
    queueName: 'Service',
    outcome: 'answered',
    disposition: 'follow-up',
    text,
    ...change,
  }
}

const history: PopInteraction[] = [
  contact(1, 'Pallet has not arrived in Graz. Promised to call back on Friday with an answer of the depot.'),
  contact(2, 'Asks by e-mail for the proof of delivery of 12 November.', {
    channel: 'e-mail',
    disposition: 'solved',
    outcome: null,
  }),
  contact(4, 'Changed the invoice to monthly.', { disposition: 'solved' }),
]

/** Everything that a pop can bring, at once. */
export const fullPop: Pop = somePop({
  callId: callId(1),
  arrivedAt: ago(7_000),
  offeredAt: ago(6_000),
  queue: { id: 'service', name: 'Service' },
  did: { number: '+493023125100', name: 'Hotline' },
  caller: {
    presentation: 'allowed',
    number: '+49 30 23125 001',
    e164: '+493023125001',
    displayName: null,
    region: 'DE',
  },
  trust: { level: 'attested', reasons: ['attestation-a'] },
  disclosure: { askToVerify: true, masked: [], verified: null },
  person: anna,
  evidence: [
    { kind: 'verified-number', weight: 8 },
    { kind: 'open-case', weight: 2, detail: 1 },
  ],
  greeting: {
    language: 'en',
    text: 'Good morning, Ms Sommerfeld, this is Star Courier. You are calling about the pallet to Graz, aren’t you?',
  },
  leads,
  knowledge,
  guidance: [
    {
      id: 'missing-pallet',
      title: 'A pallet is missing',
      opening: 'Which number stands on your copy of the waybill?',
      closing: 'May I ring you as soon as the depot has answered?',
    },
    { id: 'refund', title: 'Money back', opening: null, closing: null },
  ],
  standing: {
    value: 82,
    risk: 'high',
    tier: null,
    why: [{ of: 'risk', kind: 'broken-promise', points: 25 }],
    suggestion: 'Ring in person',
  },
  reasons: [
    {
      kind: 'open-case',
      text: 'Pallet to Graz is missing',
      at: ago(9 * day),
      ...weight('open-case', 35),
      because: [
        { kind: 'case-new', points: 35, detail: ago(9 * day) },
        { kind: 'usual', points: 9, detail: '9/12' },
        { kind: 'too-soon', points: -6, detail: 30 },
      ],
    },
    {
      kind: 'follow-up',
      text: 'Call back about the missing pallet',
      at: ago(4 * day),
      ...weight('follow-up', 20),
    },
    { kind: 'queue', text: '', at: null, ...weight('queue:dispatch', 4) },
  ],
  cases: [
    {
      ...quiet,
      contacts: 3,
      id: 33,
      reference: 'R-2210',
      subject: 'Pallet to Graz is missing',
      openedAt: ago(9 * day),
    },
    { ...quiet, id: 34, reference: 'R-2187', subject: 'Surcharge on invoice 1093', openedAt: ago(20 * day) },
  ],
  history,
})

const connected: Partial<Pop> = {
  state: 'connected',
  arrivedAt: ago(49_000),
  offeredAt: ago(48_000),
  answeredAt: ago(41_000),
}

/** Nobody knows who it is, and nothing else either. */
export const barePop: Pop = somePop({
  callId: callId(2),
  arrivedAt: ago(4_000),
  offeredAt: ago(3_000),
  outcome: 'unknown',
  trust: { level: 'usual', reasons: ['attestation-none'] },
  disclosure: { askToVerify: false, masked: [], verified: null },
  person: null,
  caller: {
    presentation: 'allowed',
    number: '+49 30 23125 077',
    e164: '+493023125077',
    displayName: null,
    region: 'DE',
  },
  greeting: { language: 'en', text: 'Good morning, this is Star Courier. Whom am I speaking with?' },
})

const longValues = [
  'Yes',
  'Only after a call to the warehouse, never before nine',
  'dispatch.warehouse-south@sommerfeld-optics.example',
]

const plain: Partial<Pop> = { leads: [], reasons: [], history: [], cases: [] }
const noKnowledge: Pop['knowledge'] = { known: [], confirm: [], ask: [] }

function named(person: Partial<PopPerson>, text: string, language: string, change: Partial<Pop> = {}): Pop {
  const who = { ...anna, company: null, role: null, pronunciation: null, wishes: [], about: null, ...person }
  return { ...fullPop, person: { ...who, language }, greeting: { language, text }, ...change }
}

/** A house whose results are a tree, with something to write again and again. */
export const houseOfStories = {
  dispositions: [
    {
      id: 'delivery',
      name: { en: 'Delivery', 'zh-CN': '派送' },
      children: [
        { id: 'traced', name: { en: 'Search for parcel begun', 'zh-CN': '已开始查件' } },
        { id: 'rebooked', name: { en: 'Delivery rearranged', 'zh-CN': '已改约派送' } },
      ],
    },
    {
      id: 'money',
      name: { en: 'Invoice and refund', 'zh-CN': '账单与退款' },
      children: [{ id: 'refund', name: { en: 'Refund promised', 'zh-CN': '已承诺退款' } }],
    },
    { id: 'complaint', name: { en: 'Complaint taken', 'zh-CN': '已登记投诉' } },
    { id: 'solved', name: { en: 'Solved', 'zh-CN': '已解决' } },
    { id: 'follow-up', name: { en: 'Needs follow-up', 'zh-CN': '需要跟进' } },
  ],
  snippets: [
    { key: 'slot', text: { en: 'New delivery slot agreed: ', 'zh-CN': '已约定新的派送时段：' } },
    { key: 'sorry', text: { en: 'Apologised for the delay.', 'zh-CN': '已为延误致歉。' } },
  ],
}

export interface Story {
  readonly pops: readonly Pop[]
  /** What the agent does then. */
  readonly act?: (page: Page) => Promise<void>
  /** The service is degraded, or the line is cut. */
  readonly trouble?: 'degraded' | 'cut'
  readonly notes?: readonly object[]
  readonly draft?: object
}

/** The states in which an agent must still see at once what to do. */
export const stories: Readonly<Record<string, Story>> = {
  known: { pops: [fullPop] },
  unknown: { pops: [barePop] },
  pressing: {
    pops: [
      {
        ...fullPop,
        ...connected,
        leads: [
          { ...leads[0], at: ago(4 * day) } as PopLead,
          lead({
            id: 36,
            severity: 'critical',
            text: 'Network failure in 10969 Berlin: no telephone and no alarm line since 07:40',
            say: 'The technicians are on the spot; by 14:00 it works again. Your alarm calls go to the mobile number until then.',
            at: ago(2.5 * hour),
            owner: 'Network operation',
          }),
          leads[2] as PopLead,
          lead({
            kind: 'complaint',
            id: 35,
            text: 'Complaint about rude tone on 19 November',
            severity: 'notice',
          }),
        ],
      },
    ],
  },
  'two-calls': {
    pops: [
      { ...fullPop, ...connected },
      { ...barePop, callId: callId(3) },
    ],
  },
  transfer: {
    pops: [{ ...fullPop, ...connected, before: ['Ben Ortega'], leads: leads.slice(0, 1) }],
    notes: [
      {
        agentName: 'Ben Ortega',
        text: 'Has the waybill at hand: 00340 1182. Wants to know who signed for it.',
        isDraft: true,
        writtenAt: ago(minute),
      },
    ],
  },
  reconnect: { pops: [{ ...fullPop, ...connected }], trouble: 'cut' },
  degraded: { pops: [{ ...fullPop, ...connected }], trouble: 'degraded' },
  'long-history': {
    pops: [
      {
        ...fullPop,
        ...connected,
        leads: leads.slice(1, 2),
        knowledge: {
          known: Array.from({ length: 14 }, (_, n) =>
            fact(50 + n, `Agreement ${n + 1}`, longValues[n % 3] ?? ''),
          ),
          confirm: [1, 2, 3].map((n) =>
            fact(80 + n, `Contact ${n}`, 'dispatch@example.com', { verified: false }),
          ),
          ask: [1, 2, 3].map((n) => ({ key: `question-${n}`, label: `Question ${n} for the yearly review` })),
        },
        reasons: Array.from({ length: 6 }, (_, n) => ({
          kind: 'recent-contact' as const,
          text: `Contact of last week, number ${n + 1}, about one of many parcels`,
          at: ago((n + 1) * day),
          ...weight('recent-contact', 12),
        })),
        cases: Array.from({ length: 8 }, (_, n) => ({
          ...quiet,
          id: 100 + n,
          reference: `R-22${10 + n}`,
          subject: `Parcel ${881 + n} damaged on its way to Klagenfurt am Wörthersee`,
          openedAt: ago((n + 3) * day),
        })),
        history: Array.from({ length: 20 }, (_, n) =>
          contact(
            n + 1,
            `${n + 1}. ${'He describes what has happened, once more and at length. '.repeat(4)}`,
          ),
        ),
      },
    ],
  },
  'long-german': {
    pops: [
      named(
        {
          name: 'Karl-Theodor Maria Nikolaus Johann Jacob Philipp Freiherr von und zu Guttenstein-Hohenwaldeck',
          address: 'Herr Dr. Freiherr von und zu Guttenstein-Hohenwaldeck',
          company:
            'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG',
          role: 'Bevollmächtigter für Transportversicherungsangelegenheiten',
          tier: 'silver',
        },
        'Guten Morgen, Herr Dr. Freiherr von und zu Guttenstein-Hohenwaldeck, Sie sprechen mit Star Courier. Sie rufen sicher wegen der Palette nach Graz an?',
        'de',
      ),
    ],
  },
  'long-tamil': {
    pops: [
      named(
        {
          name: 'வெங்கடராமசுப்பிரமணியன் திருஞானசம்பந்தமூர்த்தி கோபாலகிருஷ்ணன்',
          address: 'திரு. வெங்கடராமசுப்பிரமணியன் திருஞானசம்பந்தமூர்த்தி கோபாலகிருஷ்ணன்',
          localTime: '14:42',
        },
        'காலை வணக்கம், திரு. வெங்கடராமசுப்பிரமணியன் அவர்களே, இது ஸ்டார் கூரியர். உங்களுக்கு எவ்வாறு உதவலாம்?',
        'ta',
      ),
    ],
  },
  arabic: {
    pops: [
      named(
        { name: 'عبد الرحمن بن محمد الأنصاري', address: 'السيد عبد الرحمن الأنصاري', localTime: '12:12' },
        'صباح الخير، السيد عبد الرحمن الأنصاري، معكم ستار كوريير. هل تتصلون بخصوص الشحنة إلى دبي؟',
        'ar',
        {
          cases: [
            { ...quiet, id: 9, reference: 'R-771', subject: 'الشحنة إلى دبي متأخرة', openedAt: ago(2 * day) },
          ],
        },
      ),
    ],
  },
  chinese: {
    pops: [
      named(
        {
          name: '欧阳明月',
          address: '欧阳女士',
          localTime: '17:12',
          about: '每月寄送约四十件包裹，主要寄往奥地利。',
        },
        '下午好，欧阳女士，这里是星速快递。您是想了解寄往格拉茨的货物，对吗？',
        'zh-CN',
      ),
    ],
  },
  emoji: {
    pops: [
      named(
        { name: '🌻 Sunny & Søns 👩‍👩‍👧‍👦 Café', address: '🌻 Sunny & Søns 👩‍👩‍👧‍👦 Café', tier: 'standard' },
        'Good morning, Sunny & Søns, this is Star Courier. How can I help?',
        'en',
        { ...plain, knowledge: noKnowledge, standing: null },
      ),
    ],
  },
  'no-data': {
    pops: [
      named(
        { tier: 'standard' },
        'Good morning, Ms Sommerfeld, this is Star Courier. How can I help?',
        'en',
        {
          ...plain,
          knowledge: noKnowledge,
          standing: null,
          evidence: [],
        },
      ),
    ],
  },
  household: {
    pops: [
      {
        ...fullPop,
        ...plain,
        outcome: 'ambiguous',
        knowledge: noKnowledge,
        standing: null,
        person: {
          ...anna,
          kind: 'household',
          name: 'Household Brandt',
          address: 'Household Brandt',
          company: null,
          role: null,
          pronunciation: null,
          tier: 'standard',
          about: null,
          wishes: [],
        },
        greeting: { language: 'en', text: 'Good morning, this is Star Courier. Whom am I speaking with?' },
        candidates: [
          candidate(21, 'Peter Brandt', 5, ago(3 * day)),
          candidate(22, 'Sabine Brandt', 4, ago(40 * day)),
          candidate(23, 'Mia Brandt', 1, null),
        ],
      },
    ],
  },
  company: {
    pops: [
      {
        ...fullPop,
        outcome: 'organisation',
        knowledge: noKnowledge,
        standing: null,
        leads: leads.slice(1, 2),
        person: {
          ...anna,
          kind: 'company',
          name: 'Sommerfeld Optics GmbH',
          address: 'Sommerfeld Optics',
          company: null,
          role: null,
          pronunciation: null,
          about: 'Switchboard, direct lines 200 to 289.',
          wishes: [],
        },
        caller: { ...fullPop.caller, number: '+49 30 23125 0214', e164: '+49302312502 14'.replace(' ', '') },
        greeting: {
          language: 'en',
          text: 'Good morning, Sommerfeld Optics, this is Star Courier. Whom am I speaking with?',
        },
        candidates: [
          candidate(7, 'Anna Sommerfeld', 4, ago(2 * day)),
          candidate(24, 'Tom Reuter', 2, ago(60 * day)),
        ],
      },
    ],
  },
  withheld: {
    pops: [
      {
        ...barePop,
        outcome: 'withheld',
        trust: { level: 'none', reasons: ['restricted'] },
        caller: { presentation: 'restricted', number: null, e164: null, displayName: null, region: null },
        queue: { id: 'service', name: 'Service' },
      },
    ],
  },
  'first-name': {
    pops: [
      {
        ...barePop,
        callId: callId(1),
        outcome: 'recognised',
        stage: 'first-name',
        person: {
          ...anna,
          name: 'Anna',
          address: 'Anna',
          company: null,
          role: null,
          pronunciation: null,
          about: null,
          wishes: [],
          tier: 'standard',
        },
        caller: { ...barePop.caller, number: null, e164: null },
        queue: { id: 'service', name: 'Service' },
        greeting: { language: 'en', text: 'Good morning, this is Star Courier. How can I help?' },
      },
    ],
  },
  masked: {
    pops: [
      {
        ...fullPop,
        ...plain,
        ...connected,
        knowledge: noKnowledge,
        standing: null,
        trust: { level: 'doubtful', reasons: ['attestation-failed'] },
        disclosure: {
          askToVerify: true,
          masked: ['about', 'cases', 'history', 'facts', 'promises', 'signals'],
          verified: null,
        },
        person: { ...anna, about: null },
        leads: [lead({ kind: 'promise-broken', id: 31, severity: 'critical', at: ago(4 * day) })],
        greeting: { language: 'en', text: 'Good morning, this is Star Courier. How can I help?' },
      },
    ],
  },
  verified: {
    pops: [
      {
        ...fullPop,
        ...connected,
        trust: { level: 'doubtful', reasons: ['attestation-failed'] },
        disclosure: {
          askToVerify: true,
          masked: [],
          verified: { method: 'questions', by: 'Alice Adams', at: ago(20_000) },
        },
        person: { ...anna, confidential: 'In dispute with the former partner: nothing by post.' },
      },
    ],
  },
  'finding-a-result': {
    pops: [{ ...fullPop, ...connected, leads: leads.slice(0, 1) }],
    async act(page) {
      await page.locator('#wrap-up-result').click()
      await page.getByRole('option').first().waitFor()
    },
  },
  'wrap-up': {
    pops: [{ ...fullPop, ...connected, state: 'wrap-up', endedAt: ago(12_000), leads: leads.slice(0, 1) }],
    draft: {
      disposition: 'traced',
      note: 'Pallet found in Linz, comes to Graz tomorrow.',
      followUpAt: null,
      followUpText: '',
      promises: [
        {
          text: 'Call when it is on the truck',
          dueAt: storyTime + 6 * hour + 48 * minute,
          channel: 'call',
          caseId: null,
          department: null,
        },
      ],
    },
  },
}

function candidate(customerId: number, name: string, score: number, lastContactAt: number | null) {
  return {
    customerId,
    name,
    kind: 'person' as const,
    company: null,
    tier: 'standard',
    score,
    evidence: [
      { kind: 'number-shared' as const, weight: 1 },
      ...(score > 3 ? [{ kind: 'open-case' as const, weight: 2 }] : []),
    ],
    lastContactAt,
  }
}

/** What the house has written down for the pallet. */
export const palletTopic = {
  id: 'missing-pallet',
  version: 3,
  keys: ['open-case'],
  texts: {
    en: {
      title: 'A pallet is missing',
      opening: 'Which number stands on your copy of the waybill?',
      check: '- Last scan in the depot\n- Photo of the **loading list**\n- Whether the carrier has a claim',
      explain: 'A pallet that was not scanned for two days is searched for in each depot on its way.',
      closing: 'May I ring you as soon as the depot has answered?',
    },
    'zh-CN': {
      title: '托盘丢失',
      opening: '您的运单副本上写的是哪个号码？',
      check: '- 仓库的最后一次扫描\n- **装车清单**的照片',
      explain: '两天未扫描的托盘会在沿途每个仓库查找。',
      closing: '仓库一有答复我就给您打电话，可以吗？',
    },
  },
  links: [{ title: 'Follow the pallet', url: 'https://help.example/pallet', language: null }],
  author: 'sam',
  savedAt: 0,
}

import type { z } from 'zod'
import type { eventMessage } from './event-contract.ts'
import type { RouteName, Routes } from './routes.ts'

type Sent<N extends RouteName> = Routes[N] extends { body: infer S extends z.ZodType } ? z.input<S> : never

/** Numbers of the ranges that are kept free for stories: +49 30 23125 0xx, +44 20 7946 0xxx, +1 … 555 01xx. */
export const bodyExamples: { readonly [N in RouteName]?: Sent<N> } = {
  signIn: { login: 'alice', password: 'a good long password' },
  changeMe: { language: 'zh-CN' },
  createAccount: {
    login: 'alice',
    name: 'Alice Keller',
    role: 'agent',
    password: 'a good long password',
    extensions: [{ source: 'main', extension: '1001' }],
  },
  changeAccount: { extensions: [{ source: 'main', extension: '1002' }] },
  setAvailability: { availability: 'available' },
  saveGuidance: {
    version: 0,
    keys: ['refund'],
    texts: {
      en: {
        title: 'Refunds',
        opening: 'Is it about the refund for your parcel?',
        check: '- Has it been approved?',
        explain: 'Money comes back within **five working days**, to the account that paid.',
        closing: 'Shall we write to you when it is on its way?',
      },
    },
    links: [{ title: 'How refunds work', url: 'https://help.example/refunds', language: 'en' }],
  },
  restoreGuidance: { version: 1 },
  sendGuidance: { topic: 'refund', link: 'https://help.example/refunds', channel: 'sms' },
  chooseIdentity: { customerId: 4711, verdict: 'is' },
  verifyCaller: { customerId: 4711, method: 'questions' },
  keepDraft: {
    draft: {
      disposition: null,
      note: 'Wants the invoice by',
      followUpAt: null,
      followUpText: '',
      promises: [
        { text: 'Send the invoice again', dueAt: null, channel: 'e-mail', caseId: null, department: null },
      ],
    },
    version: 3,
  },
  saveWrapUp: {
    disposition: 'follow-up',
    note: 'Invoice 1093 was sent to the old address.',
    followUpAt: 1_798_790_400_000,
    followUpText: 'Send the invoice again',
    promises: [{ text: 'Send the invoice again', dueAt: 1_798_790_400_000, channel: 'e-mail' }],
  },
  changeGreeting: {
    text: '{hello}, {name}. {introduction} What can I do for you today?',
    version: 0,
  },
  tryGreeting: {
    language: 'en',
    phrase: 'usual',
    text: '{hello}, {name}. {introduction} What can I do for you today?',
    cases: [
      {
        kind: 'sample',
        outcome: 'recognised',
        at: null,
        hour: 9,
        direction: 'inbound',
        name: 'Ms Lindqvist',
        fullName: 'Marta Lindqvist',
        title: 'Ms',
        givenName: 'Marta',
        familyName: 'Lindqvist',
        company: null,
        standing: 'usual',
        matter: null,
        house: 'Star Courier',
        agent: 'Alice Keller',
      },
    ],
  },
  searchInteractions: { text: 'invoice', from: 1_796_083_200_000 },
  addInteraction: {
    externalId: 'mail-20261120-17',
    channel: 'e-mail',
    direction: 'inbound',
    startedAt: 1_795_680_000_000,
    customerId: 4711,
    text: 'Asks for a copy of invoice 1093.',
  },
  addInteractions: {
    items: [
      {
        externalId: 'mail-18',
        channel: 'e-mail',
        direction: 'inbound',
        startedAt: 1_795_680_000_000,
        subject: 'Invoice 1093',
        thread: 'mail-17',
      },
    ],
  },
  changeInteraction: { disposition: 'solved' },
  createCustomer: {
    externalId: 'K-10442',
    name: 'Marta Lindqvist',
    givenName: 'Marta',
    familyName: 'Lindqvist',
    language: 'de',
    tier: 'gold',
    numbers: [{ number: '030 23125 001', region: 'DE', label: 'mobile' }],
  },
  planTask: { customerId: 4711, dueFrom: 1_798_790_400_000, reason: 'Wants to know when the parcel comes' },
  stepTask: { kind: 'again', result: 'not-reached', dueFrom: 1_798_794_000_000 },
  dial: { taskId: 17 },
  changeCase: {
    complaint: true,
    rootCause: 'hand-over',
    escalate: { department: 'depot', question: 'Where is parcel 17?', dueAt: 1_798_790_400_000 },
  },
  makePromise: {
    customerExternalId: 'K-10442',
    text: 'Call back with the fitter’s date',
    dueAt: 1_798_790_400_000,
    channel: 'call',
    owner: 'alice',
    externalId: 'crm-task-881',
  },
  changePromise: { kind: 'kept', note: 'Told her: Thursday at nine' },
  postSignal: {
    customerExternalId: 'K-10442',
    externalId: 'order-7731-late',
    kind: 'delivery',
    severity: 'warning',
    text: 'Order 7731 comes on Thursday instead of today',
    answer: 'The van broke down. It comes on Thursday between 8 and 12; nothing needs to be done.',
  },
  withdrawSignals: { topic: 'outage-17' },
  reachOut: { way: 'message', topic: 'outage-17' },
  putFact: { value: 'ring at the back door', saidBy: 'customer', channel: 'e-mail' },
  findFacts: { number: '030 23125 001', region: 'DE' },
  changeFacts: {
    items: [
      {
        do: 'put',
        externalId: 'K-10442',
        key: 'meter-reading',
        value: '48213',
        saidBy: 'customer',
        channel: 'web',
      },
      { do: 'verify', externalId: 'K-10442', key: 'contract-number' },
    ],
  },
  putCallFact: { value: '48213', verified: false },
  recordAskedAgain: { key: 'meter-reading' },
  findCustomer: { number: '030 23125 001', region: 'DE' },
  changeCustomer: { version: 2, tier: 'silver' },
  mergeCustomer: { into: 4711 },
  openCase: { reference: 'R-2210', subject: 'Parcel not delivered' },
  playDemoCall: { kind: 'known' },
  setDemo: { playing: false },
  resendWebhooks: { webhook: 'crm' },
}

export const eventExamples: readonly z.input<typeof eventMessage>[] = [
  {
    id: 'ev-1',
    kind: 'arrived',
    time: '2026-11-22T09:30:00.000Z',
    call: '1795339800.42',
    from: '+493023125001',
    to: '+493023125000',
  },
  {
    id: 'ev-2',
    kind: 'offered',
    time: '2026-11-22T09:30:01.250Z',
    call: '1795339800.42',
    queue: 'service',
    agents: [{ extension: '1001' }, { extension: '1002' }],
  },
  {
    id: 'ev-3',
    kind: 'answered',
    time: '2026-11-22T09:30:06.900Z',
    call: '1795339800.42',
    agents: [{ extension: '1001' }],
  },
]

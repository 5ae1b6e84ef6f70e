import type { ExportJobView } from '../../src/wire/export-api.ts'
import type { MysteryCallView, MysteryRunView } from '../../src/wire/mystery-api.ts'
import type { CallToReviewView, ReviewFormView, ReviewView } from '../../src/wire/quality-api.ts'
import type { ChainStateView, RecordEntry } from '../../src/wire/record-api.ts'
import type { CustomerStandingView, StandingRowView } from '../../src/wire/standing-api.ts'
import { openAlerts } from './busy-hour.ts'
import { accounts, agentId, agentNames, storyTime } from './busy-house.ts'
import { explained, story } from './explained-call.ts'
import type { SupervisorStories } from './supervisor-story.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const named = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const points = (id: string, en: string, zh: string, weight = 1) =>
  ({ id, name: named(en, zh), kind: 'points', most: 5, weight }) as const

const form: ReviewFormView = {
  id: 'service',
  name: named('Service call', '服务通话'),
  questions: [
    points('greeting', 'Greeted by name, with the sentence on the card', '按卡片上的话称呼客户'),
    points('listened', 'Listened, and asked for nothing that we know', '认真倾听，不重复询问已知信息', 2),
    {
      id: 'verified',
      name: named('Made sure who is speaking', '核实了身份'),
      kind: 'yes-no',
      most: 1,
      weight: 1,
    },
    points('solved', 'Solved, or promised something that can be kept', '解决了问题，或作出能兑现的承诺', 3),
    { id: 'note', name: named('What was written down', '记录内容'), kind: 'text', most: 0, weight: 0 },
  ],
}
const shortForm: ReviewFormView = {
  ...form,
  id: 'short',
  name: named('Short form', '简表'),
  questions: form.questions.slice(0, 2),
}

const sampled: CallToReviewView[] = [
  'Alice Adams',
  '陈嘉欣',
  'Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen',
  'محمد العلي',
  'Maria-Magdalena Hatzipetrou-Papadopoulou',
  'யாழினி சுப்பிரமணியம்',
].map((agentName, n) => ({
  callId: `main:sample-${n}`,
  accountId: agentId(agentName),
  agentName,
  customerName:
    n === 4
      ? null
      : ['Sabine Brandt', '欧阳明月', 'Nordwind Logistik GmbH & Co. KG', 'سارة خليل', '', 'Ben Weber'][n] ||
        null,
  startedAt: storyTime - n * 5 * hour - hour,
  endedAt: storyTime - n * 5 * hour - hour + (3 + n) * minute,
  queueName: 'Service',
  disposition: 'solved',
  isReviewed: n === 1,
  outOf: 20 + n * 17,
}))

function reviewOf(agentName: string, score: number | null, more: Partial<ReviewView> = {}): ReviewView {
  return {
    id: `review-${agentName}`,
    callId: 'main:sample-1',
    accountId: agentId(agentName),
    agentName,
    reviewerName: 'Sam Whitfield',
    form,
    formVersion: 2,
    answers: {},
    score,
    comment: '',
    at: storyTime - 2 * day,
    seenAt: null,
    reply: null,
    repliedAt: null,
    ...more,
  }
}

const reviews: ReviewView[] = [
  reviewOf('陈嘉欣', 920, { comment: '称呼得体，承诺清楚。', seenAt: storyTime - day }),
  reviewOf('Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen', 480, {
    comment: 'Asked for the address that stood on the card, and promised a call back “soon”: say until when.',
    seenAt: storyTime - day,
    reply: 'The card came up after the question. I have told the team lead.',
    repliedAt: storyTime - day,
  }),
  reviewOf('محمد العلي', 760, { comment: 'عمل ممتاز' }),
  reviewOf('Alice Adams', null),
]

const mysteryRun = (n: number, result: MysteryRunView['result'] = 'passed'): MysteryRunView => ({
  id: `run-${n}`,
  callId: `main:mystery-${n}`,
  beganAt: storyTime - (4 + n * 15) * minute,
  endedAt: storyTime - (4 + n * 15) * minute + 4 * second,
  result,
  stoppedAt: result === 'failed' ? 'popped' : null,
  why: result === 'failed' ? 'timeout' : null,
  faults: result === 'wrong' ? ['customer', 'greeting'] : [],
  steps: [
    { step: 'desk', ms: 210 },
    { step: 'accepted', ms: 31 },
    ...(result === 'failed'
      ? []
      : [
          { step: 'popped', ms: result === 'late' ? 1840 : 62 },
          { step: 'answered', ms: 44 },
          { step: 'ended', ms: 39 },
          { step: 'closed', ms: 18 },
        ]),
  ],
  askedBy: n === 3 ? 'Sam Whitfield' : null,
})

const mysteries: MysteryCallView[] = [
  {
    name: 'Golden customer at the main number',
    source: 'main',
    covers: 'whole',
    number: '+49 30 901820',
    expects: { customer: 'Anna Sommerfeld', outcome: 'recognised', greeting: 'Good morning, Ms Sommerfeld.' },
    everyMinutes: 15,
    deadlineMs: 800,
    isOpen: true,
    isRunning: false,
    runs: Array.from({ length: 24 }, (_, n) =>
      mysteryRun(n, n === 0 ? 'failed' : n === 5 ? 'late' : n === 11 ? 'wrong' : 'passed'),
    ),
  },
  {
    name: '中文热线',
    source: 'cloud',
    covers: 'whole',
    number: '+86 138 0013 8000',
    expects: { customer: null, outcome: 'unknown', greeting: null },
    everyMinutes: 60,
    deadlineMs: 1000,
    isOpen: false,
    isRunning: true,
    runs: [mysteryRun(40, 'late'), mysteryRun(44), mysteryRun(48)],
  },
  {
    name: 'Withheld number',
    source: 'main',
    covers: 'behind',
    number: 'withheld',
    expects: { customer: null, outcome: 'withheld', greeting: null },
    everyMinutes: 30,
    deadlineMs: 800,
    isOpen: true,
    isRunning: false,
    runs: [],
  },
]

const job = (n: number, more: Partial<ExportJobView>): ExportJobView => ({
  id: `export-${n}`,
  kind: 'interactions',
  format: 'csv',
  accountName: 'Sam Whitfield',
  isOwn: true,
  state: 'done',
  rows: 0,
  doneOfThousand: null,
  bytes: 0,
  sha256: null,
  why: null,
  askedAt: storyTime - n * 3 * hour - 2 * minute,
  finishedAt: null,
  expiresAt: storyTime + 2 * day,
  ...more,
})

const sum = 'ab54d286f8c35b2e6f0bbd7b6e4b8a3c1f0e9d8c7b6a5948372615049f8e7d6c'
const exports: ExportJobView[] = [
  job(0, { state: 'running', rows: 412_000, doneOfThousand: 412 }),
  job(0.2, { kind: 'promises', state: 'waiting', format: 'json-lines' }),
  job(1, { rows: 41_318, bytes: 9_412_332, sha256: sum, finishedAt: storyTime - 3 * hour }),
  job(2, { kind: 'audit', rows: 1_204_331, sha256: sum, isOwn: false, accountName: agentNames[10] }),
  job(5, { kind: 'surveys', rows: 171, sha256: sum, expiresAt: storyTime - hour }),
  job(6, { state: 'failed', why: 'too-many-rows', rows: 2_000_000 }),
  job(9, { kind: 'cases', state: 'cancelled', rows: 8100 }),
  job(12, { kind: 'customers', state: 'interrupted', rows: 12_000 }),
]

const row = (
  n: number,
  action: string,
  subject: string,
  detail = '',
  more: Partial<RecordEntry> = {},
): RecordEntry => ({
  id: 90_000 - n,
  at: storyTime - n * 47 * second,
  accountId: agentId(agentNames[n % 12] ?? ''),
  name: agentNames[n % 12] ?? null,
  action,
  subject,
  subjectName: null,
  detail,
  seal: 4711,
  ...more,
})

const record: RecordEntry[] = [
  row(0, 'read-record', 'record', 'customerId 7, from 1763938800000', {
    accountId: 'ines',
    name: 'Ines Moreau',
    seal: null,
  }),
  row(1, 'pop', 'customer:7', ''),
  row(2, 'search-interactions', 'history', 'found 25', { name: 'Sam Whitfield' }),
  row(3, 'verify-caller', 'customer:7', 'main:1763975400.1182 by questions, shows wishes cases history'),
  row(4, 'explain-call', 'call:main:1763975400.1182'),
  row(
    5,
    'export',
    'export:5f3c',
    '{"kind":"interactions","format":"csv","bom":true,"search":{"from":1763334000000},"teams":null}',
  ),
  row(6, 'export-done', 'export:5f3c', `{"rows":41318,"bytes":9412332,"sha256":"${sum}"}`),
  row(7, 'change-interaction', 'interaction:912', 'text disposition'),
  row(8, 'sign-in-failed', 'carol', 'wrong-password', { accountId: null, name: null }),
  row(9, 'account-changed', agentId('Alice Adams'), 'password,extensions', {
    subjectName: 'Alice Adams',
    name: 'Ada Berger',
  }),
  row(10, 'read-report', 'reports'),
  row(11, 'lookup', 'customer:7', '', { accountId: 'lookup:door', name: null }),
  row(12, 'draw-sample', 'week:2026-11-23', 'complaint, 12 calls'),
  row(13, 'post-signals', 'signals', 'rows 412', { accountId: 'token:depot', name: null }),
  row(14, 'prune-record', 'record', 'up to seal 812 5f3c9a', { accountId: null, name: null }),
]

const hash = '5f3c9a01d2b4e6f8a0c1e3d5b7f90214a6c8e0f2143658799badcbfe0123456f'
const chain: ChainStateView = {
  rows: 1_204_331,
  unsealed: 3,
  newest: { n: 4711, at: storyTime - 4 * second, hash, rows: 1_204_328 },
  prunedUntil: { n: 812, at: storyTime - 400 * day, hash, rows: 90_000 },
  check: {
    startedAt: storyTime - 2 * hour,
    finishedAt: storyTime - 2 * hour + 9 * second,
    rowsRead: 1_114_331,
    rowsAll: 1_114_331,
    untilSeal: 4655,
    untilAt: storyTime - 2 * hour,
    newestAt: null,
    faults: [],
  },
}
const people = accounts.slice(0, 12).map(({ id, name, role }) => ({ id, name, role }))
const recordAnswers = {
  readOpenAlerts: { items: [] },
  readRecord: { items: record, next: 89_000 },
  readRecordFilters: { people },
  readChain: chain,
}

const standingRows: StandingRowView[] = [
  ['محمد عبد الله الأنصاري', 'standard', null, 92, 'high'],
  ['Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen', 'silver', 71, 74, 'high'],
  ['林嘉欣', 'gold', 96, 61, 'high'],
  ['Nordwind Logistik GmbH & Co. KG', 'gold', 99, 32, 'some'],
  ['Priyanka Venkataramanan', 'standard', 12, 28, 'some'],
  ['Familie Yıldız', 'silver', 44, 0, 'none'],
].map(
  ([name, tier, value, risk, level], n) =>
    ({ customerId: n + 1, name, tier, value, risk, level }) as StandingRowView,
)

export const standing: CustomerStandingView = {
  value: 71,
  risk: 'high',
  riskPoints: 74,
  tier: 'silver',
  suggestion: 'Ask your supervisor for a credit note of up to 20 euros.',
  why: [
    { of: 'risk', kind: 'broken-promise', points: 40, most: 40, amount: 2 },
    { of: 'risk', kind: 'long-open-case', points: 24, most: 30, amount: 1 },
    { of: 'risk', kind: 'repeated-contact', points: 10, most: 20, amount: 3 },
    { of: 'value', kind: 'revenue', points: 51, most: 60, amount: 48_000 },
  ],
}

const calm = { readOpenAlerts: { items: [] } }
const qualityAnswers = {
  ...calm,
  readReviewForms: { items: [form, shortForm] },
  drawSample: { items: sampled },
  readReviews: {
    items: reviews,
    agents: reviews.map(({ accountId, agentName, score }, n) => ({
      accountId,
      agentName,
      reviews: n + 3,
      score: n + 3 < 5 ? null : score,
    })),
  },
  explainCall: explained,
  readCallStory: story,
}

/** How good calls are, whether the house is well, and what was done in it. */
export const storiesOfHouse: SupervisorStories = {
  quality: { path: '/quality', told: qualityAnswers, shows: '#page h2', height: 1300 },
  'quality-form': {
    inBoth: true,
    path: '/quality',
    told: qualityAnswers,
    shows: '#page h2',
    height: 1700,
    async act(page) {
      await page.locator('#page tbody button').first().click()
      await page.locator('#page form textarea').first().waitFor()
    },
  },
  'quality-new': {
    path: '/quality',
    isNew: true,
    told: {
      ...qualityAnswers,
      readReviewForms: { items: [] },
      drawSample: { items: [] },
      readReviews: { items: [], agents: [] },
    },
    shows: '#page select',
  },
  checks: {
    path: '/desk',
    as: 'agent',
    told: {
      readRecentCalls: { items: [], next: null },
      readMissedCalls: { items: [] },
      readDueTasks: { items: [] },
      readOwnPromises: { items: [] },
      readOwnReviews: { items: reviews.slice(1, 2) },
      readChecklist: {
        items: [
          {
            id: 'headset',
            name: named('Headset and volume tried', '已测试耳机和音量'),
            doneAt: storyTime - hour,
          },
          { id: 'news', name: named('Read what is new in the guidance', '已阅读指引更新'), doneAt: null },
          {
            id: 'promises',
            name: named('Looked through my promises of today', '已查看今天的承诺'),
            doneAt: null,
          },
        ],
      },
    },
    shows: '#page input[type=checkbox]',
  },
  'test-calls': {
    inBoth: true,
    path: '/mystery-calls',
    told: { readOpenAlerts: { items: openAlerts.slice(2, 3) }, readMysteryCalls: { items: mysteries } },
    shows: '#page [role=radiogroup]',
    height: 1200,
  },
  'test-calls-none': {
    path: '/mystery-calls',
    told: { ...calm, readMysteryCalls: { items: [] } },
    shows: '#page p',
    isNew: true,
  },
  exports: {
    inBoth: true,
    path: '/exports',
    told: { ...calm, readExports: { items: exports } },
    shows: '#page tbody',
  },
  'exports-1100': {
    path: '/exports',
    told: { ...calm, readExports: { items: exports } },
    shows: '#page tbody',
    width: 1100,
  },
  'exports-none': {
    path: '/exports',
    told: { ...calm, readExports: { items: [] } },
    shows: '#page form',
    isNew: true,
  },
  record: {
    inBoth: true,
    path: '/record',
    as: 'admin',
    told: recordAnswers,
    shows: '#page tbody',
    height: 1200,
  },
  'record-1100': { path: '/record', as: 'admin', told: recordAnswers, shows: '#page tbody', width: 1100 },
  'record-broken': {
    path: '/record',
    as: 'admin',
    told: {
      ...recordAnswers,
      readChain: {
        ...chain,
        check: {
          ...(chain.check as NonNullable<ChainStateView['check']>),
          untilSeal: 2100,
          faults: [
            { kind: 'row-changed', seal: 2101 },
            { kind: 'row-missing', seal: 2101 },
            { kind: 'kept-seal-missing', seal: 4711 },
          ],
        },
      },
      readRecord: { items: [], next: null },
    },
    shows: '#page [role=alert]',
  },
  'record-checking': {
    path: '/record',
    as: 'admin',
    told: {
      ...recordAnswers,
      readChain: {
        ...chain,
        check: {
          ...(chain.check as NonNullable<ChainStateView['check']>),
          finishedAt: null,
          rowsRead: 412_000,
        },
      },
      readRecord: 'silent',
    },
    shows: '#page [role=progressbar]',
  },
  standings: {
    inBoth: true,
    path: '/standings',
    told: { ...calm, readStandings: { items: standingRows, next: 25 }, readStanding: standing },
    shows: '#page tbody',
    async act(page) {
      await page.locator('#page tbody button').nth(1).click()
      await page.locator('#page td[colspan] li').first().waitFor()
    },
  },
  'standings-none': {
    path: '/standings',
    told: { ...calm, readStandings: { items: [], next: null } },
    shows: '#page p',
    isNew: true,
  },
  walls: {
    path: '/walls',
    as: 'admin',
    told: {
      ...calm,
      readWallLinks: {
        items: [
          {
            id: '1',
            name: 'Hall 2',
            teams: null,
            createdAt: storyTime - 40 * day,
            createdBy: 'Ada Berger',
            seenAt: storyTime - 2 * second,
          },
          {
            id: '2',
            name: '客服中心三楼',
            teams: ['service', 'claims'],
            createdAt: storyTime - 3 * day,
            createdBy: 'Ada Berger',
            seenAt: null,
          },
        ],
      },
    },
    shows: '#page li',
  },
}

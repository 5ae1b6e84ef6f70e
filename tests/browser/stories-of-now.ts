import type { PromiseView } from '../../src/wire/promise-api.ts'
import { busyLive, busyWall, openAlerts, pastAlerts, quietLive } from './busy-hour.ts'
import { agentId, agentNames, storyTime } from './busy-house.ts'
import type { SupervisorStories } from './supervisor-story.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let promises = 0
function promise(text: string, dueIn: number, more: Partial<PromiseView> = {}): PromiseView {
  promises += 1
  const owner = agentNames[promises % agentNames.length] ?? ''
  const dueAt = storyTime + dueIn
  return {
    id: promises,
    customerId: promises,
    customerName: 'Anna Sommerfeld',
    number: null,
    callId: `main:hour-${promises}`,
    caseId: null,
    standing: null,
    text,
    channel: 'call',
    ownerId: agentId(owner),
    department: null,
    owner,
    madeBy: owner,
    madeAt: storyTime - 4 * day,
    dueAt,
    firstDueAt: dueAt,
    state: 'open',
    settledAt: null,
    settledBy: null,
    note: null,
    madeGoodAt: null,
    ...more,
  }
}

const toDepot = { ownerId: null, department: 'depot', owner: 'Depot Vienna' }
const due: PromiseView[] = [
  promise('Call back about the missing pallet', -4 * day, {
    state: 'broken',
    settledAt: storyTime - 4 * day,
    ...toDepot,
  }),
  promise('补发退款确认邮件', -1 * day, { state: 'broken', customerName: '欧阳明月', channel: 'e-mail' }),
  promise('Say whether the driver was found', -25 * minute, { customerName: 'Priyanka Venkataramanan' }),
  promise(
    'Send the corrected framework agreement with the new prices for Austria, Switzerland and Liechtenstein',
    41 * minute,
    { customerName: 'Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen', channel: 'e-mail' },
  ),
  promise('معاودة الاتصال بخصوص الشحنة المتأخرة', 3 * hour, { customerName: 'محمد عبد الله الأنصاري' }),
  promise('Second delivery before six', 7 * hour, {
    customerName: null,
    customerId: null,
    number: '+43 1 5880 0442',
    channel: 'delivery',
    ...toDepot,
  }),
  promise('Credit note for October', 26 * hour, { customerName: 'Nordwind Logistik GmbH & Co. KG' }),
  promise('请周四上午再打一次电话', 2 * day + 2 * hour, {
    customerName: '林嘉欣',
    firstDueAt: storyTime + day,
  }),
  promise('Visit with samples', 5 * day, { customerName: 'Familie Yıldız', channel: 'visit' }),
]

const alerts = {
  readOpenAlerts: { items: openAlerts },
  readAlerts: { items: [...openAlerts, ...pastAlerts], next: 17 },
}
const noAlerts = { readOpenAlerts: { items: [] }, readAlerts: { items: [], next: null } }

/** What is going on, and what needs somebody. */
export const storiesOfNow: SupervisorStories = {
  live: { inBoth: true, path: '/live', told: alerts, live: busyLive, shows: 'li[data-honoured]' },
  'live-1100': { path: '/live', told: alerts, live: busyLive, shows: 'li[data-honoured]', width: 1100 },
  'live-quiet': { path: '/live', told: noAlerts, live: quietLive, shows: '#page section', isNew: true },
  'live-silent': { path: '/live', told: noAlerts, shows: '#page h1' },
  wall: {
    path: '/wall#a-link-that-was-made-for-the-pictures',
    told: { showWall: busyWall },
    shows: 'table tr',
  },
  'wall-quiet': {
    path: '/wall#a-link-that-was-made-for-the-pictures',
    told: {
      showWall: {
        ...busyWall,
        waiting: 0,
        longestWaitingMs: 0,
        next: [],
        unrouted: 0,
        serviceLevel: null,
        abandonedShare: null,
        answered: 0,
        queues: busyWall.queues.map((queue) => ({ ...queue, waiting: 0, serviceLevel: null })),
      },
    },
    shows: 'table tr',
  },
  'wall-revoked': {
    path: '/wall#a-link-that-was-taken-back-since',
    told: { showWall: 'not-found' },
    shows: 'p',
  },
  bell: {
    path: '/promises',
    told: { ...alerts, readDuePromises: { items: due, next: null } },
    shows: 'section[data-kind]',
    async act(page) {
      await page.locator('aside button[aria-haspopup]').first().click()
      await page.locator('[data-severity]').first().waitFor()
    },
  },
  alerts: { inBoth: true, path: '/alerts', told: alerts, shows: 'li[data-over]', height: 1700 },
  'alerts-none': { path: '/alerts', told: noAlerts, shows: '#page p', isNew: true },
  'alerts-refused': {
    path: '/alerts',
    told: { readOpenAlerts: 'store-unavailable', readAlerts: 'store-unavailable' },
    shows: '[role=alert]',
  },
  promises: {
    inBoth: true,
    path: '/promises',
    told: { ...alerts, readDuePromises: { items: due, next: '0.1.1' } },
    shows: 'section[data-kind=later]',
    height: 1400,
  },
  'promises-1100': {
    path: '/promises',
    told: { ...alerts, readDuePromises: { items: due, next: null } },
    shows: 'section[data-kind=later]',
    width: 1100,
  },
  'promises-none': {
    path: '/promises',
    told: { ...noAlerts, readDuePromises: { items: [], next: null } },
    shows: '#page ul',
    isNew: true,
  },
}

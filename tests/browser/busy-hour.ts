import type { AlertView } from '../../src/wire/alert-api.ts'
import type {
  LiveAgentView,
  LiveEntry,
  LiveFiguresView,
  LiveMessage,
  WallBoardView,
} from '../../src/wire/live-api.ts'
import { agentId, agentNames, queues, storyTime } from './busy-house.ts'

const second = 1000
const minute = 60 * second
const ago = (ms: number): number => storyTime - ms

const calm: Omit<LiveEntry, 'callId' | 'state' | 'since' | 'arrivedAt'> = {
  source: 'main',
  queue: 'service',
  direction: 'inbound',
  number: '+49 30 901820',
  presentation: 'allowed',
  customerId: 7,
  name: null,
  outcome: 'recognised',
  tier: null,
  honoured: false,
  reason: null,
  agents: [],
  offers: [],
  unrouted: false,
  degraded: null,
  answerWithinMs: 20 * second,
}

function reason(kind: NonNullable<LiveEntry['reason']>['kind'], text: string): LiveEntry['reason'] {
  return { kind, key: kind, text }
}

function offer(agent: string, result: LiveEntry['offers'][number]['result'], rounds = 1) {
  return { agent, result, at: ago(9 * second), rounds }
}

let calls = 0
function waits(name: string | null, sinceMs: number, more: Partial<LiveEntry> = {}): LiveEntry {
  calls += 1
  const since = ago(sinceMs)
  const id = { callId: `main:hour-${calls}`, since, arrivedAt: since }
  const whose = name === null ? ({ customerId: null, outcome: 'unknown' } as const) : {}
  return { ...calm, ...whose, ...id, name, state: 'waiting', ...more }
}

function speaks(
  name: string | null,
  agent: string,
  sinceMs: number,
  more: Partial<LiveEntry> = {},
): LiveEntry {
  return {
    ...waits(name, sinceMs),
    state: 'connected',
    agents: [agent],
    offers: [offer(agent, 'won')],
    ...more,
  }
}

const waiting: LiveEntry[] = [
  waits('Anna Sommerfeld', 52 * second, {
    tier: 'gold',
    honoured: true,
    state: 'ringing',
    reason: reason('promise', 'Call back about the missing pallet, promised for Friday'),
    offers: [offer('Ben Ortega', 'missed', 2), offer('Hanna Lindqvist', 'offered')],
  }),
  waits('欧阳明月', 31 * second, {
    queue: 'zh',
    tier: 'gold',
    honoured: true,
    reason: reason('open-case', '外箱破损，等待退款'),
  }),
  waits('Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen', 4 * minute + 12 * second, {
    queue: 'business',
    tier: 'silver',
    reason: reason(
      'signal',
      'The framework agreement runs out on 30 November and nobody has answered the offer',
    ),
  }),
  waits('محمد عبد الله الأنصاري', 3 * minute + 40 * second, {
    queue: 'ar',
    reason: reason('open-case', 'لم تصل الشحنة بعد'),
    offers: [offer('فاطمة الزهراء بنت عبد الرحمن', 'declined')],
  }),
  waits(null, 2 * minute + 55 * second, { queue: 'parcels', number: '+43 1 5880 0442' }),
  waits(null, 2 * minute + 2 * second, {
    queue: 'claims',
    number: null,
    presentation: 'restricted',
    outcome: 'withheld',
  }),
  waits('Erika Mustermann', 96 * second, { queue: 'invoices', reason: reason('recent-contact', '') }),
  waits('王明', 70 * second, { queue: 'zh-sales', source: 'cloud', tier: 'silver' }),
  waits('Priyanka Venkataramanan', 44 * second, {
    queue: 'parcels',
    reason: reason('signal', 'Parcel is late'),
  }),
  waits('Lukas Brandt', 18 * second, {
    queue: 'returns',
    source: 'cloud',
    degraded: 'directory',
    state: 'ringing',
    offers: [offer('Zoë Claes', 'offered')],
  }),
  waits('Sofia Papadopoulou', 11 * second, { queue: 'customs' }),
  waits('김민준', 6 * second, { queue: 'service' }),
]

const speaking: LiveEntry[] = [
  speaks(null, 'Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen', 40 * second, {
    queue: null,
    number: '+49 30 111 222',
    agents: [],
    unrouted: true,
    offers: [],
  }),
  speaks('Familie Yıldız', 'Alice Adams', 12 * minute, { tier: 'silver' }),
  speaks('林嘉欣', '陈嘉欣', 8 * minute + 4 * second, { queue: 'zh', offers: [offer('李明', 'lost')] }),
  speaks('Nordwind Logistik GmbH & Co. KG', 'Carol Müller', 7 * minute, { queue: 'business', tier: 'gold' }),
  speaks('سارة خليل', 'محمد العلي', 6 * minute, { queue: 'ar', state: 'held' }),
  speaks('Ben Weber', 'David Okonkwo', 5 * minute, {
    queue: 'claims',
    offers: [offer('Nnamdi Eze', 'missed'), offer('Rosa Ferreira', 'busy')],
    degraded: 'not-popped',
  }),
  speaks('Marta Nowak', 'Elif Yıldız', 3 * minute, { direction: 'outbound', queue: null }),
  speaks('Peter Hansen', 'Kateřina Dvořáková', 2 * minute, { queue: 'parcels' }),
  speaks('山田 太郎', '神田 さくら', 88 * second, { queue: 'service' }),
  speaks('Isabelle Fournier', 'Olena Шевченко', 61 * second, { queue: 'returns', source: 'cloud' }),
  speaks('Oskar Lindgren', 'Sven Åkesson', 35 * second, { queue: 'sales', source: 'cloud' }),
]

const speakers = new Map(speaking.flatMap((call) => call.agents.map((agent) => [agent, call] as const)))
const others = [
  ['free', null],
  ['wrap-up', null],
  ['paused', 'Training'],
  ['free', null],
  ['away', 'Mittagspause'],
  ['offline', null],
  ['wrap-up', null],
  ['busy', null],
] as const

function agentOf(name: string, n: number): LiveAgentView {
  const call = speakers.get(name)
  const rung = waiting.find(({ offers }) =>
    offers.some((one) => one.agent === name && one.result === 'offered'),
  )
  const [doing, pauseReason] = others[n % others.length] ?? others[0]
  const who = { accountId: agentId(name), name, pauseReason: null }
  if (call)
    return {
      ...who,
      doing: call.state === 'held' ? 'held' : 'speaking',
      since: call.since,
      callId: call.callId,
    }
  if (rung) return { ...who, doing: 'ringing', since: ago(9 * second), callId: rung.callId }
  const since = doing === 'offline' ? null : ago(((n * 37) % 900) * second)
  return { ...who, doing, since, callId: null, pauseReason }
}

function figuresOf([source, queue]: (typeof queues)[number], n: number): LiveFiguresView {
  const answered = queue === 'night' ? 0 : 12 + ((n * 41) % 160)
  const abandoned = queue === 'night' ? 0 : Math.round(answered * (n === 1 ? 0.31 : 0.04 + (n % 4) * 0.02))
  return {
    source,
    queue,
    answered,
    inTime: Math.round(answered * (n === 1 ? 0.42 : 0.9 - (n % 5) * 0.04)),
    abandoned,
    abandonedSoon: Math.min(abandoned, n % 3),
    waitedMs: answered * 17 * second,
    longestMs: n === 1 ? 11 * minute : (40 + n * 9) * second,
  }
}

/** Ten past ten on a Tuesday on which parcels are late. */
export const busyLive: LiveMessage = {
  kind: 'snapshot',
  version: 1,
  now: storyTime,
  calls: [...waiting, ...speaking],
  agents: agentNames.map(agentOf),
  figures: queues.map(figuresOf),
}

/** Nobody has called yet, and nobody has come. */
export const quietLive: LiveMessage = {
  kind: 'snapshot',
  version: 1,
  now: storyTime,
  calls: [],
  agents: [],
  figures: [],
}

export const busyWall: WallBoardView = {
  now: storyTime,
  name: 'Hall 2',
  houseName: 'Star Courier',
  language: 'en',
  waiting: waiting.length,
  longestWaitingMs: 4 * minute + 12 * second,
  next: waiting.slice(0, 8).map(({ name, honoured, queue, since, answerWithinMs }) => ({
    firstName: name === null ? null : (name.split(' ')[0] ?? null),
    honoured,
    queue: queues.find(([, id]) => id === queue)?.[2] ?? null,
    since,
    answerWithinMs,
  })),
  speaking: 11,
  free: 9,
  wrapUp: 8,
  away: 12,
  unrouted: 1,
  serviceLevel: 71.4,
  abandonedShare: 8.2,
  answered: 1092,
  longestTodayMs: 11 * minute,
  queues: queues.map(([source, id, name], n) => {
    const here = waiting.filter((call) => call.source === source && call.queue === id)
    return {
      name,
      waiting: here.length,
      longestWaitingMs: Math.max(0, ...here.map(({ since }) => storyTime - since)),
      serviceLevel: id === 'night' ? null : 92 - ((n * 17) % 50),
    }
  }),
}

let alerts = 0
function alert(rule: AlertView['rule'], sinceMs: number, more: Partial<AlertView> = {}): AlertView {
  alerts += 1
  return {
    id: `alert-${alerts}`,
    rule,
    subjectKey: `subject:${alerts}`,
    severity: 'warning',
    customerId: null,
    customerName: null,
    callId: null,
    figures: {},
    text: '',
    raisedAt: ago(sinceMs),
    seenAt: null,
    seenBy: null,
    assignedTo: null,
    overAt: null,
    version: 1,
    ...more,
  }
}

const seenBy = (name: string, sinceMs: number) => ({ seenBy: name, seenAt: ago(sinceMs) })

export const openAlerts: AlertView[] = [
  alert('honoured-waiting', 32 * second, {
    severity: 'critical',
    customerId: 7,
    customerName: 'Anna Sommerfeld',
    callId: 'main:hour-1',
    figures: { since: ago(52 * second), source: 'main', queue: 'service' },
  }),
  alert('honoured-waiting', 20 * second, {
    severity: 'critical',
    customerId: 8,
    customerName: '欧阳明月',
    callId: 'main:hour-2',
    figures: { since: ago(31 * second), source: 'main', queue: 'zh' },
  }),
  alert('mystery-call', 4 * minute, {
    severity: 'critical',
    subjectKey: 'mystery:Golden customer at the main number',
    ...seenBy('Paul Grün', 2 * minute),
    assignedTo: { accountId: 'agent-19', name: 'Paul Grün' },
  }),
  alert('reason-spiking', 14 * minute, {
    figures: { name: 'Parcel is late', callers: 41, usual: 9 },
    ...seenBy('Sam Whitfield', 9 * minute),
    assignedTo: { accountId: 'sam', name: 'Sam Whitfield' },
  }),
  alert('promise-at-risk', 17 * minute, {
    subjectKey: 'promise:31',
    customerId: 9,
    customerName: 'Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen',
    figures: { dueAt: storyTime + 41 * minute },
    text: 'Send the corrected framework agreement with the new prices for Austria, Switzerland and Liechtenstein',
  }),
  alert('promise-at-risk', 17 * minute, { subjectKey: 'more', figures: { more: 6 } }),
  alert('case-unresolved', 55 * minute, {
    customerId: 10,
    customerName: 'محمد عبد الله الأنصاري',
    figures: { contacts: 4 },
    text: 'لم تصل الشحنة منذ أسبوعين',
  }),
  alert('case-unresolved', 70 * minute, {
    customerId: 11,
    customerName: '林嘉欣',
    figures: { contacts: 3 },
    text: '外箱破损，等待退款',
    ...seenBy('Carol Müller', 60 * minute),
  }),
  alert('recognition-falling', 80 * minute, { figures: { source: 'cloud', share: 58, usual: 83 } }),
  alert('source-silent', 95 * minute, {
    severity: 'notice',
    figures: { source: 'cloud', minutes: 45, usual: 22 },
  }),
]

const over = (alert: AlertView, lastedMs: number): AlertView => ({
  ...alert,
  overAt: alert.raisedAt + lastedMs,
})

export const pastAlerts: AlertView[] = [
  over(
    alert('honoured-waiting', 125 * minute, {
      severity: 'critical',
      customerId: 12,
      customerName: 'Nordwind Logistik GmbH & Co. KG',
      figures: { since: ago(126 * minute), source: 'main', queue: 'business' },
      ...seenBy('Sam Whitfield', 124 * minute),
    }),
    3 * minute,
  ),
  over(
    alert('source-silent', 26 * 60 * minute, { figures: { source: 'main', minutes: 30, usual: 64 } }),
    48 * minute,
  ),
  over(
    alert('mystery-call', 49 * 60 * minute, { subjectKey: 'mystery:中文热线', severity: 'critical' }),
    15 * minute,
  ),
]

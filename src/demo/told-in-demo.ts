/** Whom Bob has promised a call that never came. */
export const promisedInVain = 'SC-10015'

interface ToldFact {
  readonly externalId: string
  readonly key: string
  readonly value: string
  readonly daysAgo: number
  /** Whether somebody has made sure of it. */
  readonly verified?: true
}

/** What customers of the demo have told, and need not be asked again. */
export const toldFacts: readonly ToldFact[] = [
  {
    externalId: 'SC-10001',
    key: 'reachable',
    value: 'After 10:00, at the office',
    daysAgo: 2,
    verified: true,
  },
  {
    externalId: 'SC-10001',
    key: 'drop-off',
    value: 'Reception, 14th floor, Wellington Street',
    daysAgo: 40,
    verified: true,
  },
  { externalId: promisedInVain, key: 'parcel', value: 'SC301944210', daysAgo: 14, verified: true },
  { externalId: promisedInVain, key: 'reachable', value: 'Mornings, on the mobile', daysAgo: 9 },
  { externalId: 'SC-20004', key: 'drop-off', value: 'Bei Frau Lehmann nebenan', daysAgo: 21, verified: true },
  { externalId: 'SC-20005', key: 'reachable', value: 'Abends nach 18 Uhr', daysAgo: 6 },
  { externalId: 'SC-20008', key: 'drop-off', value: 'Rampe 3, bis 16 Uhr', daysAgo: 12, verified: true },
  { externalId: 'SC-20018', key: 'parcel', value: 'SC118820437', daysAgo: 9, verified: true },
  { externalId: 'SC-10007', key: 'reachable', value: '工作日下午', daysAgo: 6 },
]

interface GivenPromise {
  /** Its own name, by which it is made once. */
  readonly id: string
  readonly externalId: string
  readonly text: string
  readonly owner: 'alice' | 'bob' | 'carol'
  readonly madeDaysAgo: number
  /** Below zero it was due already. */
  readonly dueInDays: number
  /** Given again on each day on which the demo is begun. */
  readonly daily?: true
}

export const givenPromises: readonly GivenPromise[] = [
  {
    id: 'china-refund',
    externalId: promisedInVain,
    text: 'Ring Mrs Yip about the refund for the wedding china',
    owner: 'bob',
    madeDaysAgo: 3,
    dueInDays: -1,
  },
  {
    id: 'depot-answer',
    externalId: 'SC-20018',
    text: 'Antwort vom Depot Schönefeld durchgeben',
    owner: 'alice',
    madeDaysAgo: 2,
    dueInDays: 0.4,
  },
  // Soon enough for an alert from the beginning: see `alerts` in the demo's configuration.
  {
    id: 'frame-today',
    externalId: 'SC-20002',
    text: 'Herrn Klein sagen, ob der Rahmen heute noch kommt',
    owner: 'bob',
    madeDaysAgo: 0.1,
    dueInDays: 40 / (24 * 60),
    daily: true,
  },
]

interface PostedSignal {
  readonly externalId: string
  readonly kind: string
  readonly text: string
  readonly answer: string
}

/** What the depots tell of parcels that are on their way today. */
export const postedSignals: readonly PostedSignal[] = [
  {
    externalId: 'SC-20002',
    kind: 'parcel-late',
    text: 'Fahrradrahmen hängt im Depot Großbeeren fest',
    answer: 'Der Rahmen kommt einen Tag später, zwischen 18 und 20 Uhr.',
  },
  {
    externalId: 'SC-10005',
    kind: 'parcel-late',
    text: '颱風影響，離島派送延誤一天',
    answer: '包裹會在明天下午送到，不需要再預約。',
  },
]

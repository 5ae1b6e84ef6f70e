import type { RootCause } from '../../store/case-store.ts'

export const topicIds = [
  'where',
  'rearrange',
  'missing',
  'damaged',
  'customs',
  'invoice',
  'driver',
  'address',
  'quotation',
  'shop-closed',
  'notice',
  'question',
] as const
export type TopicId = (typeof topicIds)[number]

/** What customers of a courier call about, how often, and what comes of it. Shares are 0 to 1. */
export interface PastTopic {
  readonly id: TopicId
  readonly weight: number
  readonly disposition: string
  /** How often a case is opened, and how often that is a complaint. */
  readonly cases: number
  readonly complaints: number
  readonly cause: RootCause | null
  /** How often something is promised, and which department is to keep it; null: the agent. */
  readonly promises: number
  readonly department: 'claims' | 'customs' | 'depot' | null
  /** How often they have to call again. */
  readonly repeats: number
  /** How content they are, of five. */
  readonly mood: number
  /** Where one desk keeps complaints or business apart. */
  readonly queue: 'usual' | 'complaints' | 'business'
}

const plain = { cases: 0, complaints: 0, cause: null, promises: 0, department: null, repeats: 0.05 } as const

export const pastTopics: readonly PastTopic[] = [
  { ...plain, id: 'where', weight: 24, disposition: 'solved', mood: 4.2, queue: 'usual' },
  { ...plain, id: 'rearrange', weight: 18, disposition: 'rearranged', mood: 4.5, queue: 'usual' },
  {
    id: 'missing',
    weight: 10,
    disposition: 'traced',
    cases: 0.7,
    complaints: 0.2,
    cause: 'process',
    promises: 0.5,
    department: 'depot',
    repeats: 0.35,
    mood: 2.8,
    queue: 'usual',
  },
  {
    id: 'damaged',
    weight: 6,
    disposition: 'complaint',
    cases: 0.95,
    complaints: 0.8,
    cause: 'product',
    promises: 0.6,
    department: 'claims',
    repeats: 0.3,
    mood: 2.3,
    queue: 'complaints',
  },
  {
    id: 'customs',
    weight: 7,
    disposition: 'passed-on',
    cases: 0.4,
    complaints: 0.1,
    cause: 'outside',
    promises: 0.6,
    department: 'customs',
    repeats: 0.25,
    mood: 3.2,
    queue: 'usual',
  },
  {
    id: 'invoice',
    weight: 6,
    disposition: 'follow-up',
    cases: 0.35,
    complaints: 0.25,
    cause: 'expectation',
    promises: 0.35,
    department: null,
    repeats: 0.2,
    mood: 3.1,
    queue: 'business',
  },
  {
    id: 'driver',
    weight: 5,
    disposition: 'complaint',
    cases: 0.6,
    complaints: 0.75,
    cause: 'employee',
    promises: 0.2,
    department: 'depot',
    repeats: 0.12,
    mood: 2.4,
    queue: 'complaints',
  },
  {
    ...plain,
    id: 'address',
    weight: 4,
    disposition: 'rearranged',
    cases: 0.3,
    cause: 'customer-use',
    mood: 4,
    queue: 'usual',
  },
  {
    ...plain,
    id: 'quotation',
    weight: 4,
    disposition: 'follow-up',
    promises: 0.7,
    mood: 4.1,
    queue: 'business',
  },
  {
    id: 'shop-closed',
    weight: 1,
    disposition: 'rearranged',
    cases: 0.75,
    complaints: 0.35,
    cause: 'hand-over',
    promises: 0.25,
    department: 'depot',
    repeats: 0.25,
    mood: 2.5,
    queue: 'usual',
  },
  { ...plain, id: 'notice', weight: 1, disposition: 'gave-notice', mood: 2, queue: 'business' },
  { ...plain, id: 'question', weight: 10, disposition: 'solved', mood: 4.4, queue: 'usual' },
]

/** Since last week parcels are handed to shops that are closed when the customer comes: the cause that is rising. */
export const shopsWeight = 15

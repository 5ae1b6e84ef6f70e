import type {
  Availability,
  DesktopChange,
  DesktopSnapshot,
  Heartbeat,
  ServiceState,
} from '../../wire/desktop-events.ts'
import type { DialNews } from '../../wire/dial-news.ts'
import type { Pop } from '../../wire/pop.ts'
import type { PromiseNews } from '../../wire/promise-api.ts'

/** Whether what is shown may be believed. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: number; readonly why: WhyLost }

export type WhyLost = 'network' | 'silent' | 'flooding' | 'too-slow' | 'restarting'

export interface DeskState {
  readonly link: Link
  /** The version of all that is shown; null until this connection's first snapshot. */
  readonly version: number | null
  /** The highest version that this connection told of. */
  readonly heardOf: number
  readonly availability: Availability
  /** Whether it is known what is going on, or that this cannot be known now: before, an empty desk would be a guess. */
  readonly begun: boolean
  /** In the order in which they arrived. Closed ones stay until they are swept. */
  readonly pops: readonly Pop[]
  /** When a pop was seen to close, by our clock. */
  readonly closedAt: Readonly<Record<string, number>>
  /** The server's clock minus ours, ms. */
  readonly clockAhead: number
  /** Something was missed: the snapshot has to be asked for. */
  readonly gap: boolean
  /** Nothing can be stored at the moment. */
  readonly degraded: boolean
  /** What stands in the place of the pops of the same calls meanwhile; a closed one takes its pop away. */
  readonly provisional: readonly Pop[]
  /** Grows whenever one's list of promises is worth fetching again. */
  readonly promisesChanged: number
  /** Grows whenever one's list of missed calls is worth fetching again. */
  readonly missedChanged: number
  /** What one was told of promises of one's own and has not put aside. */
  readonly promiseNews: readonly PromiseNews[]
  /** Calls that one has placed, that came to nothing and that one has not put aside. */
  readonly dialNews: readonly DialNews[]
}

export type DeskNews =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly why: WhyLost; readonly now: number }
  | { readonly kind: 'snapshot'; readonly snapshot: DesktopSnapshot; readonly now: number }
  | { readonly kind: 'change'; readonly change: DesktopChange; readonly now: number }
  | { readonly kind: 'heartbeat'; readonly heartbeat: Heartbeat; readonly now: number }
  | { readonly kind: 'service'; readonly service: ServiceState; readonly now: number }
  | { readonly kind: 'provisional'; readonly pops: readonly Pop[] }
  | { readonly kind: 'availability'; readonly availability: Availability }
  | { readonly kind: 'promise-seen'; readonly id: number }
  | { readonly kind: 'dial-seen'; readonly callId: string }
  | { readonly kind: 'sweep'; readonly now: number }

export const emptyDesk: DeskState = {
  link: { kind: 'connecting' },
  version: null,
  heardOf: 0,
  availability: 'offline',
  begun: false,
  pops: [],
  closedAt: {},
  clockAhead: 0,
  gap: false,
  degraded: false,
  provisional: [],
  promisesChanged: 0,
  missedChanged: 0,
  promiseNews: [],
  dialNews: [],
}

/** How long a closed pop still says why it was closed, ms. */
export const fadingMs = 6000

/**
 * The rules of the wire. The next version is applied, an older one dropped, a gap asks for the snapshot; a heartbeat
 * with another version than ours is a gap as well. Until a snapshot has filled the gap, nothing that lies behind it is
 * shown.
 */
export function learn(desk: DeskState, news: DeskNews): DeskState {
  switch (news.kind) {
    case 'connected':
      return { ...desk, link: { kind: 'connecting' }, version: null, heardOf: 0, gap: false, provisional: [] }
    case 'lost':
      return desk.link.kind === 'lost'
        ? { ...desk, link: { ...desk.link, why: news.why } }
        : { ...desk, begun: true, link: { kind: 'lost', since: news.now, why: news.why } }
    case 'snapshot':
      return takeSnapshot(desk, news.snapshot, news.now)
    case 'change':
      return takeChange(desk, news.change, news.now)
    case 'heartbeat':
      return hearBeat(desk, news.heartbeat, news.now)
    case 'service':
      return hearOfService(desk, news.service, news.now)
    case 'provisional':
      return { ...desk, begun: true, provisional: news.pops }
    case 'availability':
      return { ...desk, availability: news.availability }
    case 'promise-seen':
      return { ...desk, promiseNews: desk.promiseNews.filter(({ id }) => id !== news.id) }
    case 'dial-seen':
      return { ...desk, dialNews: desk.dialNews.filter(({ callId }) => callId !== news.callId) }
    case 'sweep':
      return sweep(desk, news.now)
  }
}

/**
 * A snapshot replaces all, except where it was read before a change that is shown already: then it would only take that
 * back. One that was read before a change which was heard of and could not be applied leaves a gap.
 */
function takeSnapshot(desk: DeskState, snapshot: DesktopSnapshot, now: number): DeskState {
  if (desk.version !== null && snapshot.version < desk.version) return desk
  return {
    ...desk,
    link: { kind: 'live' },
    begun: true,
    version: snapshot.version,
    availability: snapshot.availability,
    pops: inOrder(snapshot.pops.filter((pop) => pop.state !== 'closed')),
    closedAt: {},
    clockAhead: snapshot.now - now,
    gap: snapshot.version < desk.heardOf,
    degraded: snapshot.degraded === true,
    promisesChanged: desk.promisesChanged + 1,
    missedChanged: desk.missedChanged + 1,
  }
}

function takeChange(desk: DeskState, change: DesktopChange, now: number): DeskState {
  // It may have overtaken the first snapshot, which then is older than this.
  if (desk.version === null) return hearOf(desk, change.version)
  if (change.version <= desk.version) return desk
  if (change.version > desk.version + 1) return { ...hearOf(desk, change.version), gap: true }
  const next = { ...desk, version: change.version }
  switch (change.kind) {
    case 'availability':
      return { ...next, availability: change.availability }
    case 'missed':
      return { ...next, missedChanged: desk.missedChanged + 1 }
    case 'promise':
      return hearOfPromise(next, change.promise)
    case 'dial':
      return { ...next, dialNews: [...next.dialNews, change.dial] }
    case 'pop':
      return showPop(next, change.pop, now)
    default:
      // Something that a newer server tells of.
      return next
  }
}

/** The newest of each promise. */
function hearOfPromise(desk: DeskState, promise: PromiseNews): DeskState {
  const others = desk.promiseNews.filter(({ id }) => id !== promise.id)
  return { ...desk, promiseNews: [...others, promise], promisesChanged: desk.promisesChanged + 1 }
}

function showPop(desk: DeskState, pop: Pop, now: number): DeskState {
  const shown = popOf(desk, pop.callId)
  if (shown && shown.version >= pop.version) return desk
  if (!shown && pop.state === 'closed') return desk
  const { [pop.callId]: seenClosing = now, ...others } = desk.closedAt
  return {
    ...desk,
    pops: shown ? desk.pops.map((one) => (one === shown ? pop : one)) : inOrder([...desk.pops, pop]),
    closedAt: pop.state === 'closed' ? { ...others, [pop.callId]: seenClosing } : others,
    provisional: desk.provisional.filter(({ callId }) => callId !== pop.callId),
  }
}

function hearOfService(desk: DeskState, service: ServiceState, now: number): DeskState {
  const degraded = service.degraded === true
  return { ...desk, begun: desk.begun || degraded, clockAhead: service.now - now, degraded }
}

function hearBeat(desk: DeskState, beat: Heartbeat, now: number): DeskState {
  const heard = hearOf(desk, beat.version)
  return {
    ...heard,
    clockAhead: beat.now - now,
    gap: desk.gap || beat.version !== desk.version,
    degraded: beat.degraded === true,
  }
}

function hearOf(desk: DeskState, version: number): DeskState {
  return { ...desk, heardOf: Math.max(desk.heardOf, version) }
}

function sweep(desk: DeskState, now: number): DeskState {
  const gone = Object.keys(desk.closedAt).filter((callId) => now - (desk.closedAt[callId] ?? now) >= fadingMs)
  if (gone.length === 0) return desk
  return {
    ...desk,
    pops: desk.pops.filter((pop) => !gone.includes(pop.callId)),
    closedAt: Object.fromEntries(Object.entries(desk.closedAt).filter(([callId]) => !gone.includes(callId))),
  }
}

/** What the desk shows: the provisional ones in the place of those that the store has told. */
export function shownPops({ pops, provisional }: DeskState): readonly Pop[] {
  if (provisional.length === 0) return pops
  const told = pops.filter(({ callId }) => !provisional.some((pop) => pop.callId === callId))
  return inOrder([...told, ...provisional.filter((pop) => pop.state !== 'closed')])
}

function popOf(desk: DeskState, callId: string): Pop | undefined {
  return desk.pops.find((pop) => pop.callId === callId)
}

/** By arrival, and by id where two arrived at once, so that a tab never changes its place. */
function inOrder(pops: readonly Pop[]): Pop[] {
  return [...pops].sort((a, b) => a.arrivedAt - b.arrivedAt || (a.callId < b.callId ? -1 : 1))
}

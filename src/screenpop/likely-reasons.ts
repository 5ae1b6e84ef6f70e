import type { Direction } from '../call/call-event.ts'
import type { CardInteraction, CustomerCard } from '../store/call-store.ts'
import type { CardPromise } from '../store/customer-matters.ts'
import type { Maskable, PopReason } from '../wire/pop.ts'
import type { CalendarPlace } from './calendar.ts'
import { casesAround } from './cases-around.ts'
import { cutText } from './clean-text.ts'
import { readHabit } from './habit.ts'
import type { KnownPerson } from './known-caller.ts'
import type { PromisesAndSignals } from './leads.ts'
import type { Outlook } from './outlook.ts'
import {
  type Because,
  caseNewWithin,
  caseOldAfter,
  followUpWithin,
  lastContactRows,
  leastShown,
  promiseBrokenWithin,
  promiseDueWithin,
  reasonWeights,
} from './reason-weights.ts'
import { ownPoints, type Said, weighTopics } from './weigh-topics.ts'

export interface ReasonContext {
  readonly now: number
  readonly today: CalendarPlace
  readonly direction: Direction
  readonly followUp: { readonly dueAt: number; readonly text: string } | null
  /** What the dialled number stands for: `Claims hotline`. */
  readonly did: { readonly number: string; readonly name: string } | null
  readonly queue: { readonly id: string; readonly name: string } | null
  /** Of whoever it is, or of the number. */
  readonly matters: PromisesAndSignals
  readonly outlook: Outlook
  /** How the house calls what a call was about; null for a disposition that says only how it ended. */
  readonly topicName: (disposition: string) => string | null
}

const mostReasons = 4
const mostCases = 2
const longestText = 160
const cutOffWithin = 2 * 60_000

type Kind = PopReason['kind']

/** One thing that speaks for a reason. Those of one `group` are one reason, and their points add up. */
interface Clue {
  readonly group: string
  readonly kind: Kind
  readonly key: string
  readonly because: Because
  readonly points: number
  readonly detail: string | number | null
  readonly text: string
  readonly at: number | null
  /** What it was taken from: held back with it. */
  readonly from: Maskable | null
}

/**
 * Why they may call, the most points first, at most four; see reason-weights.ts. What is held back (`mayShow`) still says
 * that there is a reason, but not what it is about, and of a habit nothing at all.
 */
export function likelyReasons(
  person: KnownPerson | null,
  context: ReasonContext,
  mayShow: (field: Maskable) => boolean = () => true,
): PopReason[] {
  const ofPerson = person === null ? [] : ofCustomer(person, context)
  const clues = [...ofMatters(context), ...ofPerson, ...ofDialled(context)]
  const habits = context.direction === 'outbound' ? [] : ofTopics(person, context)
  const shown = [...clues, ...habits].flatMap((clue) => heldBack(clue, mayShow))
  const reasons = [...Map.groupBy(shown, ({ group }) => group).values()].map(toReason)
  const cases = reasons.filter(({ kind }) => kind === 'open-case').toSorted(byPoints)
  return reasons
    .filter((one) => one.points >= leastShown && !cases.slice(mostCases).includes(one))
    .toSorted(byPoints)
    .slice(0, mostReasons)
}

function byPoints(one: PopReason, other: PopReason): number {
  return other.points - one.points
}

function heldBack(clue: Clue, mayShow: (field: Maskable) => boolean): Clue[] {
  if (clue.from === null || mayShow(clue.from)) return [clue]
  if (clue.kind === 'usual') return []
  // Of two promises nothing is told that would tell them apart, so they are one reason.
  return [{ ...clue, group: `held ${clue.kind}`, key: clue.kind, text: '', at: null, detail: null }]
}

/** The weightiest says what kind it is; what was said in words is worth more than a topic's name. */
function toReason(clues: readonly Clue[]): PopReason {
  const sorted = clues.toSorted((one, other) => other.points - one.points)
  const [first] = sorted as [Clue]
  const { kind, key } = first
  const because = sorted.map(({ because, points, detail }) => ({
    kind: because,
    points: Math.round(points),
    detail,
  }))
  return {
    kind,
    key,
    text: first.text,
    at: sorted.find(({ at }) => at !== null)?.at ?? null,
    points: Math.round(clues.reduce((sum, { points }) => sum + points, 0)),
    because: because.filter(({ points }) => points !== 0),
  }
}

function ofMatters({ matters: { promises, signals }, now }: ReasonContext): Clue[] {
  const inForce = signals.filter(({ validFrom, validUntil }) => validFrom <= now && now < validUntil)
  return [
    ...promises.flatMap((one) => ofPromise(one, now)),
    ...inForce.map((one): Clue => {
      const because = `signal-${one.severity}` as const
      return clue('signal', one.kind, `signal ${one.id}`, because, one.text, one.at, 'signals')
    }),
  ]
}

function ofCustomer(person: KnownPerson, context: ReasonContext): Clue[] {
  const { now, direction, followUp } = context
  return [
    ...(direction === 'outbound' ? [] : ofOurAttempt(person)),
    ...(followUp === null ? [] : [ofFollowUp(followUp, now)]),
    ...casesAround(person.customer).map(({ id, subject, openedAt }): Clue => {
      const because = caseBecause(now - openedAt)
      return clue('open-case', 'open-case', `case ${id}`, because, subject, openedAt, 'cases')
    }),
    ...ofLastContact(person, context),
  ]
}

function clue(
  kind: Kind,
  key: string,
  group: string,
  because: Because,
  text: string,
  at: number | null,
  from: Maskable | null,
): Clue {
  const cut = cutText(text, longestText)
  return { kind, key, group, because, points: reasonWeights[because], detail: at, text: cut, at, from }
}

function ofPromise({ id, text, state, dueAt, brokenAt }: CardPromise, now: number): Clue[] {
  if (state === 'broken' && now - (brokenAt ?? dueAt) > promiseBrokenWithin) return []
  const open =
    dueAt < now ? 'promise-overdue' : dueAt - now <= promiseDueWithin ? 'promise-due' : 'promise-open'
  const because = state === 'broken' ? 'promise-broken' : open
  return [clue('promise', 'promise', `promise ${id}`, because, text, dueAt, 'promises')]
}

/** That we tried to reach them is among the evidence for who it is. */
function ofOurAttempt({ evidence }: KnownPerson): Clue[] {
  const triedAt = evidence.find(({ kind }) => kind === 'missed-outbound')?.detail
  if (typeof triedAt !== 'number') return []
  const kind = 'missed-call-from-us'
  return [clue(kind, kind, kind, 'tried-to-reach', '', triedAt, null)]
}

function ofFollowUp({ dueAt, text }: { dueAt: number; text: string }, now: number): Clue {
  const because = Math.abs(dueAt - now) <= followUpWithin ? 'follow-up-due' : 'follow-up'
  return clue('follow-up', 'follow-up', 'follow-up', because, text, dueAt, 'follow-up')
}

function caseBecause(age: number): 'case-new' | 'case-open' | 'case-old' {
  if (age <= caseNewWithin) return 'case-new'
  return age > caseOldAfter ? 'case-old' : 'case-open'
}

/** Whoever calls again soon calls about the same; a last contact of which it is known what it was about speaks for that. */
function ofLastContact(person: KnownPerson, { now, direction, topicName }: ReasonContext): Clue[] {
  const last = lastContact(person)
  const row = last && lastContactRows.find(({ within }) => now - last.startedAt <= within)
  if (!last || !row) return []
  const isSoon = row.because === 'within-hour' && direction !== 'outbound'
  const kind = isSoon ? 'called-back-soon' : 'recent-contact'
  const topic = last.disposition === null || topicName(last.disposition) === null ? null : last.disposition
  const text = last.body || (topic === null ? (last.disposition ?? '') : (topicName(topic) ?? topic))
  const group = topic === null ? kind : `topic ${topic}`
  return [clue(kind, topic ?? kind, group, row.because, text, last.startedAt, 'history')]
}

/** A season alone is worth saying, what everybody always calls about is not. */
function ofTopics(person: KnownPerson | null, context: ReasonContext): Clue[] {
  const { outlook, queue, now, today, topicName } = context
  const habit = readHabit(person?.customer.digest?.habit ?? null)
  const said = weighTopics({ habit, outlook, queue: queue?.id ?? null, now, today })
  const known = said.filter(({ topic }) => topicName(topic) !== null)
  const recent = person ? ofLastContact(person, context).map(({ key }) => key) : []
  return known
    .filter(({ topic }) => ownPoints(known, topic) >= leastShown || recent.includes(topic))
    .map((one) => ofTopic(one, topicName(one.topic) ?? one.topic))
}

const houseWide: ReadonlySet<Because> = new Set(['often', 'season', 'queue-usual'])

function ofTopic({ topic, because, points, detail }: Said, name: string): Clue {
  const isHouseWide = houseWide.has(because)
  return {
    group: `topic ${topic}`,
    kind: isHouseWide ? 'season' : 'usual',
    key: topic,
    because,
    points,
    detail,
    text: cutText(name, longestText),
    at: null,
    from: isHouseWide ? null : 'history',
  }
}

function ofDialled({ direction, did, queue }: ReasonContext): Clue[] {
  if (direction === 'outbound') return []
  const clues: Clue[] = []
  if (did) clues.push(clue('did', `did:${did.number}`, 'did', 'did', did.name, null, null))
  if (queue && queue.name !== did?.name) {
    clues.push(clue('queue', `queue:${queue.id}`, 'queue', 'queue', queue.name, null, null))
  }
  return clues
}

function lastContact({ customer, lastContactAt }: KnownPerson): CardInteraction | null {
  return customer.lastInteractions.find(({ startedAt }) => startedAt === lastContactAt) ?? null
}

/**
 * Whether we spoke on the phone until a moment ago and nobody has said that it was done: then the line must have dropped.
 * A call that was wrapped up ended as it should, and to apologise for it would be odd.
 */
export function wasCutOff(card: CustomerCard, now: number): boolean {
  const last = card.lastInteractions.find(({ channel }) => channel !== 'survey')
  if (last?.channel !== 'call' || last.outcome !== 'answered' || last.disposition !== null) return false
  return last.endedAt !== null && now - last.endedAt <= cutOffWithin
}

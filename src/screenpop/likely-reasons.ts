import type { Direction } from '../call/call-event.ts'
import type { CardInteraction, CustomerCard } from '../store/call-store.ts'
import type { Maskable, PopReason } from '../wire/pop.ts'
import { cutText } from './clean-text.ts'
import type { KnownPerson } from './known-caller.ts'

export interface ReasonContext {
  readonly now: number
  readonly direction: Direction
  readonly followUp: { readonly dueAt: number; readonly text: string } | null
  /** What the dialled number stands for: `Claims hotline`. */
  readonly didName: string | null
  readonly queueName: string | null
}

const mostReasons = 4
const mostCases = 2
const longestText = 160
const minute = 60_000
const soon = 60 * minute
const recently = 30 * 24 * 60 * minute
const cutOffWithin = 2 * minute

/**
 * Why they may call, best first, at most four. What happened today between them and us stands before what is open
 * anyway, and that before what the dialled number stands for.
 */
export function likelyReasons(person: KnownPerson | null, context: ReasonContext): PopReason[] {
  const reasons = person === null ? [] : ofCustomer(person, context)
  return [...reasons, ...ofDialled(context)].slice(0, mostReasons)
}

const toldBy: { readonly [K in PopReason['kind']]?: Maskable } = {
  'open-case': 'cases',
  'follow-up': 'follow-up',
  'recent-contact': 'history',
  'called-back-soon': 'history',
}

/** That there is a reason may be seen; what it is about is held back with what it was taken from. */
export function showReason(reason: PopReason, mayShow: (field: Maskable) => boolean): PopReason {
  const field = toldBy[reason.kind]
  return field === undefined || mayShow(field) ? reason : { ...reason, text: '' }
}

function ofCustomer(person: KnownPerson, { now, direction, followUp }: ReasonContext): PopReason[] {
  const reasons = direction === 'outbound' ? [] : ofToday(person, now)
  if (followUp)
    reasons.push({ kind: 'follow-up', text: cutText(followUp.text, longestText), at: followUp.dueAt })
  for (const { subject, openedAt } of person.customer.openCases.slice(0, mostCases)) {
    reasons.push({ kind: 'open-case', text: cutText(subject, longestText), at: openedAt })
  }
  const last = lastContact(person)
  const told = reasons.some(({ kind }) => kind === 'called-back-soon')
  if (last && !told && now - last.startedAt <= recently) reasons.push(contact('recent-contact', last))
  return reasons
}

/** They call again, or they return our call: that we tried is among the evidence for them. */
function ofToday(person: KnownPerson, now: number): PopReason[] {
  const reasons: PopReason[] = []
  const last = lastContact(person)
  if (last && now - last.startedAt <= soon) reasons.push(contact('called-back-soon', last))
  const triedAt = person.evidence.find(({ kind }) => kind === 'missed-outbound')?.detail
  if (typeof triedAt === 'number') reasons.push({ kind: 'missed-call-from-us', text: '', at: triedAt })
  return reasons
}

function ofDialled({ direction, didName, queueName }: ReasonContext): PopReason[] {
  if (direction === 'outbound') return []
  const reasons: PopReason[] = []
  if (didName !== null) reasons.push({ kind: 'did', text: didName, at: null })
  if (queueName !== null && queueName !== didName) reasons.push({ kind: 'queue', text: queueName, at: null })
  return reasons
}

function contact(kind: PopReason['kind'], { body, disposition, startedAt }: CardInteraction): PopReason {
  return { kind, text: cutText(body || (disposition ?? ''), longestText), at: startedAt }
}

function lastContact({ customer, lastContactAt }: KnownPerson): CardInteraction | null {
  return customer.lastInteractions.find(({ startedAt }) => startedAt === lastContactAt) ?? null
}

/**
 * Whether we spoke on the phone until a moment ago and nobody has said that it was done: then the line must have dropped.
 * A call that was wrapped up ended as it should, and to apologise for it would be odd.
 */
export function wasCutOff(card: CustomerCard, now: number): boolean {
  const last = card.lastInteractions[0]
  if (last?.channel !== 'call' || last.outcome !== 'answered' || last.disposition !== null) return false
  return last.endedAt !== null && now - last.endedAt <= cutOffWithin
}

import { type FollowedCall, recall } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import type { DirectoryAnswers } from './call/directory-answers.ts'
import { readDecisions } from './decisions.ts'
import { customerSide } from './recognition/customer-side.ts'
import type { Decision } from './recognition/decision.ts'
import type { Identity } from './recognition/identify-caller.ts'
import { idOnFile } from './recognition/outside-candidates.ts'
import { recordShown } from './record-shown.ts'
import type { Verification } from './screenpop/disclose.ts'
import type { CallInteraction, FollowStep, StoredCall, StoredPop } from './store/call-store.ts'
import type { CardFact } from './store/customer-matters.ts'
import type { LiveCount } from './store/live-store.ts'
import type { OutsideMessage } from './store/webhook-store.ts'
import type { Pop } from './wire/pop.ts'

/** A call as this node holds it while it lives. What is stored is the truth; this saves reading it for each event. */
export interface HeldCall {
  readonly id: string
  readonly followed: FollowedCall
  /** Version in the store; 0 while it is not stored. */
  readonly version: number
  readonly identity: Identity | null
  /** As whom the caller was stored so far, and why. */
  readonly decisions: readonly Decision[]
  /** The customer whom an agent has named, and which agent. */
  readonly named: { readonly customerId: number; readonly by: string } | null
  /** Who has made sure that it is which customer. */
  readonly verification: Verification | null
  /** What was said on it while nobody knew who was calling. */
  readonly told: readonly CardFact[]
  /** What outside directories have said; null while they have not been asked or have not answered. */
  readonly directory: DirectoryAnswers | null
  readonly pops: ReadonlyMap<string, Pop>
  /** Agents who have wrapped the call up since they spoke last. */
  readonly wrappedUp: ReadonlySet<string>
  readonly lastEventAt: number
}

export function callId(source: string, call: string): string {
  return `${source}:${call}`
}

/** Whether only that it was is left of a call: its events were kept long enough. */
export function isForgotten(stored: StoredCall): boolean {
  return stored.events.length === 0
}

/** A stored call, taken up again: who it is is decided afresh, since the house may know more by now. */
export function takeUp(stored: StoredCall): HeldCall {
  const namedId = stored.identifiedBy === null ? null : stored.customerId
  return {
    id: stored.id,
    followed: recall(stored.events),
    version: stored.version,
    identity: null,
    decisions: readDecisions(stored.recognition),
    named: namedId === null ? null : { customerId: namedId, by: stored.identifiedBy ?? '' },
    verification: stored.verification === null ? null : (JSON.parse(stored.verification) as Verification),
    told: stored.told ?? [],
    directory: stored.directory ? (JSON.parse(stored.directory) as DirectoryAnswers) : null,
    pops: new Map(stored.pops.map((pop) => [pop.accountId, JSON.parse(pop.content) as Pop])),
    wrappedUp: new Set(stored.pops.filter((pop) => pop.closing === 'wrapped-up').map((pop) => pop.accountId)),
    lastEventAt: stored.lastEventAt,
  }
}

/** A call of which nothing is stored yet. */
export function emptyCall(id: string, followed: FollowedCall): HeldCall {
  return {
    id,
    followed,
    version: 0,
    identity: null,
    decisions: [],
    named: null,
    verification: null,
    told: [],
    directory: null,
    pops: new Map(),
    wrappedUp: new Set(),
    lastEventAt: 0,
  }
}

/** The step that brings the store from `before` to `after`. */
export function stepTo(
  before: HeldCall | null,
  after: HeldCall,
  what: {
    readonly newEvents: readonly { event: CallEvent; receivedAt: number }[]
    readonly changedPops: readonly string[]
    readonly interaction: CallInteraction | null
    readonly standing: FollowStep['standing'] | undefined
    readonly outside: readonly OutsideMessage[]
    readonly isTest: boolean
    readonly board: string | null
    readonly counts: readonly LiveCount[]
    readonly now: number
  },
): FollowStep {
  const { identity, named, followed } = after
  return {
    id: after.id,
    expectedVersion: before?.version ?? 0,
    call: followed.call,
    numberKey: identity?.numberKey ?? null,
    numberRaw: identity?.number.kind === 'withheld' ? null : customerSide(followed.call).raw,
    recognition: after.decisions.length === 0 ? null : JSON.stringify(after.decisions),
    customerId: idOnFile(identity?.recognition.person?.customer),
    identifiedBy: named?.by ?? null,
    verification: after.verification === null ? null : JSON.stringify(after.verification),
    directory: after.directory === null ? null : JSON.stringify(after.directory),
    lastEventAt: after.lastEventAt,
    newEvents: what.newEvents,
    changedPops: what.changedPops.flatMap((agent) => toStored(after, agent)),
    record: recordShown(
      after.id,
      { before: before?.pops ?? new Map(), after: after.pops },
      what.changedPops,
      what.now,
    ),
    missedBy: missedBy(before, after),
    interaction: what.interaction,
    standing: what.standing ?? null,
    outside: what.outside,
    ...(what.isTest ? { isTest: true } : {}),
    board: what.board,
    counts: what.counts,
    now: what.now,
  }
}

/** Those whose ring ended before; the others learn it by their pop, which closes now. */
function missedBy(before: HeldCall | null, after: HeldCall): string[] {
  const { phase, outcome } = after.followed.call
  if (phase !== 'ended' || before?.followed.call.phase === 'ended' || outcome === 'answered') return []
  return [...(before?.pops ?? [])].flatMap(([agent, { closing }]) =>
    closing === 'missed' || closing === 'withdrawn' ? [agent] : [],
  )
}

function toStored({ pops, wrappedUp }: HeldCall, accountId: string): StoredPop[] {
  const pop = pops.get(accountId)
  if (!pop) return []
  return [
    {
      callId: pop.callId,
      accountId,
      version: pop.version,
      state: pop.state,
      closing: wrappedUp.has(accountId) ? 'wrapped-up' : pop.closing,
      content: JSON.stringify(pop),
      offeredAt: pop.offeredAt,
      answeredAt: pop.answeredAt,
    },
  ]
}

import { boardOf } from './board-of-call.ts'
import { type Call, type FollowedCall, follow } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import { numberKey } from './call/caller-number.ts'
import type { DirectoryAnswers } from './call/directory-answers.ts'
import { testDeskId } from './call/test-call.ts'
import { callNews } from './call-news.ts'
import { withCardsAnew } from './cards-anew.ts'
import { countsOf } from './count-call.ts'
import { withDecision } from './decisions.ts'
import { endOfGone, endOfSilence, interactionOf } from './end-of-call.ts'
import { emptyCall, type HeldCall, stepTo } from './held-call.ts'
import type { House } from './house.ts'
import { withPops } from './pops-of-call.ts'
import { customerSide } from './recognition/customer-side.ts'
import { type Identity, identifyCaller, identityFrom } from './recognition/identify-caller.ts'
import type { Verification } from './screenpop/disclose.ts'
import { standingOf } from './standing-promises.ts'
import type { Store } from './store/store.ts'
import { afterChoice } from './verified-caller.ts'

/** What is to be done to one call. */
export type Order =
  | {
      readonly kind: 'event'
      readonly event: CallEvent
      readonly receivedAt: number
      /** By the clock that the event's own time is of. */
      readonly sentAt: number
      /** By the clock that never jumps. */
      readonly began: number
    }
  | { readonly kind: 'identity'; readonly choice: IdentityChoice }
  | { readonly kind: 'wrapped-up'; readonly accountId: string }
  /** What the house knows of the customer is read again; written only where a pop comes to show something else. */
  | { readonly kind: 'customer-changed' }
  /** The caller has answered something: what the call knows of itself is read again. */
  | { readonly kind: 'told' }
  /** Outside directories have answered; the first answers of a call stay. */
  | { readonly kind: 'directory'; readonly answers: DirectoryAnswers }
  /** Null: it is taken back. */
  | { readonly kind: 'verified'; readonly verification: Verification | null }
  /** Whoever ordered this has found the call silent; it is ended if it still is. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'gone'; readonly askedAt: number }

/** An agent says of a call that it is this customer, or is not. */
export interface IdentityChoice {
  readonly callId: string
  readonly accountId: string
  readonly customerId: number
  readonly verdict: 'is' | 'is-not'
}

export interface Decided {
  readonly after: HeldCall
  readonly step: Parameters<Store['followCall']>[0]
}

/** Orders that are written though no event came with them. */
const saysSomething: ReadonlySet<Order['kind']> = new Set(['identity', 'wrapped-up', 'verified', 'told'])

/** What these orders make of the call; null if they change nothing that is not stored already. */
export async function decide(
  house: House,
  id: string,
  before: HeldCall | null,
  orders: readonly Order[],
): Promise<Decided | null> {
  const newEvents: { event: CallEvent; receivedAt: number }[] = []
  let followed: FollowedCall | undefined = before?.followed
  const isHeard = orders.some(({ kind }) => kind === 'event')
  for (const one of orders) {
    const told = isHeard ? one : endUnheard(house, before, one)
    if (told?.kind !== 'event') continue
    const event = forItsDesk(house, told.event)
    const next = follow(followed, event)
    if (next !== followed) newEvents.push({ event, receivedAt: told.receivedAt })
    followed = next
  }
  const directory = before?.directory ?? answersIn(orders)
  const isAnswered = directory !== null && !before?.directory
  const tellsOnly = !isAnswered && orders.every(({ kind }) => !saysSomething.has(kind))
  const isTold = orders.some(({ kind }) => kind === 'told')
  const isChanged = isTold || orders.some(({ kind }) => kind === 'customer-changed')
  const tellsNothing = newEvents.length === 0 && tellsOnly
  if (!followed || (tellsNothing && !isChanged)) return null
  const meant = before ? before.named : await whomDialledFor(house, id, followed.call, newEvents)
  const named = orders.reduce(nameCaller, meant)
  const verification = orders.reduce(verify, before?.verification ?? null)
  const heldBefore = before ?? emptyCall(id, followed)
  const facts = isTold ? await house.facts.told(id) : heldBefore.told
  const known = heldBefore.identity
  const told = {
    ...heldBefore,
    identity: known && isChanged ? await withCardsAnew(house.store, known) : known,
    followed,
    named,
    verification,
    told: facts,
    directory,
  }
  const again = isAnswered || orders.some((one) => one.kind === 'identity')
  const identity = await identify(house, followed.call, told, again)
  const now = house.now()
  const heardAt = house.cautiousNow()
  const lastEventAt = newEvents.length > 0 ? heardAt : (before?.lastEventAt ?? heardAt)
  const heard = {
    ...told,
    identity,
    decisions: withDecision(told.decisions, identity, directory),
    lastEventAt,
  }
  const closing = orders.flatMap((one) => (one.kind === 'wrapped-up' ? [one.accountId] : []))
  const sentAt = Math.max(...orders.map((one) => (one.kind === 'event' ? one.sentAt : 0))) || now
  const { after, changedPops } = withPops(house, heard, closing, { now, sentAt })
  if (tellsNothing && changedPops.length === 0) return null
  const isTest = isTestOfOurs(house, followed.call)
  const interaction = isTest ? null : interactionOf(house, after)
  const standing = standingOf(house.policy.standing ?? [], interaction, now)
  const outside = isTest ? [] : callNews(house, before, after)
  const board = isTest ? null : boardOf(house, after, now)
  const counts =
    house.policy.live && !isTest
      ? countsOf(house.policy.live, before?.followed.call ?? null, followed.call)
      : []
  return {
    after: { ...after, version: (before?.version ?? 0) + 1 },
    step: stepTo(before, after, {
      newEvents,
      changedPops,
      interaction,
      standing,
      outside,
      isTest,
      board,
      counts,
      now,
    }),
  }
}

/**
 * Judged here, where the call is written under its version: the copy that this node holds may be older than what another
 * node has heard since, and an end by that copy would lie before it.
 */
function endUnheard(house: House, before: HeldCall | null, order: Order) {
  if (order.kind !== 'silence' && order.kind !== 'gone') return order
  const now = house.cautiousNow()
  const event =
    before &&
    (order.kind === 'silence'
      ? endOfSilence(house.policy, before, now)
      : endOfGone(before, order.askedAt, now))
  return event && { kind: 'event' as const, event, receivedAt: now }
}

function answersIn(orders: readonly Order[]): DirectoryAnswers | null {
  for (const one of orders) if (one.kind === 'directory') return one.answers
  return null
}

function nameCaller(named: HeldCall['named'], order: Order): HeldCall['named'] {
  if (order.kind !== 'identity') return named
  const { customerId, accountId, verdict } = order.choice
  if (verdict === 'is') return { customerId, by: accountId }
  return named?.customerId === customerId ? null : named
}

function verify(verification: Verification | null, order: Order): Verification | null {
  if (order.kind === 'verified') return order.verification
  return order.kind === 'identity' ? afterChoice(verification, order.choice) : verification
}

/** By hand, or by a link of a browser: how long after the click such a call is taken to be the one that was meant, ms. */
const soonAfterClick = 2 * 60_000

/** A call that was placed by a click is with whom it was placed for, whoever else has that number. */
async function whomDialledFor(
  { store, sources, now }: House,
  callId: string,
  call: Call,
  heard: readonly { readonly event: CallEvent }[],
): Promise<HeldCall['named']> {
  const source = sources.get(call.source)
  if (call.direction !== 'outbound' || !source) return null
  const key = numberKey(source.readNumber(customerSide(call).raw ?? ''), call.source)
  const agents = heard.flatMap(({ event }) => event.agents ?? [])
  const accountIds = agents.filter((agent) => !agent.startsWith('?'))
  const dialled = await store.takeDialled({
    callId,
    accountIds,
    numberKey: key,
    since: now() - soonAfterClick,
  })
  return dialled?.customerId ? { customerId: dialled.customerId, by: dialled.accountId } : null
}

/** A test call of the house's own leaves nothing behind, and nobody but the desk that it was offered to hears of it. */
export function isTestOfOurs(
  { sources }: Pick<House, 'sources'>,
  { source, call }: Pick<Call, 'source' | 'call'>,
): boolean {
  return sources.get(source)?.isTest(call) ?? false
}

/** Some phone systems do not say whose phone rings, so that who stands in the configuration would be shown a test call. */
function forItsDesk(house: House, event: CallEvent): CallEvent {
  if (!event.agents || !isTestOfOurs(house, event)) return event
  return { ...event, agents: event.agents.filter((agent) => agent === testDeskId) }
}

/** Decided once, and again only when what it was decided from has changed. */
export async function identify(
  { store, sources, policy, now, meters }: House,
  call: Call,
  { identity, named, directory }: Pick<HeldCall, 'identity' | 'named' | 'directory'>,
  again = false,
): Promise<Identity | null> {
  const source = sources.get(call.source)
  if (!source) return null
  const namedId = named?.customerId ?? null
  if (!again && identity && identity.from === identityFrom(call, namedId)) return identity
  const asking = { call, source, policy: policy.recognition, namedId, directory, now: now() }
  const who = await identifyCaller(asking, store)
  if (who && !source.isTest(call.call)) meters.recognised(who.recognition.outcome)
  return who ?? identity
}

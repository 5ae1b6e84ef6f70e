import { recall } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import { callId, isForgotten } from './held-call.ts'
import type { Journey } from './journey.ts'
import type { LegLink } from './pbx/dialect.ts'
import type { Verification } from './screenpop/disclose.ts'
import type { Store } from './store/store.ts'

interface Joining {
  readonly store: Pick<Store, 'callOfLeg' | 'linkLeg' | 'moveDrafts' | 'readCall'>
  readonly journey: Pick<Journey, 'take' | 'takeLate' | 'chooseIdentity' | 'putVerification' | 'factTold'>
  readonly now: () => number
}

/** Events of a phone system whose calls have legs with ids of their own. */
export interface LinkedEvents {
  readonly source: string
  readonly links: readonly LegLink[]
  /** Each with the id of its leg as its call. */
  readonly events: readonly CallEvent[]
  readonly sentAt: number | undefined
  /** When they came in, ms, where that was some time ago. */
  readonly receivedAt?: number
}

/**
 * Takes events into the calls that their legs belong to. A leg that was taken for a call of its own, since its link came
 * later, goes over into the call it belongs to with all that was heard, said and written of it. Whatever is broken off in
 * the middle is done again when the phone system sends again, and changes nothing the second time.
 */
export function legJoiner(joining: Joining): (linked: LinkedEvents) => Promise<void> {
  const { store, journey, now } = joining
  return async ({ source, links, events, sentAt = now(), receivedAt = now() }) => {
    for (const { leg, of } of links) {
      const { call, apart } = await store.linkLeg({ source, leg, of, now: now() })
      if (apart !== null) await join(joining, source, apart, call)
    }
    const legs = [...new Set(events.map((event) => event.call))]
    const calls = new Map<string, string>()
    for (const leg of legs) calls.set(leg, await store.callOfLeg(source, leg))
    const called = (event: CallEvent) => ({ ...event, call: calls.get(event.call) ?? event.call })
    await journey.takeLate(events.map((event) => ({ event: called(event), receivedAt, sentAt })))
    // Another request may have linked the leg while this one began a call of its own for it.
    for (const leg of legs.filter((one) => calls.get(one) === one)) {
      const call = await store.callOfLeg(source, leg)
      if (call !== leg) await join(joining, source, leg, call)
    }
  }
}

async function join({ store, journey }: Joining, source: string, own: string, call: string): Promise<void> {
  const stored = await store.readCall(callId(source, own))
  // What has ended meanwhile stays as it is.
  if (!stored || isForgotten(stored) || recall(stored.events).call.phase === 'ended') return
  const lastAt = Math.max(...stored.events.map((event) => event.at))
  const retold = stored.events.map((event) => ({ ...event, call, leg: event.leg ?? own }))
  // What is shown already goes on being shown, however long it has been.
  await journey.take(retold, Math.min(...retold.map((event) => event.at)))
  const { identifiedBy, customerId } = stored
  if (identifiedBy !== null && customerId !== null) {
    const choice = {
      callId: callId(source, call),
      accountId: identifiedBy,
      customerId,
      verdict: 'is' as const,
    }
    // Whoever said so may have no part in the call any more; what they said of the number is remembered in any case.
    await journey.chooseIdentity(choice).catch(() => undefined)
  }
  if (stored.verification !== null) {
    await journey.putVerification(callId(source, call), JSON.parse(stored.verification) as Verification)
  }
  await store.moveDrafts(callId(source, own), callId(source, call))
  await journey.factTold(callId(source, call))
  await journey.take([
    { id: 'joined', source, call: own, kind: 'ended', reason: 'joined', at: lastAt, sequence: 1e9 },
  ])
}

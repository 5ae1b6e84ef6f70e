import type { HeldCall } from './held-call.ts'
import type { House } from './house.ts'
import { customerSide } from './recognition/customer-side.ts'
import { composePop } from './screenpop/compose-pop.ts'
import { isSamePop } from './screenpop/same-pop.ts'
import { type DesiredPop, whoIsPopped } from './screenpop/who-is-popped.ts'
import type { Pop } from './wire/pop.ts'

/** Brings every agent's pop to what it should be; a pop that shows the same stays the same version. */
export function withPops(
  house: House,
  call: HeldCall,
  closing: readonly string[],
  now: number,
): { after: HeldCall; changedPops: string[] } {
  const wrappedUp = new Set([...call.wrappedUp, ...closing])
  const pops = new Map(call.pops)
  const changedPops: string[] = []
  for (const desired of desiredPops(house, call, wrappedUp)) {
    const earlier = call.pops.get(desired.agent)
    if (earlier?.state === 'closed' && desired.state !== 'closed') wrappedUp.delete(desired.agent)
    if (!earlier && isStale(house, desired, now)) {
      house.meters.staleRing(call.followed.call.source)
      continue
    }
    const pop = popFor(house, call, desired, earlier?.version ?? 0, now)
    const closesNow = wrappedUp.has(desired.agent) !== call.wrappedUp.has(desired.agent)
    if (!pop || (earlier && !closesNow && isSamePop(earlier, pop))) continue
    pops.set(desired.agent, pop)
    changedPops.push(desired.agent)
  }
  return { after: { ...call, pops, wrappedUp }, changedPops }
}

function desiredPops(house: House, held: HeldCall, wrappedUp: ReadonlySet<string>): readonly DesiredPop[] {
  const { call } = held.followed
  const desired = whoIsPopped(call, {
    isKnownAgent: (agent) => !agent.startsWith('?'),
    hasWrappedUp: (agent) => wrappedUp.has(agent),
    ringGroupStage: house.policy.ringGroupStage,
    ringsSeveral:
      call.queue !== null && house.sources.get(call.source)?.queue(call.queue).ringsSeveral === true,
  })
  // A call that turns out to be one among ourselves has no business on a desk any more.
  const gone = [...held.pops.keys()].filter((agent) => !desired.some((one) => one.agent === agent))
  return [...desired, ...gone.map(closedPop)]
}

function closedPop(agent: string): DesiredPop {
  return { agent, state: 'closed', closing: 'ended', stage: 'full', offeredAt: null, answeredAt: null }
}

/** A ring that is reported long after its time (Zoom tries again after five minutes) is recorded and pops nobody. */
function isStale(house: House, desired: DesiredPop, now: number): boolean {
  if (desired.state === 'closed') return false
  const since = Math.max(desired.offeredAt ?? 0, desired.answeredAt ?? 0)
  return since > 0 && now - since > house.policy.staleRingSeconds * 1000
}

function popFor(
  house: House,
  held: HeldCall,
  desired: DesiredPop,
  previousVersion: number,
  now: number,
): Pop | null {
  const { call } = held.followed
  const source = house.sources.get(call.source)
  const { identity } = held
  if (!source || !identity) return null
  const side = customerSide(call)
  const { number } = identity
  return composePop({
    callId: held.id,
    call,
    desired,
    caller: {
      number,
      presentation: side.presentation,
      displayName: side.displayName,
      region: number.kind === 'e164' ? source.regionOf(number.e164) : null,
    },
    recognition: identity.recognition,
    trust: identity.trust,
    did: side.ours === null ? null : source.did(side.ours),
    queue: call.queue === null ? null : source.queue(call.queue),
    followUp: identity.recognition.person?.customer.followUp ?? null,
    source,
    houseName: house.name,
    nameOfAgent: house.agents.nameOf,
    showNumber: source.showNumber,
    previousVersion,
    now,
  })
}

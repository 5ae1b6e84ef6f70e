import type { HeldCall } from './held-call.ts'
import type { House } from './house.ts'
import { customerSide } from './recognition/customer-side.ts'
import { type Bearings, composePop, type PopInput, reasonsOfCall } from './screenpop/compose-pop.ts'
import type { KnownCaller } from './screenpop/known-caller.ts'
import { isSamePop } from './screenpop/same-pop.ts'
import { type DesiredPop, whoIsPopped } from './screenpop/who-is-popped.ts'
import { showStanding, weighStanding } from './standing/weigh-standing.ts'
import type { CustomerCard } from './store/call-store.ts'
import { standingVerification } from './verified-caller.ts'
import type { Pop, PopReason, Trust } from './wire/pop.ts'

/** Brings every agent's pop to what it should be; a pop that shows the same stays the same version. */
export function withPops(
  house: House,
  call: HeldCall,
  closing: readonly string[],
  /** Ours, and that of whoever sent the events (ms). */
  { now, sentAt }: { readonly now: number; readonly sentAt: number },
): { after: HeldCall; changedPops: string[] } {
  const wrappedUp = new Set([...call.wrappedUp, ...closing])
  const pops = new Map(call.pops)
  const changedPops: string[] = []
  for (const desired of desiredPops(house, call, wrappedUp)) {
    const earlier = call.pops.get(desired.agent)
    if (earlier?.state === 'closed' && desired.state !== 'closed') wrappedUp.delete(desired.agent)
    if (!earlier && isStale(house, desired, sentAt)) {
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
function isStale(house: House, desired: DesiredPop, sentAt: number): boolean {
  if (desired.state === 'closed') return false
  const since = Math.max(desired.offeredAt ?? 0, desired.answeredAt ?? 0)
  return since > 0 && sentAt - since > house.policy.staleRingSeconds * 1000
}

/** A closed pop tells nothing of the caller, so it needs nobody: calls among ourselves have no identity to close with. */
const unidentified: { readonly recognition: KnownCaller; readonly trust: Trust } = {
  recognition: { outcome: 'unknown', person: null, group: null, candidates: [], evidence: [] },
  trust: { level: 'none', reasons: [] },
}

function bearingsOf({ bearings }: House, card: CustomerCard | null, now: number): Bearings {
  const { calendar, outlook, topicName, guidanceFor, openingFor, standingRules } = bearings
  const standing = card && showStanding(weighStanding(card, standingRules, now))
  return { outlook: outlook(), today: calendar(now), topicName, guidanceFor, openingFor, standing }
}

function popFor(
  house: House,
  held: HeldCall,
  desired: DesiredPop,
  previousVersion: number,
  now: number,
): Pop | null {
  const input = inputOf(house, held, desired, previousVersion, now)
  return input && composePop(input)
}

const waiting: DesiredPop = {
  agent: '',
  state: 'ringing',
  closing: null,
  stage: 'full',
  offeredAt: null,
  answeredAt: null,
}

/** The likeliest reason of a call that no full pop shows yet; null where nothing is likely. */
export function likeliestReason(house: House, held: HeldCall, now: number): PopReason | null {
  const input = inputOf(house, held, waiting, 0, now)
  return (input && reasonsOfCall(input)[0]) ?? null
}

function inputOf(
  house: House,
  held: HeldCall,
  desired: DesiredPop,
  previousVersion: number,
  now: number,
): PopInput | null {
  const { call } = held.followed
  const source = house.sources.get(call.source)
  if (!source || (!held.identity && desired.state !== 'closed')) return null
  const { recognition, trust } = held.identity ?? unidentified
  const side = customerSide(call)
  const number = held.identity?.number ?? source.readNumber(side.raw ?? '')
  return {
    callId: held.id,
    call,
    desired,
    caller: {
      number,
      presentation: side.presentation,
      displayName: side.displayName,
      region: number.kind === 'e164' ? source.regionOf(number.e164) : null,
    },
    recognition,
    ofNumber: held.identity?.ofNumber ?? null,
    trust,
    verification: standingVerification(held),
    disclosure: house.policy.disclosure,
    did: side.ours === null ? null : source.did(side.ours),
    queue: call.queue === null ? null : source.queue(call.queue),
    factKinds: house.facts.kinds,
    told: held.told,
    followUp: recognition.person?.customer.followUp ?? null,
    directory: held.directory,
    crmUrl: house.crmUrl,
    source,
    houseName: house.name,
    bearings: bearingsOf(house, recognition.person?.customer ?? null, now),
    nameOfAgent: house.agents.nameOf,
    nameOfDepartment: house.nameOfDepartment,
    showNumber: source.showNumber,
    greetings: house.greetings,
    honouredTiers: house.policy.honouredTiers,
    previousVersion,
    now,
  }
}

import { type Call, type FollowedCall, retell } from './call/call.ts'
import type { HeldCall } from './held-call.ts'
import type { House } from './house.ts'
import { likeliestReason } from './pops-of-call.ts'
import { showStanding, weighStanding } from './standing/weigh-standing.ts'
import type { CustomerCard } from './store/call-store.ts'
import type { BoardCall } from './store/live-store.ts'
import type { Pop } from './wire/pop.ts'

/** From this value (0 to 100, by the house's weights) on a customer is honoured whatever the tier; see greeting-bearing.ts. */
const honouredFrom = 80

type Identity = NonNullable<HeldCall['identity']>
type Reason = BoardCall['reason']

/** Found once for who it is and where they wait: it is weighed from the same each time. */
const reasons = new WeakMap<Identity, { readonly queue: string | null; readonly reason: Reason }>()
const honour = new WeakMap<Identity, boolean>()

/**
 * What supervisors see of a call while it lives, beside what its row says: written with each step, so that any node reads
 * it. As JSON; null once it has ended.
 */
export function boardOf(house: House, held: HeldCall, now: number): string | null {
  const { call } = held.followed
  if (call.phase === 'ended') return null
  const { tier, honoured, name } = personOf(house, held, now)
  const board: BoardCall = {
    since: waitsOrSpeaksSince(held.followed),
    isInside: call.direction === 'internal',
    tier,
    honoured,
    name,
    outcome: held.identity?.recognition.outcome ?? null,
    reason: reasonOf(house, held, now),
    speaking: call.speaking.map((agent) => [agent, speaksSince(call, agent)]),
    offers: call.offers.map(({ agent, result, offeredAt, endedAt, rounds }) => [
      agent,
      result,
      endedAt ?? offeredAt,
      rounds,
    ]),
    degraded: whatFailed(held),
  }
  return JSON.stringify(board)
}

function personOf(
  house: House,
  { identity }: HeldCall,
  now: number,
): Pick<BoardCall, 'tier' | 'honoured' | 'name'> {
  const { person = null, group = null } = identity?.recognition ?? {}
  if (!identity || !person) return { tier: null, honoured: false, name: group?.name ?? null }
  const { tier, name } = person.customer
  const honoured = honour.get(identity) ?? isHonoured(house, person.customer, now)
  honour.set(identity, honoured)
  return { tier, honoured, name }
}

function isHonoured({ policy, bearings }: House, card: CustomerCard, now: number): boolean {
  if (policy.honouredTiers.includes(card.tier)) return true
  return (showStanding(weighStanding(card, bearings.standingRules, now))?.value ?? 0) >= honouredFrom
}

function reasonOf(house: House, held: HeldCall, now: number): Reason {
  const { identity, followed } = held
  if (!identity || followed.call.direction === 'internal') return null
  for (const pop of held.pops.values()) if (isFull(pop)) return shortened(pop.reasons[0] ?? null)
  const { queue } = followed.call
  const known = reasons.get(identity)
  if (known && known.queue === queue) return known.reason
  const reason = shortened(likeliestReason(house, held, now))
  reasons.set(identity, { queue, reason })
  return reason
}

function isFull({ state, stage }: Pop): boolean {
  return state !== 'closed' && stage === 'full'
}

function shortened(reason: Pop['reasons'][number] | null): Reason {
  return reason && { kind: reason.kind, key: reason.key, text: reason.text }
}

/** An agent who is rung, or speaks, and was shown nothing; or a directory that was asked and has not answered. */
function whatFailed({ followed, pops, directory, identity }: HeldCall): BoardCall['degraded'] {
  const { call } = followed
  if (call.direction === 'internal') return null
  const ringing = call.offers.filter(({ result }) => result === 'offered').map(({ agent }) => agent)
  const here = [...ringing, ...call.speaking].filter((agent) => !agent.startsWith('?'))
  if (here.some((agent) => !pops.has(agent))) return 'not-popped'
  const isUnknown = identity === null || identity.recognition.person === null
  return isUnknown && (directory?.silent.length ?? 0) > 0 ? 'directory' : null
}

function speaksSince({ offers, answeredAt, arrivedAt }: Call, agent: string): number {
  return offers.find((one) => one.agent === agent)?.endedAt ?? answeredAt ?? arrivedAt
}

/** Since when the caller waits, or somebody speaks with them: who is sent on waits from then on. */
function waitsOrSpeaksSince({ call, story }: FollowedCall): number {
  if (call.speaking.length > 0) return call.answeredAt ?? call.arrivedAt
  if (call.answeredAt === null) return call.arrivedAt
  for (let n = story.length - 1; n > 0; n--) {
    if (retell(story.slice(0, n)).speaking.length > 0) return story[n]?.at ?? call.arrivedAt
  }
  return call.arrivedAt
}

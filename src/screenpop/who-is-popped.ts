import type { Call, Offer } from '../call/call.ts'
import type { Pop } from '../wire/pop.ts'

/** The pop that one agent should have of a call. */
export interface DesiredPop {
  readonly agent: string
  readonly state: Pop['state']
  readonly closing: Pop['closing']
  readonly stage: Pop['stage']
  readonly offeredAt: number | null
  /** When this agent answered. */
  readonly answeredAt: number | null
}

export interface PopRules {
  readonly isKnownAgent: (agent: string) => boolean
  /** Whether this agent has closed this call since speaking last. */
  readonly hasWrappedUp: (agent: string) => boolean
  /** What agents see of a call while it rings at several of them. */
  readonly ringGroupStage: Pop['stage']
  /**
   * Whether the house knows that the phone system will ring several, though it has named only one so far: phone systems
   * report the members of a ring group one by one, and the first must not see more for a moment than the others.
   */
  readonly ringsSeveral?: boolean
}

type Standing = Pick<DesiredPop, 'state' | 'closing' | 'answeredAt'>

/**
 * Whose desktop shows this call, and how. A pop belongs to an agent who was offered the call, took it or placed it;
 * calls among ourselves and references that are no account of ours pop nobody.
 */
export function whoIsPopped(call: Call, rules: PopRules): readonly DesiredPop[] {
  if (call.direction === 'internal' || call.endReason === 'joined') return []
  const ringing = call.offers.filter(({ result }) => result === 'offered').length
  const several = ringing > 1 || rules.ringsSeveral === true
  return agentsOf(call)
    .filter(rules.isKnownAgent)
    .map((agent) => {
      const offer = call.offers.find((one) => one.agent === agent)
      const standing = settleClosed(standingOf(call, agent, offer), rules.hasWrappedUp(agent))
      const oneOfSeveral = several && standing.state === 'ringing' && !hasSpoken(call, agent)
      return {
        agent,
        stage: oneOfSeveral ? rules.ringGroupStage : 'full',
        offeredAt: offer?.offeredAt ?? null,
        ...standing,
      }
    })
}

function agentsOf(call: Call): readonly string[] {
  const placed = call.direction === 'outbound' && call.placedBy !== null ? [call.placedBy] : []
  return [...new Set([...placed, ...call.offers.map(({ agent }) => agent), ...call.answeredBy])]
}

/** Whoever spoke with the caller, or has dialled them, knows already who it is. */
function hasSpoken(call: Call, agent: string): boolean {
  return call.answeredBy.includes(agent) || (call.direction === 'outbound' && call.placedBy === agent)
}

function standingOf(call: Call, agent: string, offer: Offer | undefined): Standing {
  const answeredAt = answeredAtBy(call, agent, offer)
  if (call.direction === 'outbound' && agent === call.placedBy) return standingOfPlacer(call, agent)
  if (call.speaking.includes(agent)) return { state: talking(call), closing: null, answeredAt }
  if (offer?.result === 'offered') return { state: 'ringing', closing: null, answeredAt }
  if (call.answeredBy.includes(agent)) return { state: 'wrap-up', closing: null, answeredAt }
  return { state: 'closed', closing: closingOf(offer), answeredAt: null }
}

/** The one who dials is connected when the customer answers, also where the phone system does not say who spoke. */
function standingOfPlacer(call: Call, agent: string): Standing {
  if (call.answeredAt === null) {
    if (call.phase !== 'ended') return { state: 'ringing', closing: null, answeredAt: null }
    return { state: 'closed', closing: call.outcome === 'busy' ? 'busy' : 'ended', answeredAt: null }
  }
  const inTalk = call.phase === 'connected' || call.phase === 'held'
  const speaks = inTalk && (call.speaking.length === 0 || call.speaking.includes(agent))
  return { state: speaks ? talking(call) : 'wrap-up', closing: null, answeredAt: call.answeredAt }
}

function talking(call: Call): Pop['state'] {
  return call.phase === 'held' ? 'held' : 'connected'
}

function answeredAtBy(call: Call, agent: string, offer: Offer | undefined): number | null {
  if (!call.answeredBy.includes(agent)) return null
  return offer?.result === 'won' ? offer.endedAt : call.answeredAt
}

function closingOf(offer: Offer | undefined): Pop['closing'] {
  if (!offer || offer.result === 'offered' || offer.result === 'won') return 'ended'
  return offer.result
}

function settleClosed(standing: Standing, wrappedUp: boolean): Standing {
  return standing.state === 'wrap-up' && wrappedUp
    ? { ...standing, state: 'closed', closing: 'wrapped-up' }
    : standing
}

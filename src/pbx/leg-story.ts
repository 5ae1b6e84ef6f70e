import type { EndReason, OfferEnd } from '../call/call-event.ts'
import type { AgentNames, HeardEvent } from './dialect.ts'
import type { LegSettings } from './dialect-legs.ts'
import { agentNamed } from './hook-fields.ts'

/** What a telephony platform says of one leg; it knows numbers and addresses, and nothing of agents. */
export interface SaidOfLeg {
  readonly call: string
  readonly leg: string
  /** As the platform sees it: `inbound` comes to the platform, `outbound` goes out from it. */
  readonly direction: 'inbound' | 'outbound'
  readonly state: LegState
  readonly id: (kind: string) => string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly time?: number | undefined
  readonly sequence?: number | undefined
  /** What is known of the caller besides the number. */
  readonly caller?: Pick<HeardEvent, 'displayName' | 'presentation' | 'attestation' | 'diversion'>
}

export type LegState =
  | { readonly kind: 'begun' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly result?: OfferEnd | undefined }

/**
 * The story of a call, told by its legs. One that comes in is the customer's, unless an app or a SIP user of ours has
 * begun it; one that goes out to an app, a SIP user or (as configured) a number rings at an agent, and its end leaves the
 * others talking. When the customer's leg ends the call is over.
 */
export function hearLeg(said: SaidOfLeg, { dials }: LegSettings): HeardEvent[] {
  const { direction, from, to } = said
  if (direction === 'inbound') {
    const agent = userOf(from)
    return agent ? placedLeg(said, agent) : callerLeg(said)
  }
  const agent = userOf(to) ?? (dials === 'agents' && to !== undefined ? endpointNames(to) : null)
  return agent ? agentLeg(said, agent) : dialledLeg(said)
}

function callerLeg(said: SaidOfLeg): HeardEvent[] {
  const { state, id, from, to, caller } = said
  const about = { ...common(said), direction: 'inbound', from, to, ...caller } as const
  if (state.kind === 'begun') return [{ ...about, id: id('arrived'), kind: 'arrived', leg: said.leg }]
  // Answered by the platform, which plays music or a menu: nobody of us has spoken yet.
  if (state.kind === 'answered') return []
  return [{ ...about, id: id('ended'), kind: 'ended', reason: state.reason }]
}

function agentLeg(said: SaidOfLeg, names: AgentNames): HeardEvent[] {
  const { state, id, leg } = said
  const about = { ...common(said), leg, agents: [names] }
  if (state.kind === 'begun') return [{ ...about, id: id('offered'), kind: 'offered' }]
  if (state.kind === 'answered') return [{ ...about, id: id('answered'), kind: 'answered' }]
  return [legEnd(said, state)]
}

function placedLeg(said: SaidOfLeg, names: AgentNames): HeardEvent[] {
  const { state, id, leg, to } = said
  const about = { ...common(said), leg, direction: 'outbound', to } as const
  if (state.kind === 'begun') return [{ ...about, id: id('arrived'), kind: 'arrived', agents: [names] }]
  return state.kind === 'ended' ? [legEnd(said, state)] : []
}

function dialledLeg(said: SaidOfLeg): HeardEvent[] {
  const { state, id, leg, from, to } = said
  const about = { ...common(said), direction: 'outbound', from, to } as const
  if (state.kind === 'begun') return [{ ...about, id: id('arrived'), kind: 'arrived', leg }]
  if (state.kind === 'answered') return [{ ...about, id: id('answered'), kind: 'answered', leg }]
  return [{ ...about, id: id('ended'), kind: 'ended', reason: state.reason }]
}

function legEnd(said: SaidOfLeg, { reason, result }: LegState & { kind: 'ended' }): HeardEvent {
  return { ...common(said), id: said.id('ended'), kind: 'ended', leg: said.leg, reason, result }
}

function common({ call, time, sequence }: SaidOfLeg) {
  return { call, time, sequence }
}

/** `+49 30…`, `4930…`, `sip:+4930…@carrier`, `tel:…`: a number, whoever's. */
const number = /^\+?[\d\s().-]{2,}$/
/** What carriers write in place of a number that is withheld. */
const nobody = /^(?:anonymous|restricted|private|unavailable|unknown|withheld|blocked|asterisk|freeswitch)?$/i
/** A SIP user of fewer digits is a phone of ours; public numbers are longer. */
const longestExtension = 6
const scheme = /^(?:sips?|client|app|tel|user):/i

/** The names of an app's or SIP user; null for a number and for what stands in the place of one. */
function userOf(written: string | undefined): AgentNames | null {
  if (written === undefined || !scheme.test(written)) return null
  const user = userPart(written)
  const isNumber = number.test(user) && user.replace(/\D/g, '').length > longestExtension
  return isNumber || nobody.test(user) ? null : endpointNames(written)
}

/** All that an agent's account may have as extension: the whole address, what stands before the @. */
function endpointNames(written: string): AgentNames {
  return agentNamed(written.replace(scheme, '').split(';')[0], userPart(written), written)
}

function userPart(written: string): string {
  return written.replace(scheme, '').split(/[@;]/, 1)[0] ?? ''
}

import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import type { AgentNames, HeardEvent, LegLink } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, callId, text } from '../hook-fields.ts'

const end = z.object({ phoneNumber: text, extensionNumber: text, name: text, extensionId: text })

export const partySchema = z.object({
  id: callId,
  extensionId: text,
  direction: z.enum(['Inbound', 'Outbound']),
  from: end.nullish(),
  to: end.nullish(),
  missedCall: z.boolean().nullish(),
  status: z.object({
    code: z.string().max(64),
    reason: text,
    peerId: z.object({ telephonySessionId: text, sessionId: text }).nullish(),
  }),
})
type Party = z.infer<typeof partySchema>

interface About {
  readonly call: string
  readonly sequence: number | undefined
  readonly time: number | undefined
}

/** Reasons of `Disconnected` by which whoever was on the party leaves, and the call goes on elsewhere. */
const goesOn =
  /^(?:BlindTransfer|RccTransfer|AttendedTransfer|DtmfTransfer|CallerInputRedirect|CallFlip|CallSwitch|CallPark|ParkLocation|CallRedirected|TakeOver)$/

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  Pickup: { reason: 'hung-up', result: 'lost' },
  AgentAnswered: { reason: 'hung-up', result: 'lost' },
  NoAnswer: { reason: 'no-answer', result: 'missed' },
  Timeout: { reason: 'no-answer', result: 'missed' },
  Rejected: { reason: 'busy', result: 'declined' },
  CallReplied: { reason: 'busy', result: 'declined' },
  TargetBusy: { reason: 'busy', result: 'busy' },
  Cancelled: { reason: 'abandoned', result: 'withdrawn' },
  InternalError: { reason: 'failed', result: 'withdrawn' },
  InvalidNumber: { reason: 'failed', result: 'withdrawn' },
  NoSuchUser: { reason: 'failed', result: 'withdrawn' },
  DestinationBlocked: { reason: 'failed', result: 'withdrawn' },
}

/**
 * What the state of one party says. Its direction is its own: who calls is `Outbound`, also a customer who calls us; who
 * is called is `Inbound`, also a customer whom we call. Only ours have an extension, and a menu is one of ours like an
 * agent.
 */
export function partyEvents(
  about: About,
  party: Party,
  { queues, menus }: { readonly queues: readonly string[]; readonly menus: readonly string[] },
): HeardEvent[] {
  const { extensionId, direction } = party
  if (direction === 'Outbound') return extensionId ? placing(about, party) : customerCalling(about, party)
  if (!extensionId) return customerCalled(about, party)
  if (queues.includes(extensionId)) return platform(about, party, extensionId)
  return menus.includes(extensionId) ? platform(about, party) : agentCalled(about, party)
}

/**
 * An attended transfer joins two sessions: the consultation, which is a call among ourselves, belongs to the other one,
 * where the customer is.
 */
export function linkOf(call: string, party: Party): LegLink | undefined {
  const peer = party.status.peerId?.telephonySessionId
  if (peer === undefined || peer === call || party.status.reason !== 'AttendedTransfer') return undefined
  return isConsulting(party) ? { leg: call, of: peer } : { leg: peer, of: call }
}

function customerCalling(about: About, party: Party): HeardEvent[] {
  const id = idOf(about, party)
  const said = { ...about, ...callerOf(party), direction: 'inbound' } as const
  const { code, reason: why = '' } = party.status
  // A transfer may put the customer on another party, or into another session.
  if (code === 'Gone' || (isOver(party) && goesOn.test(why))) return spoken(about, party)
  if (isOver(party)) {
    const { reason } = ends[why] ?? { reason: 'hung-up' as const }
    return [{ ...said, id: id('ended'), kind: 'ended', reason }]
  }
  return [{ ...said, leg: party.id, id: id('arrived'), kind: 'arrived' }]
}

/** The status `Answered` comes for the first time and after each `Hold`; to answer again is to be there again. */
function agentCalled(about: About, party: Party): HeardEvent[] {
  const id = idOf(about, party)
  const agents = [namesOf(party, party.to)]
  const isAmongUs = party.from?.extensionId !== undefined
  const caller = party.from?.extensionId === undefined ? callerOf(party) : {}
  const here = { ...about, leg: party.id }
  switch (party.status.code) {
    case 'Setup':
      return [{ ...here, ...caller, direction: among(isAmongUs), id: id('arrived'), kind: 'arrived' }]
    case 'Proceeding':
      return [
        { ...here, ...caller, direction: among(isAmongUs), id: id('arrived'), kind: 'arrived' },
        { ...here, ...caller, id: id('offered'), kind: 'offered', agents },
      ]
    case 'Answered':
      return [{ ...here, ...caller, id: id('answered'), kind: 'answered', agents }]
    case 'VoiceMail':
    case 'VoiceMailScreening':
      return [{ ...here, id: id('missed'), kind: 'offer-ended', agents, result: 'missed' }]
    default:
      return spoken(about, party)
  }
}

function placing(about: About, party: Party): HeardEvent[] {
  const id = idOf(about, party)
  const to = party.to?.phoneNumber ?? party.to?.extensionNumber
  const agents = [namesOf(party, party.from)]
  const isAmongUs = isConsulting(party)
  const said = {
    ...about,
    leg: party.id,
    direction: isAmongUs ? 'internal' : 'outbound',
    from: party.from?.phoneNumber,
    to,
    agents,
  } as const
  const { code } = party.status
  if (code === 'Setup' || code === 'Proceeding') return [{ ...said, id: id('arrived'), kind: 'arrived' }]
  // Of a call among ourselves it is said as soon as the other telephone rings.
  if (code === 'Answered' && isAmongUs) return [{ ...about, id: id('resumed'), kind: 'resumed' }]
  if (code === 'Answered') return [{ ...said, id: id('answered'), kind: 'answered' }]
  return spoken(about, party)
}

function customerCalled(about: About, party: Party): HeardEvent[] {
  const id = idOf(about, party)
  const said = { ...about, leg: party.id, from: party.from?.phoneNumber, to: party.to?.phoneNumber }
  const { code } = party.status
  if (code === 'Setup' || code === 'Proceeding') return [{ ...said, id: id('arrived'), kind: 'arrived' }]
  if (code === 'Answered') return [{ ...said, id: id('answered'), kind: 'answered' }]
  return spoken(about, party)
}

function platform(about: About, party: Party, queue?: string): HeardEvent[] {
  const id = idOf(about, party)
  if (isOver(party)) return [{ ...about, leg: party.id, id: id('transferred'), kind: 'transferred' }]
  const said = { ...about, ...callerOf(party), queue }
  return [{ ...said, id: id('arrived'), kind: queue === undefined ? 'arrived' : 'queued' }]
}

/** What may happen to whoever is on a party already. */
function spoken(about: About, party: Party): HeardEvent[] {
  const id = idOf(about, party)
  const { code, reason: why = '' } = party.status
  const here = { ...about, leg: party.id }
  if (code === 'Hold' || code === 'Parked') return [{ ...about, id: id('held'), kind: 'held' }]
  if (!isOver(party)) return []
  if (goesOn.test(why)) return [{ ...here, id: id('transferred'), kind: 'transferred' }]
  const rangOut: { reason: EndReason; result?: OfferEnd } = { reason: 'hung-up', result: 'missed' }
  const how = ends[why] ?? (party.missedCall ? rangOut : { reason: 'hung-up' })
  return [{ ...here, ...how, id: id('ended'), kind: 'ended' }]
}

function isOver({ status }: Party): boolean {
  return status.code === 'Disconnected' || status.code === 'Gone'
}

function idOf({ call, sequence, time }: About, { id, status }: Party): (kind: string) => string {
  return idsOf(call, id, status.code, sequence ?? time)
}

/** One of ours calls another of ours. Before it is known whose the number is, an extension is told by its length. */
function isConsulting({ direction, extensionId, to }: Party): boolean {
  if (direction !== 'Outbound' || extensionId === undefined) return false
  return to?.extensionId !== undefined || isExtension(to?.phoneNumber)
}

function among(isAmongUs: boolean): 'internal' | undefined {
  return isAmongUs ? 'internal' : undefined
}

function callerOf({ from, to }: Party) {
  const isWithheld = from != null && from.phoneNumber === undefined && from.extensionId === undefined
  return {
    from: from?.phoneNumber,
    displayName: from?.name,
    presentation: isWithheld ? 'restricted' : undefined,
    to: isExtension(to?.phoneNumber) ? undefined : to?.phoneNumber,
  } as const
}

function namesOf({ extensionId }: Party, at: z.infer<typeof end> | null | undefined): AgentNames {
  const short = isExtension(at?.phoneNumber) ? at?.phoneNumber : undefined
  return agentNamed(extensionId, at?.extensionNumber, short)
}

function isExtension(number: string | undefined): boolean {
  return number !== undefined && /^\d{1,6}$/.test(number)
}

import { z } from 'zod'
import { verifyAuthorization, verifyTokenInAddress } from '../constant-time.ts'
import { type AgentNames, dialect, type HeardEvent, jsonAnswer } from '../dialect.ts'
import { callerIn, factsAtArrival } from '../freeswitch-caller.ts'
import { type FreeswitchEvent, freeswitchEvent } from '../freeswitch-events.ts'
import { outcomeOfTry } from '../freeswitch-hangup.ts'
import { agentNamed as agentOfQueue, directoryUser, kindOfLeg, userInName } from '../freeswitch-names.ts'
import { agentNamed } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import { type CallRecord, type Profile, readRecord } from './freeswitch-record.ts'

const settings = z.object({ trunks: z.array(z.string()).default([]), domain: z.string().optional() })
type Settings = z.infer<typeof settings>

const answer = jsonAnswer({})

/**
 * FreeSWITCH's call records, which it posts when a leg has ended. They are for calls that the event socket has not seen:
 * their events have the ids that the socket's have, so that a call which was seen is not told a second time.
 */
export const freeswitch = dialect({
  kind: 'freeswitch',
  proof: 'optional',
  settings,
  verify: (request, keys) =>
    request.headers.authorization === undefined
      ? verifyTokenInAddress(request, keys)
      : verifyAuthorization(request.headers, keys),
  hear(request, { trunks, domain }) {
    const record = readRecord(request)
    if (record.kind === 'refused') return record
    const events = eventsOf(record, { trunks, domain })
    const afterwards = true
    return events.length === 0 ? { kind: 'ignored', answer } : { kind: 'events', events, answer, afterwards }
  },
})

function eventsOf(record: CallRecord, where: Settings): HeardEvent[] {
  const { leg, made, isPartOfAnother } = record
  const kind = kindIn(leg, where)
  if (isPartOfAnother || kind === 'loopback' || kind === 'other') return []
  const comesIn = leg.get('Call-Direction') !== 'outbound'
  if (kind === 'trunk')
    return comesIn ? inbound(record) : outbound(record, leg.get('Caller-Destination-Number'))
  const outside = made.find((profile) => kindIn(legOf(profile, leg), where) === 'trunk')
  return outside ? outbound(record, outside.destination_number, agentAt(leg)) : []
}

function kindIn(leg: FreeswitchEvent, { trunks }: Settings) {
  return kindOfLeg(leg, { source: '', trunks })
}

/** A leg that was made for this one. Which gateway it took only what was dialled says: `sofia/gateway/carrier/0151…`. */
function legOf(profile: Profile, leg: FreeswitchEvent): FreeswitchEvent {
  const dialled = `${leg.variable('last_arg') ?? ''} ${leg.variable('current_application_data') ?? ''}`
  const gateways = dialled.matchAll(/gateway\/([^/]+)\/([^,|:\s]+)/g)
  const gateway = [...gateways].find(([, , number]) => number === profile.destination_number)?.[1]
  return freeswitchEvent({
    'Channel-Name': profile.chan_name ?? '',
    'Call-Direction': 'outbound',
    'Caller-Destination-Number': profile.destination_number ?? '',
    ...(gateway === undefined ? {} : { variable_sip_gateway_name: gateway }),
  })
}

function inbound(record: CallRecord): HeardEvent[] {
  const { leg } = record
  const queue = leg.variable('cc_queue')
  const about = {
    call: callOf(leg),
    direction: 'inbound',
    ...callerIn(leg),
    ...factsAtArrival(leg),
    queue,
  } as const
  const took = talkBegan(leg) === undefined ? [] : [taken(record, agentsOf(record))]
  const answeredBySome = took.length > 0
  return [
    { ...about, id: `${about.call}:arrived`, kind: 'arrived', time: timeOf(leg, 'start') },
    ...took,
    {
      ...about,
      id: `${about.call}:ended`,
      kind: 'ended',
      time: timeOf(leg, 'end'),
      reason: endOf(leg, answeredBySome),
    },
  ]
}

function endOf(leg: FreeswitchEvent, isAnswered: boolean): HeardEvent['reason'] {
  if (isAnswered || leg.variable('cc_cause') !== 'cancel') return 'hung-up'
  return leg.variable('cc_cancel_reason') === 'BREAK_OUT' ? 'abandoned' : 'no-answer'
}

function outbound(record: CallRecord, to: string | undefined, placedBy?: AgentNames): HeardEvent[] {
  const { leg, made } = record
  const shown = made.find((profile) => profile.destination_number === to)?.caller_id_number
  const from = shown ?? leg.get('Caller-Caller-ID-Number')
  const about = { call: callOf(leg), direction: 'outbound', from, to } as const
  const isAnswered = talkBegan(leg) !== undefined
  const failed = [leg.variable('originate_disposition'), leg.variable('hangup_cause')]
  const reason = isAnswered ? 'hung-up' : outcomeOfTry(failed.find((cause) => cause !== 'SUCCESS'))
  return [
    {
      ...about,
      id: `${about.call}:arrived`,
      kind: 'arrived',
      time: timeOf(leg, 'start'),
      ...(placedBy ? { agents: [placedBy] } : {}),
    },
    ...(isAnswered
      ? [
          placedBy
            ? { ...taken(record), id: `${about.call}:answered:${about.call}` }
            : taken(record, agentsOf(record)),
        ]
      : []),
    { ...about, id: `${about.call}:ended`, kind: 'ended', time: timeOf(leg, 'end'), reason },
  ]
}

function taken(record: CallRecord, agents: readonly AgentNames[] = []): HeardEvent {
  const { leg } = record
  const call = callOf(leg)
  return { call, id: `${call}:answered:${partnerOf(leg)}`, kind: 'answered', time: talkBegan(leg), agents }
}

function callOf(leg: FreeswitchEvent): string {
  return leg.get('Unique-ID') ?? ''
}

/** The leg that it spoke with last. */
function partnerOf(leg: FreeswitchEvent): string {
  return leg.variable('last_bridge_to') ?? leg.variable('bridge_uuid') ?? ''
}

function timeOf(leg: FreeswitchEvent, what: 'start' | 'bridge' | 'answer' | 'end'): number | undefined {
  return instantOf(leg.variable(`${what}_uepoch`), 'microseconds')
}

/** When both sides heard each other. A phone that only rings may be bridged for its ringing tone; it was not answered. */
function talkBegan(leg: FreeswitchEvent): number | undefined {
  const isAnswered = timeOf(leg, 'answer') !== undefined
  const cause = leg.variable('last_bridge_hangup_cause') ?? leg.variable('bridge_hangup_cause') ?? ''
  return isAnswered && !neverAnswered.has(cause) ? timeOf(leg, 'bridge') : undefined
}

/** With these a leg ends that nobody has answered. */
const neverAnswered = new Set([
  'NO_ANSWER',
  'NO_USER_RESPONSE',
  'USER_BUSY',
  'BUSY_EVERYWHERE',
  'CALL_REJECTED',
  'DECLINE',
  'ORIGINATOR_CANCEL',
  'PROGRESS_TIMEOUT',
  'USER_NOT_REGISTERED',
])

/** Whoever the caller spoke with last, by all names that there are; nobody where it is no phone of ours. */
function agentsOf({ leg, made }: CallRecord): AgentNames[] {
  const queueAgent = leg.variable('cc_agent')
  const partner = partnerOf(leg)
  const profile = made.find(({ uuid }) => uuid === partner)
  const ofQueue = queueAgent === undefined ? undefined : agentOfQueue(queueAgent, { source: '', trunks: [] })
  const channel = profile?.chan_name ?? leg.variable('bridge_channel') ?? ''
  const names = agentNamed(ofQueue, profile?.destination_number, userInName(channel))
  return names.length > 0 ? [names] : []
}

function agentAt(leg: FreeswitchEvent): AgentNames {
  return agentNamed(
    directoryUser(leg)?.user,
    leg.get('Caller-Caller-ID-Number'),
    userInName(leg.get('Channel-Name') ?? ''),
  )
}

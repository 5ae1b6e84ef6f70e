import type { Attestation, CallEvent, Presentation } from '../call/call-event.ts'
import { attestationOf } from './attestation.ts'
import { type FreeswitchEvent, valuesOf } from './freeswitch-events.ts'
import { isDialled } from './freeswitch-names.ts'

/** What a call event may say of the caller besides the number. */
export type CallerFacts = Partial<Pick<CallEvent, 'to' | 'presentation' | 'attestation' | 'diversion'>>

const withheldWords = new Set(['anonymous', 'restricted', 'private', 'withheld', 'blocked'])
const unavailableWords = new Set(['', 'unknown', 'unavailable', 'freeswitch', 'asterisk', '0000000000'])

/** What the number itself says of its presentation. FreeSWITCH writes ten zeros where it was sent none. */
export function presentationOfNumber(number: string): Presentation {
  const word = number.trim().toLowerCase()
  if (withheldWords.has(word)) return 'restricted'
  return unavailableWords.has(word) ? 'unavailable' : 'allowed'
}

/** Who calls, by the leg that came in: the number as it was sent. Where the caller is anonymous, what the carrier asserts. */
export function callerIn(event: FreeswitchEvent): { from: string; displayName?: string } {
  const number = event.get('Caller-Caller-ID-Number') ?? ''
  const asserted = assertedNumber(event)
  const from = presentationOfNumber(number) === 'allowed' ? number : (asserted ?? number)
  const name = event.get('Caller-Caller-ID-Name')
  const isName = name !== undefined && name !== number && presentationOfNumber(name) === 'allowed'
  return { from, ...(isName ? { displayName: name } : {}) }
}

/** What the event with which a call comes in says of its caller. */
export function factsAtArrival(event: FreeswitchEvent): CallerFacts {
  const to = numberCalled(event)
  return { ...laterFacts(event), presentation: presentationIn(event), ...(to === undefined ? {} : { to }) }
}

/**
 * What any event of the caller's own leg adds. The dialplan may write another number over the caller's; of what that
 * looks like only a number that must not be shown is believed.
 */
export function laterFacts(event: FreeswitchEvent): CallerFacts {
  const attestation = attestationIn(event)
  const diversion = diversionIn(event)
  return {
    ...(presentationIn(event) === 'restricted' ? { presentation: 'restricted' } : {}),
    ...(attestation === undefined ? {} : { attestation }),
    ...(diversion === undefined ? {} : { diversion }),
  }
}

/**
 * The first number dialled. A gateway that registers is called by its own name (`gw+carrier`); then the To header has the
 * number.
 */
function numberCalled(event: FreeswitchEvent): string | undefined {
  return [
    event.get('Caller-Destination-Number'),
    event.variable('sip_to_user'),
    event.variable('sip_req_user'),
  ].find((one) => one !== undefined && isDialled(one))
}

/**
 * A number that must not be shown still stands there as a number: Sofia reads `Privacy` and `Remote-Party-ID` and tells
 * by this flag, which is sent with every event of the leg.
 */
function presentationIn(event: FreeswitchEvent): Presentation {
  if (event.get('Caller-Privacy-Hide-Number') === 'true') return 'restricted'
  const asked = [
    ...valuesOf(event.variable('sip_Privacy')),
    ...valuesOf(event.variable('sip_h_Privacy')),
    ...valuesOf(event.variable('privacy')),
  ]
  if (asked.some((one) => /\b(id|user|full|yes|number)\b/i.test(one))) return 'restricted'
  const remoteParty = valuesOf(event.variable('sip_Remote-Party-ID')).join()
  if (/;privacy=(full|uri)/i.test(remoteParty)) return 'restricted'
  const told = presentationOfNumber(event.get('Caller-Caller-ID-Number') ?? '')
  return told === 'unavailable' && assertedNumber(event) !== undefined ? 'allowed' : told
}

/** RFC 3325: one SIP and one tel address may be asserted, in one header or in two. */
function assertedNumber(event: FreeswitchEvent): string | undefined {
  const [first] = valuesOf(event.variable('sip_P-Asserted-Identity'))
    .flatMap((one) => one.split(','))
    .flatMap((one) => numberInAddress(one) ?? [])
  return first
}

/** `"Name" <sip:+49…;verstat=…@host>`, `tel:+49…` or the bare number. */
function numberInAddress(address: string): string | undefined {
  const found = /(?:sips?:|tel:)?(%2B|\+)?([\d().-]{3,})(?=[@;>\s]|$)/i.exec(address)
  return found ? `${found[1] === undefined ? '' : '+'}${found[2]}` : undefined
}

/**
 * What was found of the caller's signature (RFC 8224, SHAKEN): by FreeSWITCH itself (`sofia_stir_shaken_vs` sets
 * `sip_verstat` and, with the level, `sip_verstat_detailed`), or by the carrier, in the asserted identity. A level that
 * only stands in an `Identity` header is a claim that nobody has checked.
 */
function attestationIn(event: FreeswitchEvent): Attestation | undefined {
  const asserted = valuesOf(event.variable('sip_P-Asserted-Identity')).join()
  const said =
    event.variable('sip_verstat_detailed') ??
    event.variable('sip_verstat') ??
    /verstat=([\w-]+)/i.exec(asserted)?.[1]
  return attestationOf(said, event.variable('sip_h_P-Attestation-Indicator'))
}

/** RFC 5806: the newest diversion stands first. */
function diversionIn(event: FreeswitchEvent): string | undefined {
  const [newest] = valuesOf(event.variable('sip_h_Diversion'))
  return newest === undefined ? undefined : numberInAddress(newest)
}

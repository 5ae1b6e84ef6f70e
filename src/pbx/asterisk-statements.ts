import { findChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { missing, presentationIn, presentationOfNumber } from './asterisk-presentation.ts'
import type { LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { hasNewsOfCaller, tell } from './asterisk-telling.ts'
import { readAttestation } from './read-attestation.ts'

const defaultStatements = ['ScreenPop', 'Greetline']
/** With these a dialplan states what belongs to the call or its number; they are nothing that the caller has said. */
const notClaimed =
  /^(caller|from|did|pres|callid|sipcallid|actionid|linkedid|uniqueid|channel|attestation|verstat|diversion)$/i
const claimName = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/
const mostClaims = 32
const longestValue = 512

/** The dialplan's `UserEvent(Greetline,claim_account: 12345,verified: yes)`: what the caller has typed, and how far to trust the number. */
export function hearUserEvent(board: Switchboard, message: AmiMessage): void {
  const name = message.get('UserEvent')?.toLowerCase()
  const names = board.settings.claimEvents ?? defaultStatements
  if (!names.some((one) => one.toLowerCase() === name)) return
  const call = callStatedOf(board, message)
  if (call?.phase !== 'open') return
  if (call.direction === 'inbound') learnOfCaller(call, message)
  const claims = claimsIn(message)
  if (hasNewsOfCaller(call) || Object.keys(claims).length > 0) tell(board, call, 'claims', '', { claims })
}

/** Of the channel that states it; of the conversation named where a script says it through the manager, without a channel. */
function callStatedOf(board: Switchboard, message: AmiMessage): LiveCall | undefined {
  const ofChannel = findChannel(board, message)
  if (ofChannel) return ofChannel.customerOf ?? ofChannel.call
  const root = said(message, 'Linkedid') ?? said(message, 'CallId') ?? ''
  return board.calls.get(root) ?? board.channels.get(root)?.call
}

function learnOfCaller(call: LiveCall, message: AmiMessage): void {
  call.to ??= said(message, 'Did') ?? null
  if (call.presentation !== 'restricted') call.presentation = presentationIn(message) ?? call.presentation
  const attestation = said(message, 'Attestation') ?? said(message, 'Verstat')
  call.attestation ??= attestation === undefined ? null : readAttestation(attestation)
  call.diversion ??= numberOfDiversion(said(message, 'Diversion'))
}

/** `REDIRECTING(from-num)` is a number; the header itself is `"Name" <sip:+493023125100@host>;reason=unconditional`. */
function numberOfDiversion(value: string | undefined): string | null {
  const number = (/<?\s*(?:sips?|tel):([^@;>]+)/i.exec(value ?? '')?.[1] ?? value ?? '').trim()
  return presentationOfNumber(number) === 'allowed' ? number : null
}

/** The dialplan's own headers stand behind the event's name; what Asterisk says of the channel stands before it. */
function claimsIn(message: AmiMessage): Record<string, string> {
  const name = message.headers.findIndex(([key]) => key.toLowerCase() === 'userevent')
  const claims = message.headers
    .slice(name + 1)
    .filter(([key, value]) => !notClaimed.test(key) && isSaid(value))
    .map(([key, value]) => [key.replace(/^claim[_-](?=.)/i, ''), value] as const)
    .filter(([key]) => claimName.test(key))
    .slice(0, mostClaims)
  return Object.fromEntries(claims)
}

function said(message: AmiMessage, header: string): string | undefined {
  const value = message.get(header)
  return value !== undefined && isSaid(value) ? value : undefined
}

function isSaid(value: string): boolean {
  return value !== '' && value !== missing && value.length <= longestValue
}

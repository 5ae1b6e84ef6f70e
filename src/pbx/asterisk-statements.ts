import { findChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { missing, presentationIn } from './asterisk-presentation.ts'
import type { LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { hasNewsOfCaller, tell } from './asterisk-telling.ts'
import { statedAttestation, statedClaim, statedDiversion } from './dialplan-values.ts'

const defaultStatements = ['ScreenPop', 'Greetline']
/** With these a dialplan states what belongs to the call or its number; they are nothing that the caller has said. */
const notClaimed =
  /^(caller|from|did|pres|callid|sipcallid|actionid|linkedid|uniqueid|channel|attestation|verstat|diversion)$/i
const mostClaims = 32

/**
 * The dialplan's `UserEvent(Greetline,claim_account: 12345,verified: yes)`: what the caller has typed, and how far to
 * trust the number.
 */
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
  call.attestation ??= statedAttestation(said(message, 'Attestation') ?? said(message, 'Verstat')) ?? null
  call.diversion ??= statedDiversion(said(message, 'Diversion')) ?? null
}

/** The dialplan's own headers stand behind the event's name; what Asterisk says of the channel stands before it. */
function claimsIn(message: AmiMessage): Record<string, string> {
  const name = message.headers.findIndex(([key]) => key.toLowerCase() === 'userevent')
  const claims = message.headers
    .slice(name + 1)
    .flatMap(([key, value]) => {
      const claim = notClaimed.test(key) ? undefined : statedClaim(key, value)
      return claim ? [claim] : []
    })
    .slice(0, mostClaims)
  return Object.fromEntries(claims)
}

function said(message: AmiMessage, header: string): string | undefined {
  const value = message.get(header)
  return value === '' || value === missing ? undefined : value
}

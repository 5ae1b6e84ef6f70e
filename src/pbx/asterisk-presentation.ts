import type { Presentation } from '../call/call-event.ts'
import { type AmiMessage, channelVariable } from './asterisk-messages.ts'

/** What stands for "no number" or "no name" in every event except `QueueEntry`, which writes `unknown`. */
export const missing = '<unknown>'

const withheldWords = new Set(['anonymous', 'restricted', 'private', 'withheld', 'blocked'])
const unavailableWords = new Set(['', missing, 'unknown', 'unavailable'])

/** What the number itself says of its presentation: trunks send words where they must not send a number. */
export function presentationOfNumber(number: string): Presentation {
  const word = number.trim().toLowerCase()
  if (withheldWords.has(word)) return 'restricted'
  return unavailableWords.has(word) ? 'unavailable' : 'allowed'
}

/**
 * What an event of the caller's own channel says of the number's presentation, undefined if it says nothing. A number
 * that must not be shown still stands in the event as a number; only `CALLERID(num-pres)` among `channelvars`, the
 * `CID-CallingPres` of NewCallerid or the dialplan's own statement tell. (Recorded: the variable still reads `allowed`
 * at Newchannel and is right from the next event on, so `allowed` proves nothing.)
 */
export function presentationIn(message: AmiMessage): Presentation | undefined {
  return (
    presentationNamed(channelVariable(message, 'CALLERID(num-pres)')) ??
    presentationBits(message.get('CID-CallingPres')) ??
    presentationNamed(presentationSet(message)) ??
    presentationNamed(message.get('Pres')) ??
    restrictedNumber(message.get('CallerIDNum'))
  )
}

/** The word of `CALLERID(num-pres)`; that it is allowed is not told, since it may only not be known yet. */
export function presentationNamed(word: string | undefined): Presentation | undefined {
  if (word?.startsWith('prohib')) return 'restricted'
  return word?.startsWith('unavailable') ? 'unavailable' : undefined
}

/** `32 (Presentation Prohibited, Not Screened)`: bits 6 and 7 of the octet (Q.931): 0 allowed, 1 restricted, 2 not available. */
function presentationBits(value: string | undefined): Presentation | undefined {
  const octet = Number.parseInt(value ?? '', 10)
  if (Number.isNaN(octet)) return undefined
  const bits = (octet >> 5) & 3
  return bits === 1 ? 'restricted' : bits === 2 ? 'unavailable' : undefined
}

/** The dialplan's own words on its caller: `Set(CALLERID(num-pres)=prohib)`, `NoOp(pres prohib_not_screened)`, a variable. */
function presentationSet(message: AmiMessage): string | undefined {
  if (message.get('Event') === 'VarSet') {
    return /pres/i.test(message.get('Variable') ?? '') ? message.get('Value') : undefined
  }
  if (!/^(?:set|noop|verbose)$/i.test(message.get('Application') ?? '')) return undefined
  return /\bpres\)?[=:\s]+([a-z_]+)/i.exec(message.get('AppData') ?? '')?.[1]
}

/** A dialplan that masks a withheld number writes the word in its place. */
function restrictedNumber(number: string | undefined): Presentation | undefined {
  return number !== undefined && presentationOfNumber(number) === 'restricted' ? 'restricted' : undefined
}

import type { Attestation, Direction, Presentation } from '../call/call-event.ts'
import type { CallerNumber } from '../call/caller-number.ts'
import type { Trust } from '../wire/pop.ts'

export interface WhatSpeaksForTrust {
  readonly direction: Direction
  readonly number: CallerNumber
  readonly presentation: Presentation
  readonly attestation: Attestation | null
  readonly diversion: string | null
  /** The caller shows one of our own numbers: nobody outside has it. */
  readonly numberIsOurOwn: boolean
  /** How many customers have the number. */
  readonly sharedBy: number
  readonly claimWasChecked: boolean
  /** As how many customers, beside those who have it, calls from this number were recognised within a day. */
  readonly seenAsOthers: number
  /** When the number was added to the record of the one it may be, if that was after the record was made, ms. */
  readonly addedAt: number | null
  /** What the caller's side claims to be called has nothing to do with the record. */
  readonly nameDiffers: boolean
  readonly now: number
}

/** Calls in the name of so many customers, who do not have the number, are more than a lent telephone. */
const manyCustomers = 3
/** A number that was put into somebody's record of late may have been put there to be believed. */
const newFor = 30 * 24 * 60 * 60_000

interface Reason {
  readonly key: string
  /** How far trust may still go with this reason; null where it takes nothing away. */
  readonly most: Trust['level'] | null
}

/**
 * How far the number may be believed, whoever it belongs to. Caller ids are easily forged, so even an attested one
 * only says that the network knows the line; nothing here spares an agent the verification step.
 */
export function judgeTrust(known: WhatSpeaksForTrust): Trust {
  const shared: Reason[] = known.sharedBy > 1 ? [{ key: 'number-shared', most: null }] : []
  if (known.direction === 'outbound') return weigh('usual', [{ key: 'dialled-by-us', most: null }, ...shared])
  const reasons = [
    ...fromNumber(known),
    ...fromAttestation(known),
    ...fromDiversion(known),
    ...fromUse(known),
    ...shared,
  ]
  const trust = weigh(known.attestation === 'A' ? 'attested' : 'usual', reasons)
  return known.claimWasChecked ? withCheckedClaim(trust) : trust
}

const fromLeast: readonly Trust['level'][] = ['none', 'doubtful', 'usual', 'attested']

function weigh(start: Trust['level'], reasons: readonly Reason[]): Trust {
  const level = reasons.reduce((level, { most }) => (most === null ? level : lower(level, most)), start)
  return { level, reasons: reasons.map(({ key }) => key) }
}

function lower(a: Trust['level'], b: Trust['level']): Trust['level'] {
  return fromLeast.indexOf(a) < fromLeast.indexOf(b) ? a : b
}

function fromNumber({ number, presentation, numberIsOurOwn }: WhatSpeaksForTrust): Reason[] {
  if (number.kind === 'withheld') return [{ key: 'restricted', most: 'none' }]
  if (number.kind === 'unavailable') return [{ key: 'no-number', most: 'none' }]
  const reasons: Reason[] = []
  if (presentation === 'restricted') reasons.push({ key: 'restricted', most: 'doubtful' })
  if (presentation === 'unavailable') reasons.push({ key: 'presentation-unavailable', most: 'doubtful' })
  if (number.kind === 'unreadable') reasons.push({ key: 'unreadable', most: 'doubtful' })
  if (numberIsOurOwn) reasons.push({ key: 'own-number', most: 'doubtful' })
  // A call from outside with an extension or a service code for a number: no public network assigns one to a caller.
  if (number.kind === 'extension' || number.kind === 'short') {
    reasons.push({ key: 'internal-looking', most: 'doubtful' })
  }
  return reasons
}

function fromUse({ seenAsOthers, addedAt, nameDiffers, now }: WhatSpeaksForTrust): Reason[] {
  const reasons: Reason[] = []
  if (seenAsOthers >= manyCustomers) reasons.push({ key: 'many-customers', most: 'doubtful' })
  if (addedAt !== null && now - addedAt < newFor) reasons.push({ key: 'number-new', most: 'usual' })
  if (nameDiffers) reasons.push({ key: 'name-differs', most: null })
  return reasons
}

/** STIR/SHAKEN (ATIS-1000074): A, the carrier knows caller and number; B, the caller only; C, it only passed the call in. */
const attestations: Readonly<Record<Attestation, Reason>> = {
  A: { key: 'attestation-a', most: null },
  B: { key: 'attestation-b', most: 'usual' },
  C: { key: 'attestation-c', most: 'doubtful' },
  failed: { key: 'attestation-failed', most: 'doubtful' },
  none: { key: 'attestation-none', most: 'usual' },
  diverted: { key: 'diverted', most: 'doubtful' },
}

function fromAttestation({ attestation }: WhatSpeaksForTrust): Reason[] {
  return attestation === null ? [] : [attestations[attestation]]
}

/** Many exchanges show the number of whoever sent the call on, so it may be another person's than the caller's. */
function fromDiversion({ diversion, attestation }: WhatSpeaksForTrust): Reason[] {
  return diversion === null || attestation === 'diverted' ? [] : [attestations.diverted]
}

/** What the IVR has checked stands on its own, whatever the number is worth. */
function withCheckedClaim({ level, reasons }: Trust): Trust {
  const raised = level === 'attested' ? level : 'usual'
  return { level: raised, reasons: [...reasons, 'claim-checked'] }
}

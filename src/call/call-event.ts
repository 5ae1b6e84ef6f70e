/** What a phone system said about a call, in our words, whatever system it was. */
export interface CallEvent {
  /** Unique within the source; the same id again is the same event. */
  readonly id: string
  readonly source: string
  /** The phone system's root id of the conversation (Asterisk `Linkedid`, Twilio root `CallSid`). An opaque string. */
  readonly call: string
  readonly kind: CallEventKind
  /** The leg of the conversation that it is about, where the phone system tells legs apart; `ended` then ends that leg, `transferred` too. */
  readonly leg?: string
  /** When it happened by the phone system's clock, milliseconds since 1970. */
  readonly at: number
  /** The phone system's own order among events of one instant, if it gives one. */
  readonly sequence?: number
  readonly direction?: Direction
  readonly from?: string
  readonly to?: string
  readonly displayName?: string
  readonly presentation?: Presentation
  readonly attestation?: Attestation
  /** The number that sent the call on to us, when it was forwarded. */
  readonly diversion?: string
  /** The queue's id at the phone system. */
  readonly queue?: string
  /**
   * Whom the event is about: those offered, the one who answered, the one who transferred away, the one who placed an
   * outbound call (`arrived`). Each is an agent's id, or `?<reference>` where no account of ours is known for it.
   */
  readonly agents?: readonly string[]
  /** `offer-ended`, and `ended` of a leg: what became of its offers. */
  readonly result?: OfferEnd
  /** `ended` only: why the call came to nothing, where the phone system says so. */
  readonly reason?: EndReason
  /** `claims` only: what the caller typed or said into the IVR. */
  readonly claims?: Readonly<Record<string, string>>
}

export const callEventKinds = [
  'arrived',
  'claims',
  'queued',
  'transferred',
  'offered',
  'answered',
  'held',
  'resumed',
  'offer-ended',
  'ended',
] as const
export type CallEventKind = (typeof callEventKinds)[number]

export const directions = ['inbound', 'outbound', 'internal'] as const
export type Direction = (typeof directions)[number]

export const presentations = ['allowed', 'restricted', 'unavailable'] as const
export type Presentation = (typeof presentations)[number]

export const attestations = ['A', 'B', 'C', 'failed', 'none', 'diverted'] as const
export type Attestation = (typeof attestations)[number]

export const offerEnds = ['lost', 'missed', 'declined', 'busy', 'withdrawn'] as const
export type OfferEnd = (typeof offerEnds)[number]

/** `joined`: it was a leg of another call, which it has gone over into. */
export const endReasons = [
  'hung-up',
  'abandoned',
  'no-answer',
  'busy',
  'failed',
  'time-limit',
  'joined',
] as const
export type EndReason = (typeof endReasons)[number]

/** Events of one call in the order of their story: by the phone system's clock, then its sequence, then what must come first. */
export function inStoryOrder(a: CallEvent, b: CallEvent): number {
  return (
    a.at - b.at ||
    (a.sequence ?? 0) - (b.sequence ?? 0) ||
    callEventKinds.indexOf(a.kind) - callEventKinds.indexOf(b.kind) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

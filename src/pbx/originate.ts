/** A call that a phone system is to place: it rings the agent's own phone first, then dials. */
export interface CallToPlace {
  /** The id that the first leg is to have: by it the call is known again. */
  readonly id: string
  readonly extension: string
  /** As the agent's phone would dial it: digits, with a plus at most. */
  readonly number: string
}

export type Placed =
  | { readonly kind: 'ringing' }
  /** `why` is the phone system's own word. */
  | { readonly kind: 'refused'; readonly why: string }

export type PlaceCall = (call: CallToPlace) => Promise<Placed>

/** How one source is told to dial. */
export interface Dialling {
  /** Where the agent's phone is: `PJSIP/{extension}`, `user/{extension}@{domain}`. */
  readonly phone: string
  /** The dialplan context in which the number is dialled. */
  readonly context: string
  /** What the called one is shown; the agent's extension if nothing is said. */
  readonly callerId?: string
}

/** How long the agent's own phone rings, ms. */
export const ownPhoneRingsMs = 30_000
/** Within which a phone system says whether it has taken the order, ms. */
export const answerWithinMs = 5_000

const dialable = /^\+?\d{1,20}$/
const plainId = /^[A-Za-z0-9-]{1,64}$/
/** No space, comma, brace or line end: in a command they would begin something else. */
const plainExtension = /^[A-Za-z0-9._+-]{1,64}$/

/** Last gate before the wire: whatever is asked for, only digits and plain names are ever written into a command. */
export function isPlain({ id, extension, number }: CallToPlace): boolean {
  return dialable.test(number) && plainId.test(id) && plainExtension.test(extension)
}

export function phoneOf({ phone }: Dialling, extension: string): string {
  return phone.replaceAll('{extension}', extension)
}

/** The first of the two that comes. */
export function inTime(answer: Promise<Placed>, withinMs = answerWithinMs): Promise<Placed> {
  let late: NodeJS.Timeout | undefined
  const patience = new Promise<Placed>((resolve) => {
    late = setTimeout(() => resolve({ kind: 'refused', why: 'it does not answer' }), withinMs)
  })
  return Promise.race([answer, patience]).finally(() => clearTimeout(late))
}

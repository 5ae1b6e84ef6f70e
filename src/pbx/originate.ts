import type { DialFailure } from '../wire/dial-news.ts'

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
const answerWithinMs = 5_000

const dialable = /^\+?\d{1,20}$/
const plainId = /^[A-Za-z0-9-]{1,64}$/
/** No space, comma, brace or line end: in a command they would begin something else. */
const plainExtension = /^[A-Za-z0-9._+-]{1,64}$/

/** Last gate before the wire: whatever is asked for, only digits and plain names are ever written into a command. */
function isPlain({ id, extension, number }: CallToPlace): boolean {
  return dialable.test(number) && plainId.test(id) && plainExtension.test(extension)
}

export function phoneOf({ phone }: Dialling, extension: string): string {
  return phone.replaceAll('{extension}', extension)
}

/** An order as one kind of phone system is given it. */
export interface Order {
  readonly call: CallToPlace
  readonly dialling: Dialling
  /** The order was taken, and what becomes of it will be told by this name of it; or it was not. */
  answered(answer: Taken | Extract<Placed, { kind: 'refused' }>): void
}

export interface Taken {
  readonly kind: 'taken'
  readonly as: string
}

/** Orders to dial on one connection, and what becomes of them. */
export interface Orders<Session> {
  place(session: Session | undefined, call: CallToPlace): Promise<Placed>
  /** What became of the order of this name; null: the agent's phone was answered. Names that are not ours pass unheard. */
  ended(name: string, why: DialFailure | null): void
}

/**
 * Gives orders, each waited for until it is answered. `failed` is told, once, of one that was taken and came to nothing:
 * several nodes may hear the phone system say so, but only the one that has given the order knows its name.
 */
export function orders<Session>(
  dialling: Dialling | undefined,
  give: (session: Session, order: Order) => void,
  failed: (callId: string, why: DialFailure) => void = () => undefined,
): Orders<Session> {
  const taken = new Map<string, string>()

  function remember(name: string, callId: string): void {
    taken.set(name, callId)
    setTimeout(() => taken.delete(name), ownPhoneRingsMs * 2).unref()
  }

  return {
    async place(session, call) {
      if (!dialling) return { kind: 'refused', why: 'it is not configured to dial' }
      if (!session) return { kind: 'refused', why: 'it is not connected' }
      if (!isPlain(call)) return { kind: 'refused', why: 'this cannot be dialled' }
      const answer = new Promise<Placed>((resolve) => {
        const answered: Order['answered'] = (said) => {
          if (said.kind === 'taken') remember(said.as, call.id)
          resolve(said.kind === 'taken' ? { kind: 'ringing' } : said)
        }
        give(session, { call, dialling, answered })
      })
      return inTime(answer)
    },
    ended(name, why) {
      const callId = taken.get(name)
      taken.delete(name)
      if (callId !== undefined && why !== null) failed(callId, why)
    },
  }
}

/** The first of the two that comes. */
function inTime(answer: Promise<Placed>, withinMs = answerWithinMs): Promise<Placed> {
  let late: NodeJS.Timeout | undefined
  const patience = new Promise<Placed>((resolve) => {
    late = setTimeout(() => resolve({ kind: 'refused', why: 'it does not answer' }), withinMs)
  })
  return Promise.race([answer, patience]).finally(() => clearTimeout(late))
}

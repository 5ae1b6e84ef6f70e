import type { Presentation } from '../call/call-event.ts'
import type { CallerNumber } from '../call/caller-number.ts'
import type { Pop } from '../wire/pop.ts'
import { cleanDisplayName } from './clean-text.ts'

export interface CallerSide {
  readonly number: CallerNumber
  readonly presentation: Presentation
  /** As the phone system sent it. */
  readonly displayName: string | null
  /** ISO 3166 region of the number. */
  readonly region: string | null
}

/**
 * The caller as an agent may see them. A number that is not to be shown is not, wherever it may have come from; nor is
 * the name sent with it, in which many phone systems repeat the number.
 */
export function showCaller(caller: CallerSide, showNumber: (e164: string) => string): Pop['caller'] {
  const presentation = presented(caller)
  if (presentation === 'restricted') return blankCaller(presentation)
  return {
    presentation,
    number: numberForTheEye(caller.number, showNumber),
    e164: caller.number.kind === 'e164' ? caller.number.e164 : null,
    displayName: cleanDisplayName(caller.displayName),
    region: caller.region,
  }
}

export function blankCaller(presentation: Presentation): Pop['caller'] {
  return { presentation, number: null, e164: null, displayName: null, region: null }
}

/** Asterisk and others hand over the word `anonymous` where a number belongs, and call that allowed. */
export function presented({
  number,
  presentation,
}: Pick<CallerSide, 'number' | 'presentation'>): Presentation {
  if (number.kind === 'withheld') return 'restricted'
  return number.kind === 'unavailable' && presentation === 'allowed' ? 'unavailable' : presentation
}

function numberForTheEye(number: CallerNumber, showNumber: (e164: string) => string): string | null {
  switch (number.kind) {
    case 'e164':
      return showNumber(number.e164) + (number.extension === undefined ? '' : ` ext. ${number.extension}`)
    case 'extension':
      return number.extension
    case 'short':
      return number.digits
    case 'unreadable':
      return cleanDisplayName(number.raw)
    default:
      return null
  }
}

/** What the caller typed, without anything in which a withheld number stands: IVRs like to hand the caller id on. */
export function showClaims(
  claims: Readonly<Record<string, string>>,
  caller: Pick<CallerSide, 'number' | 'presentation'>,
): Pop['claims'] {
  if (presented(caller) !== 'restricted') return { ...claims }
  const ending = caller.number.raw.replace(/\D/g, '').slice(-7)
  if (ending.length < 4) return { ...claims }
  return Object.fromEntries(
    Object.entries(claims).filter(([, value]) => !value.replace(/\D/g, '').includes(ending)),
  )
}

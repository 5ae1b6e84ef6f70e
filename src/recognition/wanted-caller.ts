import type { Presentation } from '../call/call-event.ts'
import type { CallerNumber } from '../call/caller-number.ts'
import type { WantedCaller } from '../store/call-store.ts'
import { isHidden } from './customer-side.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'

export interface Caller {
  readonly number: CallerNumber
  readonly presentation: Presentation
  readonly claims: Readonly<Record<string, string>>
}

/** What to ask the store for. A number that is not to be shown asks for nobody; what the caller typed still does. */
export function wantedCaller(
  caller: Caller & { readonly key: string | null },
  policy: Pick<RecognitionPolicy, 'useRestrictedNumbers'>,
): WantedCaller {
  const claimedIds = readClaimedIds(caller.claims)
  if (isHidden(caller, policy)) return { numberKey: null, prefixes: [], claimedIds, ending: null }
  return {
    numberKey: caller.key,
    prefixes: caller.number.kind === 'e164' ? switchboardPrefixes(caller.number.e164) : [],
    claimedIds,
    ending: caller.number.kind === 'unreadable' ? endingOf(caller.number.raw) : null,
  }
}

const longestExtension = 5
const shortestPrefix = 7

/**
 * The prefixes under which a company may have registered all its extensions, longest first. The whole number is one of
 * them: a switchboard also calls with its bare number. Below seven digits a prefix would be a town.
 */
function switchboardPrefixes(e164: string): readonly string[] {
  const prefixes: string[] = []
  for (let cut = 0; cut <= longestExtension && e164.length - 1 - cut >= shortestPrefix; cut++) {
    prefixes.push(`${e164.slice(0, e164.length - cut)}*`)
  }
  return prefixes
}

/** Last seven digits of the part before a SIP host or its parameters, whose digits are nobody's number. */
function endingOf(raw: string): string | null {
  const user = raw.replace(/^<?\s*sips?:/i, '').split(/[@;]/, 1)[0] ?? ''
  const digits = user.replace(/\D/g, '')
  return digits.length >= 7 ? digits.slice(-7) : null
}

const claimsOfIdentity = new Set([
  'customer',
  'customerid',
  'customerno',
  'customernumber',
  'account',
  'accountid',
  'accountno',
  'accountnumber',
  'member',
  'memberid',
  'membernumber',
  'externalid',
])
const longestExternalId = 100
const mostClaimedIds = 4

/** Whether a claim of this name says who is calling (`customerNumber`, `Account_ID`…), however it is spelt. */
export function namesCustomer(claim: string): boolean {
  return claimsOfIdentity.has(claim.toLowerCase().replace(/[^a-z]/g, ''))
}

function readClaimedIds(claims: Readonly<Record<string, string>>): readonly string[] {
  const ids = new Set<string>()
  for (const [name, value] of Object.entries(claims)) {
    const id = value.trim()
    if (id !== '' && id.length <= longestExternalId && namesCustomer(name)) ids.add(id)
  }
  return [...ids].slice(0, mostClaimedIds)
}

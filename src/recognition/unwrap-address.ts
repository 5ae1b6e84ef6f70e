/** What stands where a SIP, SIPS or tel URI, or a bare text, keeps its number. */
export interface Address {
  readonly user: string
  /** Lower case; empty where none was written. */
  readonly host: string
  /** RFC 3966 `ext`. */
  readonly extension: string | null
  /** RFC 3966 `phone-context`, where it is a global prefix such as `+49`, without the plus. A domain says nothing about digits. */
  readonly context: string | null
  /** What stands before the angle brackets, without quotes; empty where nothing does. */
  readonly displayName: string
  /** True where `privacy=full` or `privacy=uri` of a Remote-Party-ID asks not to show the number. */
  readonly isPrivate: boolean
  /** True where a `;` was followed by something that is no parameter, such as a second number. */
  readonly clutter: boolean
}

const scheme = /^\s*(sips?|tel|callto|phone|fax|modem|sms|whatsapp)\s*:\s*(?:\/\/)?/i

/**
 * Take a number out of what it arrives in: `"Name" <sip:+4930…;ext=42@host;user=phone>`, `tel:+49…;npdi;rn=+1…`,
 * `+49…@host`. Parameters of the number stand before the @ (RFC 3261 19.1.6), those behind it belong to the URI and say
 * nothing of it. Number portability, verstat and the like are dropped.
 */
export function unwrapAddress(text: string): Address {
  return { ...unwrap(text), displayName: displayNameOf(text), isPrivate: privacyAsked.test(text) }
}

type Located = Omit<Address, 'displayName' | 'isPrivate'>

/** draft-ietf-sip-privacy-04 4.1, still sent by many gateways. */
const privacyAsked = /;\s*privacy\s*=\s*"?(?:full|uri|id)\b/i

function displayNameOf(text: string): string {
  const opened = text.lastIndexOf('<')
  return opened <= 0 ? '' : withoutQuotes(text.slice(0, opened))
}

function unwrap(text: string): Located {
  const inner = withoutQuotes(withinAngles(text))
  const named = scheme.exec(inner)
  const rest = named ? inner.slice(named[0].length) : inner
  const sip = named?.[1]?.toLowerCase().startsWith('sip') ?? false
  const at = rest.lastIndexOf('@')
  if (at < 0) return sip ? withoutUser(rest) : fromSubscriber(rest, '')
  const user = sip ? rest.slice(0, at).replace(/:.*$/s, '') : rest.slice(0, at)
  return fromSubscriber(user, hostOf(rest.slice(at + 1)))
}

function withinAngles(text: string): string {
  if (!text.includes('<')) return text.replaceAll('>', '')
  const unquoted = text.replace(/^[^<"]*"(?:[^"\\]|\\.)*"(?=[^<]*<)/s, '')
  const opened = unquoted.slice(unquoted.indexOf('<')).replace(/^[<\s]+/, '')
  return opened.replace(/>.*$/s, '')
}

function withoutQuotes(text: string): string {
  return text.replace(/["'`´‘’‚“”„«»]/gu, ' ').trim()
}

/** `sip:host` has no user, but sloppy senders write `sip:+4930…` and mean one. */
function withoutUser(rest: string): Located {
  const number = /^[+\d][\d\s().-]*(?=[;:?]|$)/.test(rest) && !/^\d{1,3}(?:\.\d{1,3}){3}(?!\d)/.test(rest)
  return number ? fromSubscriber(rest.replace(/[:?].*$/s, ''), '') : fromSubscriber('', hostOf(rest))
}

function hostOf(text: string): string {
  return text
    .replace(/[;:?>].*$/s, '')
    .trim()
    .toLowerCase()
}

function fromSubscriber(subscriber: string, host: string): Located {
  const [user = '', ...parameters] = subscriber.split(';')
  let extension: string | null = null
  let context: string | null = null
  let clutter = false
  for (const parameter of parameters) {
    const found = /^\s*([a-z][a-z0-9-]*)\s*(?:=(.*))?$/is.exec(parameter)
    if (!found) clutter ||= parameter.trim() !== ''
    else if (/^ext$/i.test(found[1]!)) extension = found[2]?.replace(/\D/g, '').slice(0, 20) || null
    else if (/^phone-context$/i.test(found[1]!)) context = globalContext(found[2] ?? '')
  }
  return { user: user.trim(), host, extension, context, clutter }
}

function globalContext(value: string): string | null {
  const found = /^\s*\+([\d\s().-]{1,20})$/.exec(value)
  return found?.[1]?.replace(/\D/g, '') || null
}

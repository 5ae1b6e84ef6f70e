/** What an Asterisk configuration needs to be told apart: which channels lead outside, and how agents are numbered. */
export interface AsteriskSettings {
  readonly source: string
  /** Channel names of the trunks without their `-0000002a`: `PJSIP/trunk`. A `*` at the end stands for anything. */
  readonly trunks: readonly string[]
  /** Digits of an internal extension; where an endpoint is not named by its extension, its caller ID is tried. */
  readonly extensionLength?: number
  /** Digits that dial out of the house, as in the source's number plan. */
  readonly outsidePrefix?: string
  /** Names of the `UserEvent`s that carry claims. */
  readonly claimEvents?: readonly string[]
}

/** `other` are channels of Asterisk's own making (spies, announcers, conferences' recorders), at which nobody sits. */
export type ChannelKind = 'trunk' | 'phone' | 'local' | 'other'

const machinery =
  /^(message|snoop|surrogate|announcer|recorder|cbann|cbrec|bridge|asyncgoto|multicastrtp|unicastrtp|audiosocket|websocket|parking|jitterbuffer)\//i

export function kindOfChannel(name: string, trunks: readonly string[]): ChannelKind {
  if (name.startsWith('Local/')) return 'local'
  if (machinery.test(name)) return 'other'
  const bare = withoutSuffix(name)
  return trunks.some((trunk) => isNamedBy(trunk, bare)) ? 'trunk' : 'phone'
}

function isNamedBy(trunk: string, name: string): boolean {
  return trunk.endsWith('*') ? name.startsWith(trunk.slice(0, -1)) : name === trunk
}

/** `PJSIP/1001-0000002a` → `PJSIP/1001`. */
function withoutSuffix(name: string): string {
  return name.replace(/-[0-9a-f]+$/i, '')
}

/** The agent at a phone: the endpoint's name, or its own number where the name is no extension (`PJSIP/alice`). */
export function agentAtPhone(name: string, ownNumber: string, extensionLength = 0): string {
  const endpoint = withoutSuffix(name).replace(/^[^/]*\//, '')
  if (extensionLength === 0 || isExtension(endpoint, extensionLength)) return endpoint
  return isExtension(ownNumber, extensionLength) ? ownNumber : endpoint
}

function isExtension(text: string, length: number): boolean {
  return text.length === length && /^\d+$/.test(text)
}

/** The agent behind a queue member whose phone cannot be seen: `Local/1005@mobile/n` → `1005`. */
export function agentOfMember(memberInterface: string): string {
  return memberInterface.replace(/^[^/]*\//, '').replace(/[@/].*$/, '')
}

/** Whether a queue member's `StateInterface` is a phone: it may be a hint of the dialplan, or a state that somebody sets. */
export function isPhone(device: string): boolean {
  return !/^(local\/|hint:|custom:|agent:|queue:)/i.test(device)
}

/** The other half of a Local channel: `Local/1@x-0001;1` ↔ `Local/1@x-0001;2`. */
export function otherHalf(name: string): string {
  return name.endsWith(';1') ? `${name.slice(0, -1)}2` : `${name.slice(0, -1)}1`
}

/** The number in a dial string: `015112345678@trunk`, `trunk/sip:0151…@host`, `+49…@trunk`. */
export function numberInDialString(dialString: string): string {
  return dialString
    .replace(/@.*$/, '')
    .replace(/^.*\//, '')
    .replace(/^sips?:/i, '')
}

/**
 * The number that an agent called. Asterisk tells it as dialled, with the digits that lead out of the house, and as
 * handed to the trunk, without them. As dialled is what the source's number plan reads, but only where it knows those
 * digits; otherwise the trunk's is the one that can be read.
 */
export function dialledNumber(asDialled: string, toTrunk: string, outsidePrefix = ''): string {
  if (toTrunk === '' || asDialled === outsidePrefix + toTrunk) return asDialled
  return toTrunk
}

/** `1795360095.228`, with a system name `pbx1-1795361407.0`. */
export function isUniqueid(id: string): boolean {
  return /^(?:.+-)?\d{9,11}\.\d+$/.test(id)
}

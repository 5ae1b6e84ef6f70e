import type { FreeswitchEvent } from './freeswitch-events.ts'

/** What a FreeSWITCH configuration needs to be told apart: which legs lead outside, and how agents are numbered. */
export interface FreeswitchSettings {
  readonly source: string
  /**
   * What leads outside: `gateway/carrier`, `profile/external` (of Sofia), `context/public` (in which calls come in), or how
   * the names of its channels begin (`freetdm/1`). A `*` at the end stands for anything.
   */
  readonly trunks: readonly string[]
  /** The domain of the agents, where the server has several; those of another are never taken for ours. */
  readonly domain?: string
  /** Digits of an internal extension; where a user is not named by it, the number is tried. */
  readonly extensionLength?: number
  /** Digits that dial out of the house, as in the source's number plan. */
  readonly outsidePrefix?: string
}

/** `loopback` are the halves of a leg that calls back into the dialplan; at `other` nobody sits. */
export type LegKind = 'trunk' | 'phone' | 'loopback' | 'other'

const machinery = /^(error|null|pickup|conference|portaudio|tone_stream)\//i

/**
 * A gateway or context that was named settles it; then whoever is a user of the directory is a phone, also on the profile
 * of a trunk; a gateway that was not named is a trunk all the same, for what else is a gateway.
 */
export function kindOfLeg(event: FreeswitchEvent, settings: FreeswitchSettings): LegKind {
  const name = event.get('Channel-Name') ?? ''
  if (name.startsWith('loopback/')) return 'loopback'
  if (machinery.test(name)) return 'other'
  const gateway = gatewayOf(event)
  const says = (kind: string, value: string | undefined) => isNamed(settings.trunks, kind, value)
  if (says('gateway', gateway) || (isInbound(event) && says('context', event.get('Caller-Context'))))
    return 'trunk'
  if (directoryUser(event)) return 'phone'
  if (says('profile', profileOf(event, name)) || isNamedByStart(settings.trunks, name)) return 'trunk'
  return gateway !== undefined && !isInbound(event) ? 'trunk' : 'phone'
}

export function isInbound(event: FreeswitchEvent): boolean {
  return event.get('Call-Direction') !== 'outbound'
}

/** Sofia names the gateway in one variable where a call came in by it and in another where it went out. */
function gatewayOf(event: FreeswitchEvent): string | undefined {
  return isInbound(event) ? event.variable('sip_gateway') : event.variable('sip_gateway_name')
}

function profileOf(event: FreeswitchEvent, channelName: string): string | undefined {
  return event.variable('sofia_profile_name') ?? /^sofia\/([^/]+)\//.exec(channelName)?.[1]
}

function isNamed(trunks: readonly string[], kind: string, value: string | undefined): boolean {
  return value !== undefined && trunks.some((trunk) => fits(trunk, `${kind}/${value}`))
}

const ownKinds = /^(gateway|profile|context)\//

function isNamedByStart(trunks: readonly string[], channelName: string): boolean {
  return trunks.some((trunk) => !ownKinds.test(trunk) && channelName.startsWith(trunk.replace(/\*$/, '')))
}

function fits(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern
}

export interface DirectoryUser {
  readonly user: string
  readonly domain: string | undefined
}

/** Who signed in with the phone that calls, or whom a leg was made to reach. */
export function directoryUser(event: FreeswitchEvent): DirectoryUser | undefined {
  const user = isInbound(event)
    ? (event.variable('user_name') ?? event.variable('sip_auth_username'))
    : event.variable('dialed_user')
  const domain = isInbound(event)
    ? (event.variable('domain_name') ?? event.variable('sip_auth_realm'))
    : event.variable('dialed_domain')
  return user === undefined ? undefined : { user, domain }
}

/** The agent at a phone: the directory's user, or the number where the user is no extension (`alice`). */
export function agentAtLeg(event: FreeswitchEvent, settings: FreeswitchSettings): string {
  const { user, domain } = directoryUser(event) ??
    presentUser(event) ?? { user: userInName(event.get('Channel-Name') ?? ''), domain: undefined }
  const length = settings.extensionLength ?? 0
  const number = isInbound(event) ? 'Caller-Caller-ID-Number' : 'Caller-Destination-Number'
  const extension =
    length === 0 ? undefined : [user, event.get(number) ?? ''].find((one) => isExtension(one, length))
  return inDomain(extension ?? user, domain, settings)
}

/** `Channel-Presence-ID: 1001@example.com`, whose lamp on other phones the leg lights. */
function presentUser(event: FreeswitchEvent): DirectoryUser | undefined {
  const [user, domain] = (event.get('Channel-Presence-ID') ?? '').split('@')
  return user ? { user, domain } : undefined
}

/** `sofia/internal/1001@192.0.2.7:5060` → `1001`. */
export function userInName(channelName: string): string {
  return channelName
    .replace(/@.*$/, '')
    .replace(/^.*\//, '')
    .replace(/^(sips?|u):/i, '')
}

/** Two domains may have the same extension, so one of a foreign domain keeps its whole name and finds no agent of ours. */
function inDomain(user: string, domain: string | undefined, settings: FreeswitchSettings): string {
  const isForeign = settings.domain !== undefined && domain !== undefined && domain !== settings.domain
  return isForeign ? `${user}@${domain}` : user
}

function isExtension(text: string, length: number): boolean {
  return text.length === length && /^\d+$/.test(text)
}

/**
 * The agent that mod_callcenter names: `1001@default`. A name that is no extension says nothing (FusionPBX names agents by
 * a random id): then the contact tells, or the leg that reaches the agent.
 */
export function agentNamed(name: string, settings: FreeswitchSettings): string | undefined {
  const [user = '', domain] = name.split('@')
  const length = settings.extensionLength ?? 0
  if (randomId.test(user) || (length > 0 && !isExtension(user, length))) return undefined
  // `default` is the domain of nobody: the sample configuration names queues and agents with it.
  return inDomain(user, domain === 'default' ? undefined : domain, settings)
}

const randomId = /^[0-9a-f]{8}-[0-9a-f]{4}-/i

/** Whom an agent's contact reaches: `{…}user/1001@example.com`, `[leg_timeout=10]sofia/internal/1001%example.com`. */
export function agentInContact(contact: string, settings: FreeswitchSettings): string | undefined {
  const found =
    /(?:user|sofia\/(?!gateway\/)[^/]+|loopback|verto\.rtc)\/(?:sips?:)?([^@%/,|\s]+)(?:[@%]([^/,|;\s]+))?/.exec(
      contact.replace(/[{[<][^}\]>]*[}\]>]/g, ''),
    )
  const [, user, domain] = found ?? []
  return user === undefined ? undefined : inDomain(user, domain, settings)
}

/** Whether this is a number somebody dialled, and not a name of the dialplan's own. */
export function isDialled(number: string): boolean {
  return /^[+*#\d]/.test(number)
}

/**
 * The number that an agent called. As dialled it has the digits that lead out of the house, which the source's number
 * plan takes off where it knows them; what the gateway was given has not.
 */
export function dialledNumber(asDialled: string, toGateway: string, outsidePrefix = ''): string {
  return toGateway === '' || asDialled === outsidePrefix + toGateway ? asDialled : toGateway
}

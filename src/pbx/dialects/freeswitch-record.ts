import type { HookRequest, Misheard } from '../dialect.ts'
import { decodePercent, type FreeswitchEvent, freeswitchEvent } from '../freeswitch-events.ts'
import { contentType } from '../hook-fields.ts'
import { readJson } from '../read-json.ts'
import { childOf, leavesOf, readXml, type XmlElement } from '../read-xml.ts'

/** A leg that has ended, as mod_json_cdr, mod_xml_cdr or mod_format_cdr writes it. */
export interface CallRecord {
  readonly kind: 'record'
  /** As an event of the leg would have it. */
  readonly leg: FreeswitchEvent
  /** The legs that were made for it, whether or not they were answered, the newest last. */
  readonly made: readonly Profile[]
  /** It was made for another leg, or by a queue for an agent: the caller's record tells it all. */
  readonly isPartOfAnother: boolean
}

/** A caller profile: `caller_id_number`, `destination_number`, `context`, `uuid`, `chan_name`… */
export type Profile = Readonly<Record<string, string>>

interface Written {
  readonly variables: Profile
  /** As it was before any transfer. */
  readonly caller: Profile
  readonly made: readonly Profile[]
  readonly hasOriginator: boolean
}

/**
 * The record in a request: JSON or XML, by itself or as `cdr=` in a form that is percent-encoded, base64 or (`encode` off)
 * plain text.
 */
export function readRecord(request: HookRequest): CallRecord | Misheard {
  const text = recordText(request)
  const written = /^\s*</.test(text) ? readXmlRecord(text) : readJsonRecord(text)
  if (written === 'refused') return { kind: 'refused', code: 'bad-json' }
  const { variables } = written
  if (!variables.uuid || !variables.end_uepoch) {
    return {
      kind: 'refused',
      code: 'bad-input',
      faults: [{ path: 'variables', message: 'no record of a leg' }],
    }
  }
  return toRecord(written)
}

function recordText(request: HookRequest): string {
  const body = request.body.toString('utf8')
  const [, inForm] = /^\s*cdr=([\s\S]*)$/.exec(body) ?? []
  if (inForm === undefined) return body
  const type = contentType(request)
  if (type === 'application/x-www-form-base64-encoded') return Buffer.from(inForm, 'base64').toString('utf8')
  return type === 'application/x-www-form-urlencoded' ? decodePercent(inForm) : inForm
}

function toRecord({ variables, caller, made, hasOriginator }: Written): CallRecord {
  const headers: Record<string, string> = {
    'Unique-ID': variables.uuid ?? '',
    'Channel-Call-UUID': variables.call_uuid ?? variables.uuid ?? '',
    'Channel-Name': variables.channel_name ?? caller.chan_name ?? '',
    'Call-Direction': variables.direction ?? 'inbound',
    'Caller-Caller-ID-Name': caller.caller_id_name ?? '',
    'Caller-Caller-ID-Number': caller.caller_id_number ?? '',
    'Caller-Destination-Number': caller.destination_number ?? '',
    'Caller-Context': caller.context ?? '',
  }
  for (const [name, value] of Object.entries(variables)) headers[`variable_${name}`] = value
  const named = [
    'originator',
    'originating_leg_uuid',
    'ent_originate_aleg_uuid',
    'cc_member_session_uuid',
    'fifo_bridge_uuid',
  ]
  const isPartOfAnother = hasOriginator || named.some((name) => variables[name])
  return { kind: 'record', leg: freeswitchEvent(headers), made, isPartOfAnother }
}

function readJsonRecord(text: string): Written | 'refused' {
  const read = readJson(Buffer.from(text))
  if (read.kind === 'refused') return 'refused'
  const { variables, callflow } = objectIn(read.value)
  // The callflow is a list of profiles, the newest first; older versions write one profile alone.
  const flow = [callflow].flat().map((one) => objectIn(one).caller_profile)
  const made = flow.toReversed().flatMap((profile) => {
    const { originatee } = objectIn(profile)
    const { originatee_caller_profiles: many, originatee_caller_profile: one } = objectIn(originatee)
    return [many ?? one ?? []].flat().map(textsIn)
  })
  return {
    variables: decoded(textsIn(variables)),
    caller: textsIn(flow.at(-1)),
    made,
    hasOriginator: flow.some((profile) => Object.hasOwn(objectIn(profile), 'originator')),
  }
}

function readXmlRecord(text: string): Written | 'refused' {
  const cdr = readXml(text)
  if (cdr?.name !== 'cdr') return 'refused'
  const flow = cdr.children
    .filter(({ name }) => name === 'callflow')
    .flatMap((one) => childOf(one, 'caller_profile') ?? [])
  const made = flow.toReversed().flatMap((profile) => profilesIn(childOf(profile, 'originatee')))
  return {
    variables: decoded(leavesOf(childOf(cdr, 'variables'))),
    caller: leavesOf(flow.at(-1)),
    made,
    hasOriginator: flow.some((profile) => childOf(profile, 'originator') !== undefined),
  }
}

function profilesIn(element: XmlElement | undefined): Profile[] {
  return (element?.children ?? []).map(leavesOf)
}

/** `encode-values` (on unless switched off) percent-encodes each value by itself, within what is encoded as a whole. */
function decoded(variables: Profile): Profile {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, decodePercent(value)]))
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textsIn(value: unknown): Profile {
  const entries = Object.entries(objectIn(value))
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

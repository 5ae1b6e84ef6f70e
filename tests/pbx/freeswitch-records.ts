import type { Leg, Recording } from './freeswitch-streams.ts'

type Texts = Record<string, string>

/** A record as FreeSWITCH composes it, before it is written as JSON or XML. */
export interface ComposedRecord {
  readonly variables: Texts
  readonly caller: Texts
  readonly made: readonly Texts[]
  readonly originator: Texts | null
}

/** The record of a leg that ended now; `made` are the legs that were made for it, `partner` the one it spoke with. */
export function recordOf(
  leg: Leg,
  stream: Recording,
  what: { made?: readonly Leg[]; partner?: Leg; bridgedAt?: number; variables?: Texts } = {},
): ComposedRecord {
  const { made = [], partner, bridgedAt = leg.answeredAt } = what
  return {
    variables: {
      uuid: leg.uuid,
      call_uuid: leg.callUuid,
      channel_name: leg.name,
      direction: leg.direction,
      ...Object.fromEntries(Object.entries(leg.variables).map(([name, value]) => [name, String(value)])),
      start_uepoch: String(leg.createdAt),
      ...(leg.answeredAt > 0 ? { answer_uepoch: String(leg.answeredAt) } : { answer_uepoch: '0' }),
      ...(partner
        ? {
            bridge_uepoch: String(bridgedAt),
            last_bridge_to: partner.uuid,
            bridge_uuid: partner.uuid,
            bridge_channel: partner.name,
          }
        : {}),
      ...(made.length > 0 ? { last_app: 'bridge', last_arg: made.map(dialString).join(',') } : {}),
      end_uepoch: String(stream.now * 1000),
      hangup_cause: leg.hungUp ?? 'NORMAL_CLEARING',
      ...what.variables,
    },
    caller: profileOf(leg),
    made: made.map(profileOf),
    originator: leg.by ? profileOf(leg.by) : null,
  }
}

function dialString({ destination, variables }: Leg): string {
  const gateway = variables.sip_gateway_name
  return gateway
    ? `[leg_timeout=20]sofia/gateway/${gateway}/${destination}`
    : `user/${destination}@pbx.example`
}

function profileOf(leg: Leg): Texts {
  return {
    dialplan: 'XML',
    caller_id_name: leg.callerName,
    caller_id_number: leg.number,
    destination_number: leg.destination,
    uuid: leg.uuid,
    source: 'mod_sofia',
    context: leg.context,
    chan_name: leg.name,
  }
}

/** mod_json_cdr; `encode-values` is on unless it was switched off. */
export function asJson(record: ComposedRecord, encodesValues = true): string {
  const write = (value: string) => (encodesValues ? encodeURIComponent(value) : value)
  const variables = Object.fromEntries(
    Object.entries(record.variables).map(([name, value]) => [name, write(value)]),
  )
  const originatee = { originatee_caller_profiles: record.made }
  const originator = { originator_caller_profiles: [record.originator] }
  return JSON.stringify({
    'core-uuid': 'eb8bcdd2-d9eb-4f8f-80c3-1a4042aabe31',
    switchname: 'pbx1',
    channel_data: { state: 'CS_REPORTING', state_number: '11' },
    callStats: { audio: { inbound: { raw_bytes: 572588, mos: 4.5 } } },
    variables,
    app_log: { applications: [{ app_name: 'bridge', app_data: 'user/1002@pbx.example', app_stamp: '1' }] },
    callflow: [
      {
        dialplan: 'XML',
        profile_index: '2',
        extension: { name: 'Local', number: '1001', applications: [{ app_name: 'bridge', app_data: 'x' }] },
        caller_profile: {
          ...record.caller,
          destination_number: '5000',
          context: 'default',
          ...(record.made.length > 0 ? { originatee } : {}),
          ...(record.originator ? { originator } : {}),
        },
        times: { created_time: record.variables.start_uepoch },
      },
      { dialplan: 'XML', profile_index: '1', caller_profile: record.caller, times: {} },
    ],
  })
}

/** mod_xml_cdr. */
export function asXml(record: ComposedRecord): string {
  const leaves = (texts: Texts, write: (value: string) => string) =>
    Object.entries(texts)
      .map(([name, value]) => `    <${name}>${write(value)}</${name}>\n`)
      .join('')
  const made = record.made.map(
    (texts) => `<originatee_caller_profile>\n${leaves(texts, escaped)}</originatee_caller_profile>`,
  )
  const originator = record.originator
    ? `<originator><originator_caller_profile>\n${leaves(record.originator, escaped)}</originator_caller_profile></originator>`
    : ''
  const first = { ...record.caller, destination_number: '5000', context: 'default' }
  return `<?xml version="1.0"?>
<cdr core-uuid="eb8bcdd2" switchname="pbx1">
  <channel_data><state>CS_REPORTING</state><direction>inbound</direction></channel_data>
  <call-stats><audio><inbound><raw_bytes>1</raw_bytes></inbound></audio></call-stats>
  <variables>
${leaves(record.variables, encodeURIComponent)}  </variables>
  <app_log><application app_name="bridge" app_data="user/1002@pbx.example"></application></app_log>
  <callflow dialplan="XML" profile_index="2">
    <extension name="Local" number="1001"><application app_name="answer" app_data=""/></extension>
    <caller_profile>
${leaves(first, escaped)}    <originatee>${made.join('')}</originatee>${originator}
    </caller_profile>
    <times><created_time>1</created_time></times>
  </callflow>
  <callflow dialplan="XML" profile_index="1">
    <caller_profile>
${leaves(record.caller, escaped)}    </caller_profile>
  </callflow>
</cdr>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The ways in which the modules post it: their `encode` settings. */
export const waysOfPosting: readonly (readonly [string, string, (record: ComposedRecord) => string])[] = [
  ['mod_json_cdr', 'application/x-www-form-urlencoded', (one) => `cdr=${encodeURIComponent(asJson(one))}`],
  ['mod_json_cdr, base64', 'application/x-www-form-base64-encoded', (one) => `cdr=${base64(asJson(one))}`],
  ['mod_json_cdr, not encoded', 'application/json', (one) => asJson(one)],
  ['mod_json_cdr, not encoded, as it was', 'application/x-www-form-plaintext', (one) => asJson(one)],
  ['mod_json_cdr, values not encoded', 'application/json', (one) => asJson(one, false)],
  ['mod_xml_cdr', 'application/x-www-form-urlencoded', (one) => `cdr=${encodeURIComponent(asXml(one))}`],
  ['mod_xml_cdr, base64', 'application/x-www-form-base64-encoded', (one) => `cdr=${base64(asXml(one))}`],
  ['mod_xml_cdr, textxml', 'text/xml', (one) => asXml(one)],
  ['mod_xml_cdr, not encoded', 'application/x-www-form-plaintext', (one) => `cdr=${asXml(one)}`],
]

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

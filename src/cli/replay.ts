import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Call, type FollowedCall, follow } from '../call/call.ts'
import type { CallEvent, Presentation } from '../call/call-event.ts'
import { type NumberFormat, type NumberPlan, numberFormats } from '../call/caller-number.ts'
import { readNumber } from '../recognition/read-number.ts'
import { regionOf } from '../recognition/valid-number.ts'
import { type RecordedStream, recordedStreams } from './recorded-streams.ts'

export interface ReplayIo {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

interface Replay {
  readonly file: string
  readonly stream: RecordedStream
  readonly plan: NumberPlan
}

const kinds = Object.keys(recordedStreams)

const usage = `usage: replay FILE --as asterisk --trunk PJSIP/trunk [--trunk SIP/other]… --region DE
       replay FILE --as freeswitch --trunk gateway/carrier [--trunk context/public]… --region DE
              [--format ${numberFormats.join('|')}] [--area-code 30] [--outside-prefix 9] [--extension-length 4]
Reads a recorded session of an Asterisk manager interface or a FreeSWITCH event socket and prints each call in it as
one JSON line, in the order of arrival. A call that is open at the end of the recording is printed as if it ended there.
`

/**
 * Prints the calls of a recorded phone system stream, read by the same code that reads the live one. Exit code 0; 1 when
 * the file cannot be read; 2 when the arguments are not complete.
 */
export async function replay(args: string[], io: ReplayIo): Promise<number> {
  const wanted = readArguments(args)
  if ('faults' in wanted) {
    io.stderr.write(`${wanted.faults.map((fault) => `replay: ${fault}\n`).join('')}${usage}`)
    return 2
  }
  try {
    const calls = await callsIn(wanted)
    io.stdout.write(calls.map((call) => `${JSON.stringify(shown(call, wanted.plan))}\n`).join(''))
    return 0
  } catch (error) {
    io.stderr.write(`replay: cannot read ${wanted.file}: ${error instanceof Error ? error.message : error}\n`)
    return 1
  }
}

async function callsIn({ file, stream }: Replay): Promise<Call[]> {
  const calls = new Map<string, FollowedCall>()
  const take = (events: readonly CallEvent[]) => {
    for (const event of events) calls.set(event.call, follow(calls.get(event.call), event))
  }
  for await (const bytes of createReadStream(file)) take(stream.hear(bytes as Buffer))
  take(stream.finish())
  return [...calls.values()].map(({ call }) => call)
}

/** `from` is whoever calls: on an outbound call our own side, as the phone system shows it. */
function shown(call: Call, plan: NumberPlan): object {
  return {
    call: call.call,
    direction: call.direction,
    from: shownNumber(call, plan),
    did: call.direction === 'inbound' ? call.to : null,
    queue: call.queue,
    outcome: call.outcome,
    answeredBy: call.answeredBy.map(extensionOf),
    offers: call.offers.map(({ agent, result }) => ({
      agent: extensionOf(agent),
      result: call.answeredBy.includes(agent) ? 'won' : result,
    })),
  }
}

function shownNumber(call: Call, plan: NumberPlan): object {
  const raw = call.from ?? ''
  const number = readNumber(raw, plan)
  const e164 = number.kind === 'e164' && call.direction !== 'internal' ? number.e164 : null
  return { raw, e164, presentation: presentationOf(call.presentation, number.kind) }
}

/** Some trunks say it with the presentation, some with a word in the number's place. */
function presentationOf(told: Presentation, kind: string): Presentation {
  if (told === 'restricted' || kind === 'withheld') return 'restricted'
  return kind === 'unavailable' ? 'unavailable' : told
}

function extensionOf(agent: string): string {
  return agent.replace(/^\?/, '')
}

function readArguments(args: string[]): Replay | { faults: string[] } {
  const options = readOptions(args)
  if ('faults' in options) return options
  const { values, positionals } = options
  const [file, ...others] = positionals
  const region = values.region?.toUpperCase() ?? ''
  const format = values.format ?? 'as-dialled'
  const open = kinds.includes(values.as ?? '') ? recordedStreams[values.as ?? ''] : undefined
  const faults = [
    ...(file === undefined ? ['FILE is missing: the recorded stream'] : []),
    ...(others.length > 0 ? [`one FILE only, not also ${others.join(' ')}`] : []),
    ...(open ? [] : [`--as ${kinds.join(' or ')} is missing: the kind of phone system that was recorded`]),
    ...(values.trunk?.every((trunk) => trunk !== '')
      ? []
      : ['--trunk is missing: what leads outside, PJSIP/trunk or gateway/carrier']),
    ...(regionOf(region) ? [] : ['--region is missing, or no region with a numbering plan: DE']),
    ...(isFormat(format) ? [] : [`--format is none of ${numberFormats.join(', ')}`]),
    ...notDigits(values),
  ]
  if (faults.length > 0 || file === undefined || !isFormat(format) || !open) return { faults }
  const digits = {
    ...(values['outside-prefix'] === undefined ? {} : { outsidePrefix: values['outside-prefix'] }),
    ...(values['extension-length'] === undefined
      ? {}
      : { extensionLength: Number(values['extension-length']) }),
  }
  const areaCode = values['area-code'] === undefined ? {} : { areaCode: values['area-code'] }
  return {
    file,
    stream: open({ source: 'replay', trunks: values.trunk ?? [], ...digits }),
    plan: { region, format, ...digits, ...areaCode },
  }
}

const options = {
  as: { type: 'string' },
  trunk: { type: 'string', multiple: true },
  region: { type: 'string' },
  format: { type: 'string' },
  'area-code': { type: 'string' },
  'outside-prefix': { type: 'string' },
  'extension-length': { type: 'string' },
} as const

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true })
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] }
  }
}

function notDigits(values: Readonly<Record<string, unknown>>): string[] {
  const limits = { 'area-code': 8, 'outside-prefix': 4, 'extension-length': 2 }
  return Object.entries(limits).flatMap(([name, most]) => {
    const value = values[name]
    const isRight = typeof value !== 'string' || new RegExp(`^\\d{1,${most}}$`).test(value)
    return isRight ? [] : [`--${name} is not made of one to ${most} digits`]
  })
}

function isFormat(text: string): text is NumberFormat {
  return numberFormats.some((format) => format === text)
}

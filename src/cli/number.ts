import { StringDecoder } from 'node:string_decoder'
import { parseArgs } from 'node:util'
import {
  type CallerNumber,
  type NumberFormat,
  type NumberPlan,
  numberFormats,
} from '../call/caller-number.ts'
import { numberReader } from '../recognition/read-number.ts'
import { regionOf } from '../recognition/valid-number.ts'

export interface NumberIo {
  readonly stdin: AsyncIterable<string | Buffer>
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

const usage = `usage: number --region DE --format ${numberFormats.join('|')}
              [--extension-length 4] [--area-code 30] [--outside-prefix 9]
Reads raw numbers from standard input, one a line, and prints one JSON line for each.
`

/**
 * Show how a source with the given plan reads raw numbers: one a line on stdin, one JSON line each on stdout, in order.
 * An empty line is an empty number. Gives the exit code: 0, or 2 where the arguments do not make a plan.
 */
export async function number(args: string[], io: NumberIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(usage)
    return 0
  }
  const plan = readPlan(args)
  if ('faults' in plan) {
    io.stderr.write(`${plan.faults.map((fault) => `number: ${fault}\n`).join('')}${usage}`)
    return 2
  }
  const read = numberReader(plan)
  for await (const lines of linesOf(io.stdin)) {
    const text = lines.map((raw) => `${JSON.stringify(shown(read(raw)))}\n`).join('')
    if (!io.stdout.write(text)) await drained(io.stdout)
  }
  await flushed(io.stdout)
  return 0
}

function readPlan(args: string[]): NumberPlan | { faults: string[] } {
  const values = readOptions(args)
  if (values.faults) return { faults: values.faults }
  const region = values.region?.toUpperCase()
  const {
    format,
    'extension-length': length,
    'area-code': areaCode,
    'outside-prefix': outsidePrefix,
  } = values
  const faults: string[] = []
  if (!region) faults.push('--region is missing: the ISO 3166 code of the country the phone system stands in')
  else if (!regionOf(region))
    faults.push(`--region ${JSON.stringify(values.region)} is no region with a numbering plan`)
  if (!format) faults.push(`--format is missing: one of ${numberFormats.join(', ')}`)
  else if (!isFormat(format))
    faults.push(`--format ${JSON.stringify(format)} is none of ${numberFormats.join(', ')}`)
  if (length !== undefined && !/^\d{1,2}$/.test(length))
    faults.push('--extension-length is no number of digits (0 to 99)')
  if (areaCode !== undefined && !/^\d{1,8}$/.test(areaCode)) faults.push('--area-code is not made of digits')
  if (outsidePrefix !== undefined && !/^\d{1,4}$/.test(outsidePrefix))
    faults.push('--outside-prefix is not made of one to four digits')
  if (faults.length > 0 || !region || !format || !isFormat(format)) return { faults }
  return {
    region,
    format,
    ...(length === undefined ? {} : { extensionLength: Number(length) }),
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(outsidePrefix === undefined ? {} : { outsidePrefix }),
  }
}

function readOptions(args: string[]) {
  const options = {
    region: { type: 'string' },
    format: { type: 'string' },
    'extension-length': { type: 'string' },
    'area-code': { type: 'string' },
    'outside-prefix': { type: 'string' },
  } as const
  try {
    return { ...parseArgs({ args, options, strict: true, allowPositionals: false }).values }
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] }
  }
}

function isFormat(text: string): text is NumberFormat {
  return numberFormats.some((format) => format === text)
}

function shown(read: CallerNumber): object {
  const { kind, raw } = read
  if (read.kind === 'e164') {
    return {
      kind,
      e164: read.e164,
      ...(read.extension === undefined ? {} : { extension: read.extension }),
      raw,
    }
  }
  if (read.kind === 'extension') return { kind, extension: read.extension, raw }
  return read.kind === 'unreadable' ? { kind, raw, why: read.why } : { kind, raw }
}

/** Lines end at LF or CRLF alone: other line separators are part of a number. A last line without an end counts. */
async function* linesOf(input: AsyncIterable<string | Buffer>): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8')
  let open: string[] = []
  for await (const chunk of input) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n')
    const last = parts.pop()!
    if (parts.length > 0) {
      parts[0] = open.join('') + parts[0]!
      open = []
      yield parts.map(withoutReturn)
    }
    open.push(last)
  }
  const rest = open.join('') + decoder.end()
  if (rest !== '') yield [withoutReturn(rest)]
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Until the reader has caught up, or is gone. */
async function drained(stream: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error']) stream.removeListener(event, done)
      resolve()
    }
    for (const event of ['drain', 'close', 'error']) stream.once(event, done)
  })
}

/** Whoever awaits the exit code may end the process with it: by then everything has been handed on. */
async function flushed(stream: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve())
  })
}

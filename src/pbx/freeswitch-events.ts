import type { EslFrame } from './freeswitch-frames.ts'

/** An event of FreeSWITCH: headers, and the variables of the channel that it is about as `variable_…`. */
export interface FreeswitchEvent {
  readonly name: string
  /** Of `CUSTOM` events: `callcenter::info`. */
  readonly subclass: string | undefined
  /** A header; undefined where it is missing or empty. A list is written as FreeSWITCH does: `ARRAY::one|:two`. */
  get(header: string): string | undefined
  /** A variable of the channel. CHANNEL_HOLD and CHANNEL_CALLSTATE carry none. */
  variable(name: string): string | undefined
  headers(): Iterable<readonly [header: string, value: string]>
}

/** The event in a frame; undefined where it holds none, or none that can be read. */
export function eventIn(frame: EslFrame): FreeswitchEvent | undefined {
  if (frame.contentType === 'text/event-json') return readJsonEvent(frame.body)
  return frame.contentType === 'text/event-plain' ? readPlainEvent(frame.body) : undefined
}

/** An event of `event json`. Headers that FreeSWITCH has several times over are a list there. */
export function readJsonEvent(text: string): FreeswitchEvent | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return undefined
  }
  return typeof read === 'object' && read !== null && !Array.isArray(read)
    ? freeswitchEvent(read as Readonly<Record<string, unknown>>)
    : undefined
}

/**
 * An event of `event plain`, and what `uuid_dump` answers: a line for each header, the values percent-encoded (a `+` is a
 * plus). What stands behind the blank line is the event's own body. The first of two headers of a name counts.
 */
export function readPlainEvent(text: string): FreeswitchEvent {
  const headers: Record<string, string> = Object.create(null)
  for (const line of text.split('\n')) {
    if (line === '') break
    const colon = line.indexOf(': ')
    const name = line.slice(0, colon)
    if (colon > 0 && headers[name] === undefined) headers[name] = decodePercent(line.slice(colon + 2))
  }
  return freeswitchEvent(headers)
}

/** An event of these headers. */
export function freeswitchEvent(headers: Readonly<Record<string, unknown>>): FreeswitchEvent {
  const get = (header: string): string | undefined =>
    Object.hasOwn(headers, header) ? textOf(headers[header]) : undefined
  return {
    name: get('Event-Name') ?? '',
    subclass: get('Event-Subclass'),
    get,
    variable: (name) => get(`variable_${name}`),
    *headers() {
      for (const [header, value] of Object.entries(headers)) {
        const text = textOf(value)
        if (text !== undefined) yield [header, text]
      }
    },
  }
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length > 0 ? `ARRAY::${value.map(String).join('|:')}` : undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The values of a header that may be a list: `ARRAY::one|:two`. */
export function valuesOf(value: string | undefined): string[] {
  if (value === undefined) return []
  return value.startsWith('ARRAY::') ? value.slice('ARRAY::'.length).split('|:') : [value]
}

/** `%C3%9C` is one character of two bytes; a `%` that begins no byte stays what it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return decodeBytes(text)
  }
}

function decodeBytes(text: string): string {
  const written = Buffer.from(text)
  const bytes: number[] = []
  for (let n = 0; n < written.length; n++) {
    const hex = written[n] === percent ? written.toString('latin1', n + 1, n + 3) : ''
    const isByte = /^[0-9a-f]{2}$/i.test(hex)
    bytes.push(isByte ? Number.parseInt(hex, 16) : (written[n] ?? 0))
    if (isByte) n += 2
  }
  return Buffer.from(bytes).toString('utf8')
}

const percent = 0x25

import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export type Unwrapped =
  | { readonly kind: 'value'; readonly value: unknown }
  /** An empty batch, which a sender may send. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly faults: { path: string; message: string }[] }

/** What an envelope says of the event in it, if it does. */
interface Envelope {
  readonly specversion?: unknown
  readonly id?: unknown
  readonly source?: unknown
  readonly type?: unknown
  readonly time?: unknown
}

/**
 * Call events out of their CloudEvents 1.0 envelopes (cloudevents/spec: JSON format, HTTP binding): one structured, a batch,
 * or binary, where the envelope is in the headers. What the data does not say itself is taken from the envelope: `id`,
 * `time`, and `kind` from the last part of `type`. What comes in no envelope stays as it is.
 */
export function unwrapCloudEvents(
  headers: IncomingHttpHeaders,
  value: unknown,
  /** Whether the headers are as trustworthy as the body: a signature covers the body alone. */
  trustHeaders: boolean,
): Unwrapped {
  const type = (headers['content-type'] ?? '').toLowerCase()
  if (type.startsWith('application/cloudevents-batch+json')) {
    if (!Array.isArray(value)) return refused('', 'a batch is an array')
    if (value.length === 0) return { kind: 'nothing' }
    return unwrapAll(value.map((one, n) => unwrapStructured(one, `${n}.`)))
  }
  if (type.startsWith('application/cloudevents+json')) return unwrapStructured(value, '')
  if (headers['ce-specversion'] === undefined || !trustHeaders) return { kind: 'value', value }
  return unwrapBinary(headers, value)
}

function unwrapAll(all: readonly Unwrapped[]): Unwrapped {
  const faults = all.flatMap((one) => (one.kind === 'refused' ? one.faults : []))
  if (faults.length > 0) return { kind: 'refused', faults: faults.slice(0, 20) }
  return { kind: 'value', value: all.map((one) => (one.kind === 'value' ? one.value : undefined)) }
}

function unwrapStructured(value: unknown, path: string): Unwrapped {
  if (!isObject(value)) return refused(path, 'not a CloudEvent')
  const { data, ...envelope } = value
  return fill(envelope, data, path)
}

function unwrapBinary(headers: IncomingHttpHeaders, data: unknown): Unwrapped {
  const attribute = (name: string): string | undefined => {
    const written = headers[`ce-${name}`]
    return typeof written === 'string' ? decodeURIComponent(written) : undefined
  }
  try {
    const [specversion, id, source, type, time] = ['specversion', 'id', 'source', 'type', 'time'].map(
      attribute,
    )
    return fill({ specversion, id, source, type, time }, data, '')
  } catch {
    return refused('', 'a ce- header is not percent-encoded UTF-8')
  }
}

function fill({ specversion, id, source, type, time }: Envelope, data: unknown, path: string): Unwrapped {
  if (specversion !== '1.0') return refused(`${path}specversion`, 'only CloudEvents 1.0 are known')
  if (typeof id !== 'string' || typeof source !== 'string' || typeof type !== 'string') {
    return refused(path, 'id, source and type are needed')
  }
  if (!isObject(data)) return refused(`${path}data`, 'the call event has to be here, as JSON')
  const said = { id: idOf(source, id), kind: type.split('.').at(-1), ...(time == null ? {} : { time }) }
  return { kind: 'value', value: { ...said, ...data } }
}

/** Source and id together are unique. */
function idOf(source: string, id: string): string {
  const both = `${source} ${id}`
  return both.length <= 200 ? both : createHash('sha256').update(both).digest('base64url')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(path: string, message: string): Unwrapped {
  return { kind: 'refused', faults: [{ path: path.replace(/\.$/, ''), message }] }
}

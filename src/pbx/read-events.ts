import type { IncomingHttpHeaders } from 'node:http'
import { type EventMessage, eventMessages } from '../wire/event-contract.ts'
import { unwrapCloudEvents } from './cloud-events.ts'
import { readJson } from './read-json.ts'

export type ReadEvents =
  | { readonly kind: 'events'; readonly events: readonly EventMessage[] }
  | {
      readonly kind: 'refused'
      readonly code: 'bad-utf8' | 'too-deep' | 'bad-json' | 'bad-input'
      readonly faults?: { path: string; message: string }[]
    }

/**
 * Parses the body of a request with call events, plain or as CloudEvents. Nothing of a body with any fault is taken.
 * `trustHeaders`: whether the headers are as trustworthy as the body.
 */
export function readEvents(body: Buffer, headers: IncomingHttpHeaders, trustHeaders: boolean): ReadEvents {
  const read = readJson(body)
  if (read.kind === 'refused') return read
  const unwrapped = unwrapCloudEvents(headers, read.value, trustHeaders)
  if (unwrapped.kind === 'refused') return { ...unwrapped, code: 'bad-input' }
  if (unwrapped.kind === 'nothing') return { kind: 'events', events: [] }
  const parsed = eventMessages.safeParse(unwrapped.value)
  if (!parsed.success) return { kind: 'refused', code: 'bad-input', faults: faultsIn(unwrapped.value) }
  return { kind: 'events', events: Array.isArray(parsed.data) ? parsed.data : [parsed.data] }
}

/** The union of "one or many" would report both; so the faults are looked for in the shape that was sent. */
function faultsIn(value: unknown): { path: string; message: string }[] {
  const option = eventMessages.options[Array.isArray(value) ? 1 : 0]
  const parsed = option.safeParse(value)
  const issues = parsed.success ? [] : parsed.error.issues
  return issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
}

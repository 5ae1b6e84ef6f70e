import type { Heard, HookAnswer, HookRequest } from './dialect.ts'
import { contentType, type Fields, readFields } from './hook-fields.ts'
import { readJson } from './read-json.ts'

const mostEvents = 100
const json = /^application\/(?:[a-z.+-]+\+)?json$/

/** The events of a request that says one, as a form or as JSON, or a list of at most 100 as JSON. */
export function eachEvent(request: HookRequest): Fields[] {
  const isJson = request.method !== 'GET' && json.test(contentType(request))
  const read = isJson ? readJson(request.body) : undefined
  if (read?.kind !== 'json' || !Array.isArray(read.value)) return [readFields(request)]
  return read.value.slice(0, mostEvents).map((one: unknown): Fields => {
    if (typeof one === 'object' && one !== null)
      return { kind: 'fields', fields: one as Record<string, unknown> }
    return { kind: 'refused', code: 'bad-input', faults: [{ path: '', message: 'not an object' }] }
  })
}

/** What the events of one request say; it is refused if one of them is. */
export function together(all: readonly Heard[], answer: HookAnswer): Heard {
  const refused = all.find((one) => one.kind === 'refused')
  if (refused) return refused
  const heard = all.flatMap((one) => (one.kind === 'events' ? [one] : []))
  const events = heard.flatMap((one) => one.events)
  const links = heard.flatMap((one) => one.links ?? [])
  if (events.length + links.length === 0) return { kind: 'ignored', answer }
  return { kind: 'events', events, links, answer }
}

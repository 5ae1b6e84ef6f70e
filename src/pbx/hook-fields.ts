import { z } from 'zod'
import type { AgentReference } from '../wire/event-contract.ts'
import type { AgentNames, Heard, HookRequest, Misheard } from './dialect.ts'
import { readJson } from './read-json.ts'

export type Fields =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  | Misheard

/**
 * What a request says as named fields: a JSON object, or a form, to which a `GET` adds its query. A form's name with
 * brackets after it (`user[]`, `user[0]`, `user[][0]`) or that comes twice is a list.
 */
export function readFields(request: HookRequest): Fields {
  if (request.method === 'GET') return { kind: 'fields', fields: formFields(queryOf(request.url)) }
  const type = contentType(request)
  if (type === 'application/x-www-form-urlencoded') {
    return { kind: 'fields', fields: formFields(new URLSearchParams(request.body.toString('utf8'))) }
  }
  if (!/^application\/(?:[a-z.+-]+\+)?json$/.test(type)) {
    return { kind: 'refused', code: 'wrong-content-type' }
  }
  const read = readJson(request.body)
  if (read.kind === 'refused') return read
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
    return { kind: 'refused', code: 'bad-input', faults: [{ path: '', message: 'not an object' }] }
  }
  return { kind: 'fields', fields: read.value as Record<string, unknown> }
}

/** Without its parameters, in lower case; empty if there is none. */
export function contentType({ headers }: Pick<HookRequest, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
}

export function formFields(form: URLSearchParams): Readonly<Record<string, string | string[]>> {
  const fields = new Map<string, string | string[]>()
  for (const [written, value] of form) {
    const name = written.replace(/(?:\[\d*\])+$/, '')
    const earlier = fields.get(name)
    if (earlier !== undefined) fields.set(name, [...(Array.isArray(earlier) ? earlier : [earlier]), value])
    else fields.set(name, name === written ? value : [value])
  }
  return Object.fromEntries(fields)
}

/** Checks the fields against what a converter uses of them, and goes on with what fits; what it does not use may be anything. */
export function hearFields<S extends z.ZodType>(
  read: Fields,
  schema: S,
  then: (said: z.infer<S>) => Heard,
): Heard {
  if (read.kind === 'refused') return read
  const parsed = schema.safeParse(read.fields)
  if (parsed.success) return then(parsed.data)
  const faults = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }))
  return { kind: 'refused', code: 'bad-input', faults }
}

const written = z.union([z.string(), z.number().transform(String)])

/** Text or a number (ids are written as either); an empty text is nothing. At most 512 characters. */
export const text = written
  .pipe(z.string().max(512))
  .nullish()
  .transform((value) => value || undefined)

/** An id that has to be there, at most 200 characters. */
export const callId = written.pipe(z.string().min(1).max(200))

/** One text, a list of them, or nothing; empty ones are left out. At most 200 of them. */
export const texts = z
  .union([written, z.array(written).max(200)])
  .nullish()
  .transform((value) => (value == null ? [] : [value].flat()).filter((one) => one !== ''))
  .pipe(z.array(z.string().max(128)))

/** Names of one agent as the phone system gives them, each to be looked for among the extensions of accounts. */
export function agentNamed(...names: readonly (string | undefined)[]): AgentNames {
  const said = names.filter((name): name is string => name !== undefined && name !== '')
  return [...new Set(said)].map((extension): AgentReference => ({ extension }))
}

/** The agents of whom anything is known; undefined if there is none. */
export function agentsNamed(agents: readonly AgentNames[]): readonly AgentNames[] | undefined {
  const named = agents.filter((names) => names.length > 0)
  return named.length > 0 ? named : undefined
}

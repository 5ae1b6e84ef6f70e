import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { refusals } from '../../src/errors.ts'
import { referencePage } from '../../src/reference/reference-page.ts'
import { eventMessages } from '../../src/wire/event-contract.ts'
import { openApi, operationsOf } from '../../src/wire/openapi.ts'
import type { Schema } from '../../src/wire/openapi-document.ts'
import { bodyExamples, eventExamples } from '../../src/wire/openapi-examples.ts'
import { allNotes } from '../../src/wire/openapi-notes.ts'
import { routeAddresses } from '../../src/wire/route-addresses.ts'
import { type RouteDeclaration, type RouteName, routes } from '../../src/wire/routes.ts'

const document = openApi({ routes, refusals, version: '1.2.3', publicUrl: 'https://calls.example' })
const operations = operationsOf(document)
const routeNames = Object.keys(routes) as RouteName[]

describe('the OpenAPI document', () => {
  it('[P27] has every declared route, with who may, and nothing that is not declared', () => {
    const beside = [
      'sendEvents',
      'takeHook',
      'identify',

      'live',
      'ready',
      'metrics',
      'openApi',
      'reference',
    ]
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      [...routeNames, ...beside].sort(),
    )
    for (const name of routeNames) {
      const route: RouteDeclaration = routes[name]
      const found = operations.find(({ operation }) => operation.operationId === name)
      expect(found?.method, name).toBe(route.method)
      expect(found?.path, name).toBe(route.path.replace(/:(\w+)/g, '{$1}'))
      expect(found?.operation['x-roles'], name).toEqual(route.roles === 'anyone' ? ['anyone'] : route.roles)
      expect(found?.operation.security.length, name).toBe(route.roles === 'anyone' ? 0 : 2)
      expect(Object.keys(found?.operation.responses ?? {}), name).toContain(String(route.status ?? 200))
    }
  })

  it('[P27] is well-formed: names resolve, parameters are declared, ids are unique, each answer is described', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
    for (const reference of referencesIn(document)) {
      const name = reference.replace('#/components/schemas/', '')
      expect(Object.keys(document.components.schemas), reference).toContain(name)
    }
    for (const { method, path, operation } of operations) {
      const where = `${method} ${path}`
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path')
      expect(declared.map((one) => `{${one.name}}`).sort(), where).toEqual(
        (path.match(/\{\w+\}/g) ?? []).sort(),
      )
      expect(declared.every((one) => one.required)).toBe(true)
      const keys = (operation.parameters ?? []).map((one) => `${one.in} ${one.name}`)
      expect(new Set(keys).size, where).toBe(keys.length)
      for (const way of operation.security.flatMap((one) => Object.keys(one))) {
        expect(Object.keys(document.components.securitySchemes), where).toContain(way)
      }
      for (const [status, answer] of Object.entries(operation.responses)) {
        expect(status, where).toMatch(/^[2345]\d\d$/)
        expect(answer.description.length, `${where} ${status}`).toBeGreaterThan(0)
      }
      expect(
        document.tags.map((tag) => tag.name),
        where,
      ).toEqual(expect.arrayContaining([...operation.tags]))
    }
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('[P27] consists of schemas that a JSON Schema reader understands, and its examples fit them', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(() => z.fromJSONSchema(whole(schema) as never), name).not.toThrow()
    }
    const withBody = operations.filter(({ operation }) => operation.requestBody)
    for (const { operation } of withBody) {
      const content = operation.requestBody?.content['application/json']
      if (!content) continue
      expect(content.example, `${operation.operationId} has no example`).toBeDefined()
      const read = z.fromJSONSchema(whole(content.schema) as never).safeParse(content.example)
      expect(read.error?.issues, operation.operationId).toBeUndefined()
    }
  })

  it('[P27] has examples that the server itself takes', () => {
    for (const name of Object.keys(bodyExamples) as RouteName[]) {
      const route: RouteDeclaration = routes[name]
      expect(route.body?.safeParse(bodyExamples[name]).error?.issues, name).toBeUndefined()
    }
    expect(eventMessages.safeParse(eventExamples).error).toBeUndefined()
  })

  it('[P26] tells each refusal with its status, and only of the closed list', () => {
    expect(Object.keys(document['x-refusals'])).toEqual(Object.keys(refusals))
    for (const { path, operation } of operations) {
      for (const [status, answer] of Object.entries(operation.responses)) {
        for (const code of answer['x-codes'] ?? []) {
          expect(String(refusals[code as keyof typeof refusals][0]), `${path} ${code}`).toBe(status)
        }
      }
    }
    const events = document.paths['/v1/sources/{source}/events']?.post?.responses ?? {}
    expect(Object.keys(events)).toEqual(['202', '400', '401', '404', '413', '415', '422', '500', '503'])
  })

  it('tells the socket from the same schemas, and the version rule', () => {
    const { events, versionRule } = document['x-desktop-socket']
    expect(events.map((event) => event.name)).toEqual([
      'snapshot',
      'change',
      'heartbeat',
      'service',
      'provisional',
      'live-calls',
      'live',
      'alerts',
      'goodbye',
      'resync',
      'rendered',
      'watch-live',
      'leave-live',
    ])
    expect(versionRule.join(' ')).toContain('`resync`')
  })

  it('can be made twice, and a name that would mean two things is found when it is made', () => {
    expect(openApi({ routes, refusals, version: '1.2.3', publicUrl: 'https://calls.example' })).toEqual(
      document,
    )
    const Twice = z.strictObject({ n: z.int().default(1) }).meta({ id: 'Twice' })
    const wrong = { ...routes, signIn: { ...routes.signIn, body: Twice, response: Twice } }
    expect(() => openApi({ routes: wrong, refusals, version: '1' })).toThrow(/Twice/)
  })

  it('has a note for no field that is gone', () => {
    const fields = (name: string) => fieldNames(document.components.schemas[name])
    const everyField = fieldNames(document)
    for (const [schema, field] of allNotes()) {
      expect(schema === '*' ? everyField : fields(schema), `${schema}.${field}`).toContain(field)
    }
  })

  it('knows the same addresses as the client without schemas', () => {
    for (const name of routeNames) {
      expect(routeAddresses[name]).toBe(`${routes[name].method.toUpperCase()} ${routes[name].path}`)
    }
    expect(Object.keys(routeAddresses)).toEqual(routeNames)
  })
})

describe('the reference page', () => {
  const page = referencePage(document)

  it('[P27] shows every operation, schema, socket event and code, and every link leads somewhere', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const { operation } of operations) expect(ids).toContain(operation.operationId)
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`schema-${name}`)
    for (const { name } of document['x-desktop-socket'].events) expect(ids).toContain(`socket-${name}`)
    for (const code of Object.keys(refusals)) expect(ids).toContain(`code-${code}`)
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })

  it('needs no script and nothing from anywhere', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(| on\w+=| style=/i)
    expect(page).not.toContain('[object Object]')
    expect(page).not.toMatch(/undefined(?!<\/code>)/)
  })

  it('escapes whatever the document says', () => {
    const evil = '<script>alert("1")</script>'
    const text = referencePage({
      ...document,
      info: { ...document.info, title: evil, description: `\`${evil}\`` },
      tags: [{ name: 'Desk', description: evil }],
      components: { ...document.components, schemas: { [evil]: { type: evil, description: evil } } },
    })
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;')
  })

  it('gives a command for each operation that names the public address', () => {
    const commands = [...page.matchAll(/<pre>(curl [^<]*)<\/pre>/g)].map(([, command]) => command ?? '')
    expect(commands.length).toBe(operations.length)
    for (const command of commands) expect(command).toContain('https://calls.example/')
  })
})

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (key === '$ref' ? [String(one)] : referencesIn(one)))
}

/** The schema with what it refers to put in its place. */
function whole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(whole)
  if (typeof value !== 'object' || value === null) return value
  const { $ref } = value as Schema
  if ($ref !== undefined) return whole(document.components.schemas[$ref.replace('#/components/schemas/', '')])
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, whole(one)]))
}

function fieldNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames)
  if (typeof value !== 'object' || value === null) return []
  const { properties } = value as Schema
  const parameter = (value as { in?: string; name?: string }).in ? [(value as { name: string }).name] : []
  return [
    ...(typeof properties === 'object' ? Object.keys(properties) : []),
    ...parameter,
    ...Object.values(value).flatMap(fieldNames),
  ]
}

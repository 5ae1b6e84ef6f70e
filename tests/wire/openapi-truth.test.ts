import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusals } from '../../src/errors.ts'
import { apiRouter } from '../../src/http-routes.ts'
import { type Role, roles } from '../../src/wire/access-api.ts'
import { openApi, operationsOf } from '../../src/wire/openapi.ts'
import type { RefusalBody } from '../../src/wire/refusal.ts'
import { type Handlers, routes } from '../../src/wire/routes.ts'

const document = openApi({ routes, refusals, version: '1.2.3' })
const operations = operationsOf(document).filter(({ operation }) => operation.operationId in routes)

/** The server's own router; each handler only notes that it was reached. The bearer token is the role. */
const reached: string[] = []
let http: Server
let url: string

beforeAll(async () => {
  const note = (name: string) => async () => {
    reached.push(name)
  }
  const handlers = Object.fromEntries(Object.keys(routes).map((name) => [name, note(name)]))
  const web = express().use(
    apiRouter({
      handlers: handlers as unknown as Handlers,
      identify: async ({ headers }) => {
        const role = roles.find((one) => headers.authorization === `Bearer ${one}`)
        return role
          ? { accountId: role, name: role, role, teams: null, sessionHash: null, address: '' }
          : null
      },
      isSafe: ({ headers }) => headers.origin === undefined,
      setSession: () => undefined,
      refused: () => undefined,
      failed: () => undefined,
    }),
  )
  http = createServer(web)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => http.close())

type Found = (typeof operations)[number]

async function ask({ method, path, operation }: Found, role: Role | null, more: RequestInit = {}) {
  const [mediaType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const example = content?.example
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => valueFor(name, operation))
  const response = await fetch(`${url}${filled}${queryOf(operation)}`, {
    method: method.toUpperCase(),
    ...(example === undefined
      ? {}
      : { body: typeof example === 'string' ? example : JSON.stringify(example) }),
    ...more,
    headers: {
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...(role === null ? {} : { authorization: `Bearer ${role}` }),
      ...(more.headers as Record<string, string>),
    },
  })
  const text = await response.text()
  const code = response.ok ? null : (JSON.parse(text) as RefusalBody).error.code
  return { status: response.status, code }
}

/** What a route cannot be asked without. */
function queryOf({ parameters = [] }: Found['operation']): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const sayIt = ({ format }: { format?: string }) => (format === 'date' ? '2026-11-23' : '1')
  return needed
    .map(({ name, schema }, n) => `${n === 0 ? '?' : '&'}${name}=${sayIt(schema as object)}`)
    .join('')
}

/** One of those that a place in the path allows; a number where it says nothing. */
function valueFor(name: string, { parameters = [] }: Found['operation']): string {
  const { schema } = parameters.find((one) => one.name === name && one.in === 'path') ?? {}
  return String((schema as { enum?: unknown[] } | undefined)?.enum?.[0] ?? 17)
}

/** The code is one that the document names for this operation, under this status. */
function expectTold(found: Found, answer: { status: number; code: string | null }): void {
  const told = found.operation.responses[String(answer.status)]
  expect(told?.['x-codes'] ?? [], `${found.operation.operationId}: ${answer.status}`).toContain(answer.code)
}

describe('the document against the server', () => {
  it('[P153] every route is open to the roles it names and to nobody else', async () => {
    for (const found of operations) {
      const { operationId, 'x-roles': open, responses } = found.operation
      for (const role of [null, ...roles]) {
        reached.length = 0
        const may = open.includes('anyone') || (role !== null && open.includes(role))
        const answer = await ask(found, role)
        const where = `${operationId} as ${role ?? 'a stranger'}`
        expect(reached, where).toEqual(may ? [operationId] : [])
        if (may) expect(Object.keys(responses), where).toContain(String(answer.status))
        else expect(answer.code, where).toBe(role === null ? 'not-signed-in' : 'forbidden')
        if (!may) expectTold(found, answer)
      }
    }
    expect(operations.length).toBe(Object.keys(routes).length)
  })

  it('[P26] what is wrong with a request is refused with a code that the document names', async () => {
    for (const found of operations) {
      const { operation, method } = found
      const elsewhere = { origin: 'https://evil.example' }
      if (method !== 'get') expectTold(found, await ask(found, 'admin', { headers: elsewhere }))
      if (!operation.requestBody?.content['application/json']) continue
      reached.length = 0
      const asText = { headers: { 'content-type': 'text/plain' } }
      for (const wrong of [asText, { body: '{"half":' }, { body: '{"nothing":"known"}' }, { body: big }]) {
        expectTold(found, await ask(found, 'admin', wrong))
      }
      expect(reached).toEqual([])
    }
  })

  it('[P26] a path that asks for a number takes nothing else', async () => {
    const found = operations.filter(({ operation }) =>
      operation.parameters?.some((one) => one.in === 'path' && one.schema.type === 'integer'),
    )
    for (const one of found) {
      const answer = await ask({ ...one, path: one.path.replace('{id}', 'x') }, 'admin')
      expect(answer.code).toBe('bad-input')
      expectTold(one, answer)
    }
    expect(found.length).toBeGreaterThan(5)
  })
})

const big = JSON.stringify({ text: 'x'.repeat(600_000) })

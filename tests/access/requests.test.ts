import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiTokens } from '../../src/access/api-tokens.ts'
import { identifyWith } from '../../src/access/identify.ts'
import { isSafeRequest, mayComeFrom } from '../../src/access/request-origin.ts'
import { sessionCookie } from '../../src/access/session-cookie.ts'
import type { Sessions } from '../../src/access/sessions.ts'

const ours = ['https://calls.example', 'http://localhost:8080']
const token = createHash('sha256').update('x').digest('base64url')

describe('a request that changes something', () => {
  const origins = {
    none: undefined,
    ours: 'https://calls.example',
    evil: 'https://evil.example',
    null: 'null',
    sibling: 'https://other.calls.example',
    'other port': 'https://calls.example:8443',
    'other scheme': 'http://calls.example',
    lookalike: 'https://calls.example.evil.example',
    'with a path': 'https://calls.example/',
  }
  const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none']
  const types = [undefined, 'application/json', 'application/json; charset=utf-8', 'text/csv', 'text/plain']
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']
  const isOurs = (origin: string | undefined, site: string | undefined) =>
    origin === undefined
      ? site === 'same-origin'
      : origin === origins.ours && (site === undefined || site === 'same-origin')

  for (const [name, origin] of Object.entries(origins)) {
    for (const secFetchSite of sites) {
      it(`from origin ${name}, site ${secFetchSite ?? 'unsaid'} is let in only if it is our page's`, () => {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'post']) {
          for (const contentType of [...types, ...forms]) {
            const isForm = contentType === 'text/plain' || forms.includes(contentType ?? '-')
            const isSafe = isSafeRequest({ method, origin, secFetchSite, contentType }, ours)
            expect(isSafe, `${method} ${contentType}`).toBe(isOurs(origin, secFetchSite) && !isForm)
          }
        }
      })
    }
  }

  it('need not be asked about when it only reads', () => {
    const signs = { origin: 'https://evil.example', secFetchSite: 'cross-site', contentType: undefined }
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(isSafeRequest({ ...signs, method }, ours)).toBe(true)
  })
})

describe('the page that opens a socket', () => {
  it('is one of ours letter for letter', () => {
    expect(mayComeFrom('https://calls.example', ours)).toBe(true)
    expect(mayComeFrom('http://localhost:8080', ours)).toBe(true)
    for (const origin of [
      undefined,
      '',
      'null',
      'https://calls.example.evil.example',
      'https://CALLS.example',
    ])
      expect(mayComeFrom(origin, [...ours, 'null']), String(origin)).toBe(false)
  })
})

describe('the session cookie', () => {
  it('is bound to the host and sent over TLS only, where the house has TLS', () => {
    const cookie = sessionCookie('https://calls.example', 3_600_000)
    expect(cookie.write('abc')).toBe(
      '__Host-greetline=abc; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax; Secure',
    )
    expect(cookie.write(null)).toBe('__Host-greetline=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure')
    expect(cookie.read(`greetline=${token}`)).toBeNull()
    expect(cookie.read(`a=b; __Host-greetline=${token}`)).toBe(token)
  })

  it('works without TLS, for a try on one machine', () => {
    const cookie = sessionCookie('http://localhost:8080', 3_600_000)
    expect(cookie.write('abc')).toBe('greetline=abc; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax')
    expect(cookie.read(`greetline=${token}`)).toBe(token)
  })

  it('is nobody’s if there are two of them or it has not our shape', () => {
    const cookie = sessionCookie('http://localhost:8080', 3_600_000)
    expect(cookie.read(`greetline=${token}; greetline=${token}`)).toBeNull()
    for (const value of ['', 'short', `${token}x`, `${token.slice(1)}"`, '%00'])
      expect(cookie.read(`greetline=${value}`)).toBeNull()
    fc.assert(fc.property(fc.string(), (header) => cookie.read(header) === null))
  })
})

describe('a bearer token', () => {
  const findToken = apiTokens([
    { name: 'crm', role: 'supervisor', token: 'a-long-token-of-the-crm-system' },
    { name: 'ops', role: 'admin', token: 'a-long-token-of-the-operations' },
  ])
  const account = { id: '1', login: 'alice', name: 'Alice', role: 'agent', language: 'en' } as const
  const sessions: Pick<Sessions, 'read'> = {
    read: async () => ({
      account: { ...account, disabledAt: null, team: null, leads: null, extensions: [] },
      sessionHash: 'h',
    }),
  }
  const cookie = sessionCookie('http://localhost:8080', 3_600_000)
  const identify = identifyWith({ cookie, sessions: sessions as Sessions, findToken })
  const withHeader = (authorization: string | undefined) =>
    identify({ cookie: `greetline=${token}`, authorization, address: '::1' })

  it('says which program asks, with its role and without a session', async () => {
    expect(await withHeader('Bearer a-long-token-of-the-crm-system')).toEqual({
      accountId: 'token:crm',
      name: 'crm',
      role: 'supervisor',
      teams: null,
      sessionHash: null,
      address: '::1',
    })
    expect(await withHeader('bearer a-long-token-of-the-operations')).toMatchObject({ role: 'admin' })
  })

  it('is not made good by a cookie when it is wrong', async () => {
    for (const wrong of ['a-long-token-of-the-crm-syste', 'a-long-token-of-the-crm-system1', 'x'])
      expect(await withHeader(`Bearer ${wrong}`)).toBeNull()
  })

  it('has nothing to do with what a proxy puts into the same header', async () => {
    expect(await withHeader('Basic YTpi')).toMatchObject({ accountId: '1' })
    expect(await withHeader(undefined)).toMatchObject({ accountId: '1' })
  })
})

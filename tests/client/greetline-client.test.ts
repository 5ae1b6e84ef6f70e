import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import { greetline } from '../../src/client/greetline-client.ts'
import { Refused } from '../../src/client/refused.ts'
import { signEvents } from '../../src/client/sign-events.ts'
import { Refusal } from '../../src/errors.ts'
import { apiRouter } from '../../src/http-routes.ts'
import { eventsRoute } from '../../src/pbx/events-route.ts'
import { requestKeys, verifyRequest } from '../../src/pbx/verify-request.ts'
import type { Handlers, Who } from '../../src/wire/routes.ts'

const secret = 'whsec_dGhlIHNlY3JldCBvZiBhIHNtYWxsIHRlc3Q='
const noon = Date.parse('2026-11-22T12:00:00Z')
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The server's own router and events route, with handlers that say what they were asked. */
async function serve(handlers: Partial<Handlers>, take: (events: readonly CallEvent[]) => Promise<void>) {
  const who: Who = {
    accountId: 'token:crm',
    name: 'crm',
    role: 'admin',
    teams: null,
    sessionHash: null,
    address: '',
  }
  const web = express().use(
    apiRouter({
      handlers,
      identify: async ({ headers }: IncomingMessage) =>
        headers.authorization === 'Bearer good' ? who : null,
      isSafe: ({ headers }: IncomingMessage) => headers.authorization !== undefined,
      setSession: () => undefined,
      refused: () => undefined,
      failed: () => undefined,
    }),
  )
  const events = eventsRoute({
    keysOf: (source) => (source === 'main' ? requestKeys([secret], []) : undefined),
    resolveAgent: (agent) => ('extension' in agent && agent.extension === '1001' ? 'alice' : null),
    take,
    refused: () => undefined,
    failed: () => undefined,
    now: () => noon,
  })
  const http = createServer((request, response) => {
    if (!events(request, response)) web(request, response)
  })
  servers.push(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

const nobody = async () => undefined

describe('the client for other programs', () => {
  it('asks with path, query and body as they are declared, and gives the answer', async () => {
    const asked: unknown[] = []
    const url = await serve(
      {
        readCustomerInteractions: async ({ params, query }) => {
          asked.push(params, query)
          return { items: [], next: 7 }
        },
        setAvailability: async ({ body }) => body,
        closeFollowUp: async ({ params }) => {
          asked.push(params.id)
          return undefined
        },
      },
      nobody,
    )
    const api = greetline({ url, token: 'good' })
    const page = await api.readCustomerInteractions({ params: { id: 12 }, query: { most: 5 } })
    expect(page.next).toBe(7)
    expect(asked).toEqual([{ id: 12 }, { most: 5 }])
    expect(await api.setAvailability({ body: { availability: 'away' } })).toEqual({ availability: 'away' })
    expect(await api.closeFollowUp({ params: { id: 'main:17/3?#' } })).toBeUndefined()
    expect(asked[2]).toBe('main:17/3?#')
  })

  it('uploads a file as it is', async () => {
    let received = ''
    const url = await serve(
      {
        importCustomers: async ({ upload, query }) => {
          for await (const part of upload) received += Buffer.from(part).toString()
          return { ...importJob, fileName: query.fileName ?? '' }
        },
      },
      nobody,
    )
    const upload = 'name,number\nMarta,030 23125 001\n'
    const job = await greetline({ url, token: 'good' }).importCustomers({
      query: { fileName: 'a b.csv' },
      upload,
    })
    expect(job.fileName).toBe('a b.csv')
    expect(received).toBe(upload)
  })

  it('[P26] throws what the server refuses, with its code, status and faults', async () => {
    const url = await serve(
      {
        readMe: nobody as never,
        setAvailability: async ({ body }) => body,
        searchInteractions: () => Promise.reject(new Refusal('search-took-too-long')),
      },
      nobody,
    )
    const stranger = greetline({ url, token: 'bad' })
    await expect(stranger.readMe()).rejects.toMatchObject({ code: 'not-signed-in', status: 401 })
    const api = greetline({ url, token: 'good' })
    const wrong = api.setAvailability({ body: { availability: 'asleep' as 'away' } })
    await expect(wrong).rejects.toMatchObject({ code: 'bad-input', faults: [{ path: 'availability' }] })
    const slow = await api.searchInteractions({ body: {} }).catch((reason: Refused) => reason)
    expect(slow).toBeInstanceOf(Refused)
    expect(slow).toMatchObject({ code: 'search-took-too-long', isPassing: true })
  })

  it('calls it unreachable when nobody is there, and when a proxy answers in the server’s place', async () => {
    const gone = greetline({ url: 'http://127.0.0.1:1', token: 'good' })
    await expect(gone.readMe()).rejects.toMatchObject({ code: 'unreachable', status: 0 })
    const page = async () => new Response('<h1>Bad gateway</h1>', { status: 502 })
    const proxied = greetline({ url: 'http://calls.example', fetch: page })
    await expect(proxied.readMe()).rejects.toMatchObject({ code: 'unreachable', status: 502 })
  })

  it('gives up as fetch does when it is told to', async () => {
    const url = await serve({ readMe: () => new Promise(() => undefined) }, nobody)
    const asking = greetline({ url, token: 'good' }).readMe({ signal: AbortSignal.timeout(30) })
    await expect(asking).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('events from a program', () => {
  const ring = {
    id: 'e1',
    kind: 'offered' as const,
    time: '2026-11-22T11:59:59Z',
    call: 'c1',
    from: '+493023125001',
    agents: [{ extension: '1001' }, { extension: '9999' }],
  }

  it('[P2] are signed as the server wants it, and answered when they are taken', async () => {
    const taken: CallEvent[] = []
    const url = await serve({}, async (events) => {
      taken.push(...events)
    })
    const api = greetline({ url, now: () => noon })
    const answer = await api.postEvents('main', secret, ring)
    expect(answer).toEqual({ accepted: [{ id: 'e1', call: 'c1' }], unknownAgents: [{ extension: '9999' }] })
    expect(taken[0]).toMatchObject({ source: 'main', agents: ['alice', '?9999'], at: noon - 1000 })
  })

  it('[P2] are refused with another secret, an old clock or a source that is not there', async () => {
    const url = await serve({}, nobody)
    const post = (source: string, key: string, now: number) =>
      greetline({ url, now: () => now }).postEvents(source, key, [ring])
    await expect(post('main', 'whsec_YW5vdGhlcg==', noon)).rejects.toMatchObject({ code: 'wrong-signature' })
    await expect(post('main', secret, noon - 301_000)).rejects.toMatchObject({ code: 'stale-signature' })
    await expect(post('other', secret, noon)).rejects.toMatchObject({ code: 'unknown-source' })
  })

  it('[P2] have the same id when they are sent again, and whatever the form of the secret', async () => {
    const body = '{"test": 2432232314}'
    const first = await signEvents(secret, body, noon)
    const again = await signEvents(secret, body, noon + 60_000)
    expect(again['webhook-id']).toBe(first['webhook-id'])
    expect(again['webhook-signature']).not.toBe(first['webhook-signature'])
    for (const key of [secret, 'a plain secret — with a dash']) {
      const headers = await signEvents(key, body, noon)
      const verified = verifyRequest({ ...headers }, Buffer.from(body), requestKeys([key], []), noon)
      expect(verified.kind).toBe('genuine')
    }
  })
})

const importJob = {
  id: 1,
  fileName: '',
  state: 'running' as const,
  bytesTotal: 0,
  bytesRead: 0,
  rowsRead: 0,
  rowsCreated: 0,
  rowsChanged: 0,
  rowsRefused: 0,
  startedAt: 0,
  finishedAt: null,
  failure: null,
}

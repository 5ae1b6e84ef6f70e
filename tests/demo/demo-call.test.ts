import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccess } from '../../src/access/open-access.ts'
import { isSafeRequest } from '../../src/access/request-origin.ts'
import { demoCall } from '../../src/cli/demo-call.ts'
import { demoSecrets } from '../../src/config.ts'
import { demoKinds } from '../../src/demo/demo-calls.ts'
import { demoHandlers } from '../../src/demo/demo-handlers.ts'
import {
  type DemoHappening,
  type DemoPhoneSystem,
  demoPhoneSystem,
} from '../../src/demo/demo-phone-system.ts'
import { postingVoice } from '../../src/demo/posting-voice.ts'
import { apiRouter } from '../../src/http-routes.ts'
import { webhook } from '../../src/speakers/webhook.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { timeIds } from '../../src/store/time-id.ts'

let url: string
let phoneSystem: DemoPhoneSystem
let happenings: DemoHappening[]
let cookies: string[]
const cleanup = new Set<() => unknown>()

/** Access, API and phone system as they are in the demo, without the way of the events. */
beforeEach(async () => {
  happenings = []
  cookies = []
  const connection = openSqlite(':memory:')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const access = await openAccess({
    store: accountStore(sqliteEngine(connection), timeIds(0)),
    house: {
      sources: [],
      queues: [],
      dispositions: [],
      departments: [],
      teams: [],
      snippets: [],
      verificationMethods: [],
      facts: [],
      tiers: ['standard'],
      embedAncestors: [],
      demo: true,
    },
    apiTokens: [],
    publicUrl: 'http://localhost',
    now: Date.now,
    randomBytes,
    cutSockets: () => undefined,
  })
  const who = { accountId: 'root', name: 'Root', role: 'admin', sessionHash: null, address: '' } as const
  await access.handlers.createAccount({
    who,
    body: {
      login: 'alice',
      name: 'Alice Wong',
      role: 'agent',
      language: 'en',
      password: demoSecrets.password,
      extensions: [],
    },
  } as never)
  const life = {
    now: Date.now,
    random: () => 0.5,
    report: (happening: DemoHappening) => void happenings.push(happening),
  }
  const voice = postingVoice({
    ...life,
    baseUrl: () => 'http://127.0.0.1:1',
    speaker: webhook({}, () => ({})),
  })
  phoneSystem = demoPhoneSystem({ ...life, voice, sources: ['hongkong', 'berlin'] })
  const app = express()
  app.use(
    apiRouter({
      handlers: { ...access.handlers, ...demoHandlers(phoneSystem) },
      identify: ({ headers: { cookie, authorization } }) =>
        access.identify({ cookie, authorization, address: '' }),
      isSafe: ({ method, headers }) =>
        isSafeRequest(
          {
            method,
            origin: headers.origin,
            secFetchSite: undefined,
            contentType: headers['content-type'],
          },
          [url],
        ),
      setSession: (response, token) => {
        const cookie = access.setCookie(token)
        cookies.push(cookie)
        response.setHeader('Set-Cookie', cookie)
      },
      refused: () => undefined,
      failed: (reason) => happenings.push(reason as never),
    }),
  )
  server.on('request', app)
  cleanup.add(() => server.closeAllConnections())
  cleanup.add(() => server.close())
  cleanup.add(() => phoneSystem.close())
  cleanup.add(() => connection.close())
})

afterEach(async () => {
  for (const tidy of cleanup) await tidy()
  cleanup.clear()
})

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await demoCall(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

describe('demo-call', () => {
  it('plays one call of the kind that is named, and leaves no session behind', async () => {
    const { code, out } = await run('withheld', '--url', url)
    expect([code, out]).toEqual([0, expect.stringMatching(/^berlin:demo-\S+ is arriving \(withheld\)\.\n$/)])
    expect(happenings).toMatchObject([{ kind: 'call', story: 'withheld', call: out.split(' ')[0] }])
    const [cookie] = cookies
    const me = await fetch(new URL('/v1/me', url), { headers: { Cookie: cookie?.split(';')[0] ?? '' } })
    expect(me.status).toBe(401)
  })

  it('lets it go on and pauses it', async () => {
    expect(await run('--resume', '--url', url)).toMatchObject({ code: 0 })
    expect(phoneSystem.playing()).toBe(true)
    expect(await run('--pause', '--url', url)).toMatchObject({ code: 0 })
    expect(phoneSystem.playing()).toBe(false)
  })

  it('lists the kinds when none is named, and says which argument it does not understand', async () => {
    const { code, out } = await run()
    expect(code).toBe(0)
    for (const kind of demoKinds) expect(out).toContain(kind)
    expect(await run('tranfser')).toMatchObject({ code: 2, err: expect.stringContaining('tranfser') })
    expect(await run('known', '--pause')).toMatchObject({ code: 2 })
    expect(await run('known', '--loud')).toMatchObject({ code: 2 })
    expect(await run('known', '--url', 'nowhere')).toMatchObject({ code: 2 })
    expect(happenings).toEqual([])
  })

  it('says so when nothing answers', async () => {
    const { code, err } = await run('known', '--url', 'http://127.0.0.1:1')
    expect([code, err]).toEqual([1, expect.stringContaining('is the demo running')])
  })

  it('the route refuses a kind that there is not, and names those there are', async () => {
    const play = demoHandlers(phoneSystem).playDemoCall({ body: { kind: 'toString' } } as never)
    await expect(play).rejects.toMatchObject({
      code: 'bad-input',
      faults: [{ path: 'kind', message: expect.stringContaining('ring-all') }],
    })
    expect(await demoHandlers(phoneSystem).readDemo({} as never)).toEqual({
      kinds: [...demoKinds],
      playing: false,
    })
  })
})

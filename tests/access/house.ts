import { createHash } from 'node:crypto'
import * as argon2 from '@node-rs/argon2'
import type { Access, AccessSettings } from '../../src/access/open-access.ts'
import { openAccess } from '../../src/access/open-access.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { timeIds } from '../../src/store/time-id.ts'
import type { Role } from '../../src/wire/access-api.ts'
import type { Who } from '../../src/wire/routes.ts'

export const office = '192.0.2.10'
export const minute = 60_000
export const hour = 60 * minute
export const goodPassword = 'correct horse battery'

/** Access on a real store, with a clock that is moved by hand and bytes that are different but known. */
export async function openHouse(settings: Partial<AccessSettings> = {}) {
  const connection = openSqlite(':memory:')
  const clock = { now: Date.UTC(2026, 10, 2, 8) }
  const seen = { verifies: 0, cut: [] as ({ accountId: string } | { sessionHash: string })[] }
  /** What happens elsewhere while a password is being checked. */
  const meanwhile = { verifying: async (): Promise<unknown> => undefined }
  let bytes = 0
  const randomBytes = (size: number) => createHash('sha256').update(`${bytes++}`).digest().subarray(0, size)
  const store = accountStore(sqliteEngine(connection), timeIds(0))
  const access = await openAccess({
    store,
    house: {
      sources: ['main'],
      queues: [],
      dispositions: [],
      departments: [],
      teams: [],
      snippets: [],
      verificationMethods: [],
      facts: [],
      tiers: ['standard'],
      embedAncestors: [],
      demo: false,
    },
    apiTokens: [],
    publicUrl: 'https://calls.example',
    now: () => clock.now,
    randomBytes,
    cutSockets: (whose) => seen.cut.push(whose),
    argon2: {
      hash: argon2.hash,
      verify: async (hash, password) => {
        seen.verifies++
        await meanwhile.verifying()
        return argon2.verify(hash, password)
      },
    },
    ...settings,
  })
  const house = { access, store, connection, clock, seen, meanwhile, close: () => connection.close() }
  return { ...house, ...peopleOf(access, clock) }
}

function peopleOf(access: Access, clock: { now: number }) {
  const upload = (async function* () {})()
  const asked = (who: Who, body: unknown, params: unknown = undefined) => ({
    who,
    body,
    params,
    query: undefined,
    upload,
    uploadBytes: 0,
    setSession: () => undefined,
  })
  const root: Who = {
    accountId: 'root',
    name: 'Root',
    role: 'admin',
    teams: null,
    sessionHash: null,
    address: office,
  }
  return {
    root,
    /** What a handler is asked with; `as never` because each route has types of its own. */
    asked: (who: Who, body?: unknown, params?: unknown) => asked(who, body, params) as never,
    addAccount: (login: string, role: Role = 'agent', password = goodPassword) =>
      access.handlers.createAccount(
        asked(root, {
          login,
          name: login,
          role,
          language: 'en',
          password,
          extensions: [{ source: 'main', extension: `x-${login}` }],
        }) as never,
      ),
    /** Signs in and returns what the browser then sends back. */
    async signIn(login: string, password = goodPassword, address = office, earlier?: Who): Promise<string> {
      let cookie = ''
      await access.handlers.signIn({
        ...asked({ ...(earlier as Who), address }, { login, password }),
        setSession: (token: string | null) => {
          cookie = access.setCookie(token).split(';')[0] ?? ''
        },
      } as never)
      return cookie
    },
    identify: (cookie: string, hand: 'person' | 'program' = 'person') =>
      access.identify({ cookie, authorization: undefined, address: office }, hand),
    pass(ms: number) {
      clock.now += ms
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** The code with which something is refused, or `done`. */
export async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'done'
  } catch (reason) {
    return (reason as { code?: string }).code ?? String(reason)
  }
}

import type { AccountStore } from '../store/account-store.ts'
import type { Handlers } from '../wire/routes.ts'
import { type AccessRoute, accessHandlers, type HouseForDesktop } from './access-handlers.ts'
import { type AgentDirectory, openAgentDirectory } from './agent-directory.ts'
import { type ApiToken, apiTokens } from './api-tokens.ts'
import { type Identify, identifyWith } from './identify.ts'
import { openPasswords, type PasswordTools } from './passwords.ts'
import { sessionCookie } from './session-cookie.ts'
import { hashOfToken, openSessions, type SessionLife, type Sessions, usualSessionLife } from './sessions.ts'
import { signInWith } from './sign-in.ts'
import { signInThrottle } from './sign-in-throttle.ts'

export interface AccessSettings {
  readonly store: AccountStore
  readonly house: HouseForDesktop
  readonly apiTokens: readonly ApiToken[]
  /** How people reach the house; decides the cookie's name and whether it is `Secure`. */
  readonly publicUrl: string
  /** Whether the session goes into frames of other sites' pages. */
  readonly crossSite?: boolean
  readonly sessionLife?: SessionLife
  readonly now: () => number
  /** By which sessions are over, ms; the wall clock if nothing is said. */
  readonly cautiousNow?: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly cutSockets: (whose: { accountId: string } | { sessionHash: string }) => void
  readonly argon2?: PasswordTools['argon2']
}

export interface Access {
  readonly identify: Identify
  readonly agents: AgentDirectory
  readonly handlers: Handlers<AccessRoute>
  /** A session that a part of the program begins for an account of its own: the `Cookie` header that goes with it. */
  beginSession(accountId: string): Promise<{ readonly cookie: string; end(): Promise<void> }>
  /** The value of the `Set-Cookie` header that sets the session, or takes it away. */
  setCookie(token: string | null): string
  /** Another node has changed accounts or ended sessions: nothing that is held in memory counts any longer. */
  changedElsewhere(): Promise<void>
  /** To be called now and then: sessions that are over leave the database. */
  forgetOldSessions(): Promise<void>
}

/** Joins sign-in, sessions, accounts and the directory of agents. */
export async function openAccess(settings: AccessSettings): Promise<Access> {
  const { store, now, cautiousNow = now, randomBytes, cutSockets, house } = settings
  const life = settings.sessionLife ?? usualSessionLife
  const passwords = await openPasswords({ randomBytes, ...(settings.argon2 && { argon2: settings.argon2 }) })
  const agents = await openAgentDirectory(store)
  const sessions = openSessions({ store, life, now: cautiousNow, randomBytes })
  const signIn = signInWith({ store, passwords, sessions, now, throttle: signInThrottle(store, now) })
  const cookie = sessionCookie(settings.publicUrl, life.absoluteMs, settings.crossSite)
  const accountsChanged = async (): Promise<void> => {
    sessions.forgetCached()
    await agents.reload()
  }
  const keeping = {
    store,
    passwords,
    now,
    randomBytes,
    teams: house.teams.map(({ id }) => id),
    signOutEverywhere: (accountId: string) => signOutEverywhere(sessions, cutSockets, accountId),
    accountsChanged,
  }
  return {
    identify: identifyWith({ cookie, sessions, findToken: apiTokens(settings.apiTokens) }),
    agents,
    handlers: accessHandlers({ store, house, signIn, sessions, keeping, cutSockets, now }),
    async beginSession(accountId) {
      const token = await sessions.begin(accountId)
      const [pair = ''] = cookie.write(token).split(';')
      return { cookie: pair, end: () => sessions.end(hashOfToken(token)) }
    },
    setCookie: cookie.write,
    changedElsewhere: accountsChanged,
    forgetOldSessions: sessions.forgetOld,
  }
}

/** Sessions first: a socket that comes back at once must find nothing to come in with. */
async function signOutEverywhere(
  sessions: Sessions,
  cutSockets: AccessSettings['cutSockets'],
  accountId: string,
): Promise<void> {
  await sessions.endAllOf(accountId)
  cutSockets({ accountId })
}

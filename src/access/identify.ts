import type { Who } from '../wire/routes.ts'
import { seenTeams } from '../wire/teams.ts'
import type { ApiToken } from './api-tokens.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Hand, Sessions } from './sessions.ts'

/** What of a request says who sends it: the two headers as they came, and the client's address. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly authorization: string | undefined
  readonly address: string
}

export type Identify = (credentials: Credentials, hand?: Hand) => Promise<Who | null>

interface IdentifySettings {
  readonly cookie: SessionCookie
  readonly sessions: Sessions
  readonly findToken: (sent: string) => Omit<ApiToken, 'token'> | null
}

/**
 * Says who sends a request, or null. A bearer token is for programs and decides alone: a wrong one is not made good by a
 * cookie. Other kinds of `Authorization` are a proxy's matter and passed over.
 */
export function identifyWith({ cookie, sessions, findToken }: IdentifySettings): Identify {
  return async ({ cookie: header, authorization, address }, hand = 'person') => {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const token = findToken(bearer)
      if (!token) return null
      const { name, role, teams = null } = token
      return { accountId: `token:${name}`, name, role, teams, sessionHash: null, address }
    }
    const sent = cookie.read(header)
    const session = sent === null ? null : await sessions.read(sent, hand)
    if (!session) return null
    const { id, name, role } = session.account
    const teams = seenTeams(session.account)
    return { accountId: id, name, role, teams, sessionHash: session.sessionHash, address }
  }
}

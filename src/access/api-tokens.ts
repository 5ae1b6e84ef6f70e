import { createHash, timingSafeEqual } from 'node:crypto'
import type { Role } from '../wire/access-api.ts'

export interface ApiToken {
  readonly name: string
  readonly role: Role
  readonly token: string
  /** The teams whose work it sees; all where nothing is said. */
  readonly teams?: readonly string[] | undefined
}

/**
 * Finds whose bearer token this is. All are compared, hashed so that lengths are equal, so that the time taken says
 * nothing of how near a guess was.
 */
export function apiTokens(tokens: readonly ApiToken[]): (sent: string) => Omit<ApiToken, 'token'> | null {
  const known = tokens.map(({ token, ...rest }) => ({ rest, digest: digest(token) }))
  return (sent) => {
    const asked = digest(sent)
    let found: Omit<ApiToken, 'token'> | null = null
    for (const one of known) {
      if (timingSafeEqual(one.digest, asked)) found = one.rest
    }
    return found
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

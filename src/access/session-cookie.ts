/** How the session travels: one cookie, whose name and flags depend on whether people come over HTTPS. */
export interface SessionCookie {
  /** The value of a `Set-Cookie` header; null takes the cookie away. */
  write(token: string | null): string
  /** The token in a `Cookie` header; null where there is none, or more than one. */
  read(header: string | undefined): string | null
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/

/**
 * `__Host-` keeps sibling subdomains from planting a session of theirs (RFC 6265bis 4.1.3.2); browsers take it only
 * with `Secure`, so a house on plain HTTP gets the bare name. `maxAgeMs` is the session's absolute life. `crossSite`: it is
 * also sent within a frame of another site's page, and `Partitioned`, so that each such page has a session of its own and
 * none rides on another's.
 */
export function sessionCookie(publicUrl: string, maxAgeMs: number, crossSite = false): SessionCookie {
  const isSecure = new URL(publicUrl).protocol === 'https:'
  const name = isSecure ? '__Host-greetline' : 'greetline'
  const site = crossSite && isSecure ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax'
  const flags = `Path=/; HttpOnly; ${site}${isSecure && !crossSite ? '; Secure' : ''}`
  return {
    write: (token) =>
      token === null
        ? `${name}=; Max-Age=0; ${flags}`
        : `${name}=${token}; Max-Age=${Math.floor(maxAgeMs / 1000)}; ${flags}`,
    read(header) {
      const found = (header ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
      const token = found.length === 1 ? found[0]?.slice(name.length + 1) : undefined
      return token !== undefined && tokenShape.test(token) ? token : null
    },
  }
}

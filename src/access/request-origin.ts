/**
 * Whether the page that opens a socket, or sends a request, is one of ours: its `Origin` must be one of these letter for
 * letter, as `new URL(…).origin` writes it. A sandboxed page's `null` is nobody's.
 */
export function mayComeFrom(origin: string | undefined, publicOrigins: readonly string[]): boolean {
  return origin !== undefined && origin !== 'null' && publicOrigins.includes(origin)
}

/** The headers of a request by which a forged one is told from the desktop's own. */
export interface RequestSigns {
  readonly method: string
  readonly origin: string | undefined
  readonly secFetchSite: string | undefined
  readonly contentType: string | undefined
}

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS'])
/** What a form of another site cannot send without asking the browser's leave first. */
const notAForm = new Set(['application/json', 'application/x-ndjson', 'text/csv'])

/**
 * Whether a request that carries a session cookie, or is to get one, may do what it asks (ASVS 3.5.1-3.5.3). One that
 * changes something must be shown by the browser to come from our own page: by its `Origin`, or where there is none by
 * `Sec-Fetch-Site: same-origin`. If both are there, both must say so. Requests with a bearer token need not be asked.
 */
export function isSafeRequest(request: RequestSigns, publicOrigins: readonly string[]): boolean {
  if (changesNothing.has(request.method.toUpperCase())) return true
  const { origin, secFetchSite, contentType } = request
  const kind = contentType?.split(';')[0]?.trim().toLowerCase()
  if (kind !== undefined && !notAForm.has(kind)) return false
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin') return false
  return origin === undefined ? secFetchSite === 'same-origin' : mayComeFrom(origin, publicOrigins)
}

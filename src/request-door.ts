import type { IncomingMessage } from 'node:http'
import type { Access } from './access/open-access.ts'
import { isSafeRequest, mayComeFrom } from './access/request-origin.ts'
import type { Config } from './config.ts'
import type { Who } from './wire/routes.ts'

/** Who asks, and whether the page they ask from is ours: the same for requests and for sockets. */
export interface RequestDoor {
  readonly identify: (request: IncomingMessage, address: string) => Promise<Who | null>
  readonly identifySocket: (request: IncomingMessage) => Promise<Who | null>
  readonly isSafe: (request: IncomingMessage) => boolean
  readonly mayOpenSocket: (request: IncomingMessage) => boolean
  readonly setCookie: (token: string | null) => string
}

export function requestDoor(what: { access: Access; config: Config; port: () => number }): RequestDoor {
  const { access, config } = what
  const origins = (): readonly string[] =>
    config.publicUrl === undefined
      ? [`http://localhost:${what.port()}`, `http://127.0.0.1:${what.port()}`]
      : [new URL(config.publicUrl).origin]
  const credentials = ({ headers }: IncomingMessage, address: string) => ({
    cookie: headers.cookie,
    authorization: headers.authorization,
    address,
  })
  return {
    identify: (request, address) => access.identify(credentials(request, address)),
    // A socket lives on by itself: it is no sign that somebody sits there.
    async identifySocket(request) {
      const who = await access.identify(credentials(request, request.socket.remoteAddress ?? ''), 'program')
      // An auditor reads the record and has no desk.
      return who?.role === 'auditor' ? null : who
    },
    isSafe: (request) => isProgram(request) || isSafeRequest(signsOf(request), origins()),
    // A browser always names the page; a program shows its token instead.
    mayOpenSocket: (request) =>
      request.headers.origin === undefined
        ? isProgram(request)
        : mayComeFrom(request.headers.origin, origins()),
    setCookie: access.setCookie,
  }
}

/** A forged request rides on the browser's cookie; who sends a token of their own is not ridden on. */
function isProgram({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined && headers.cookie === undefined
}

function signsOf({ method, headers }: IncomingMessage) {
  const site = headers['sec-fetch-site']
  return {
    method: method ?? '',
    origin: headers.origin,
    secFetchSite: typeof site === 'string' ? site : undefined,
    contentType: headers['content-type'],
  }
}

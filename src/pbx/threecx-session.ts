import type { ConnectionEnd } from './keep-connected.ts'
import {
  fieldOf,
  type Line,
  linesIn,
  newsIn,
  type Participant,
  parsed,
  participantIn,
} from './threecx-participants.ts'

export interface ThreecxServer {
  /** Where the 3CX is, `https://pbx.example:5001`. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** How long any question may take, milliseconds (10 s). */
  readonly answerWithinMs?: number
  /** How often all that goes on is asked for, milliseconds (30 s). */
  readonly compareEveryMs?: number
}

export interface ThreecxListener {
  signedIn(): void
  /** All that goes on; the first time directly after signing in. Nothing that was told before is told after it. */
  all(lines: readonly Line[], isFirst: boolean): void
  heard(participant: Participant): void
  gone(dn: string, id: string): void
  /** Called once, also when the session was never signed in; not after `close`. */
  ended(end: ConnectionEnd): void
}

/** Of its life a token is used so much. */
const renewAfter = 0.8

/**
 * One session with the Call Control API of a 3CX version 20: a token for the client's id and secret, the WebSocket on
 * which changes are told, and questions over HTTP. Changes often come without data (`attached_data: null`), then the
 * entity is asked for; answers are heard in the order in which the changes were told. The WebSocket has no sign of life,
 * so all that goes on is asked for again and again.
 */
export function openThreecxSession(server: ThreecxServer, listener: ThreecxListener): { close(): void } {
  const base = server.url.replace(/\/+$/, '')
  const stop = new AbortController()
  let token = ''
  let socket: WebSocket | undefined
  let renewal: NodeJS.Timeout | undefined
  let comparing: NodeJS.Timeout | undefined
  let closed = false
  let inOrder: Promise<void> = Promise.resolve()

  function close(): void {
    closed = true
    clearTimeout(renewal)
    clearInterval(comparing)
    stop.abort()
    socket?.close()
  }

  function end(why: ConnectionEnd): void {
    if (closed) return
    close()
    listener.ended(why)
  }

  function fail(reason: unknown): void {
    if (reason instanceof Refused) end({ kind: 'refused', detail: reason.message })
    else end({ kind: 'lost', detail: detailOf(reason) })
  }

  async function request(path: string, init: RequestInit = {}): Promise<{ status: number; value: unknown }> {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(server.answerWithinMs ?? 10_000)])
    const answer = await fetch(`${base}${path}`, { ...init, signal, redirect: 'manual' })
    return { status: answer.status, value: parsed(await answer.text()) }
  }

  async function renewToken(): Promise<void> {
    const { status, value } = await request('/connect/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: server.clientId,
        client_secret: server.clientSecret,
      }),
    })
    if (status === 400 || status === 401 || status === 403) {
      throw new Refused(`it gives no token for this client id and secret (${status})`)
    }
    const given = fieldOf(value, 'access_token')
    if (status !== 200 || typeof given !== 'string') throw new Error(`no token, but status ${status}`)
    token = given
    const seconds = Number(fieldOf(value, 'expires_in')) || 3600
    clearTimeout(renewal)
    renewal = setTimeout(() => renewToken().catch(fail), Math.min(seconds, 86_400) * 1000 * renewAfter)
    renewal.unref()
  }

  async function ask(path: string): Promise<unknown> {
    const { status, value } = await request(path, { headers: { authorization: `Bearer ${token}` } })
    if (status === 404) return null
    if (status === 403) throw new Refused(`this client may not use call control: ${path} is refused`)
    if (status !== 200) throw new Error(`${path} is answered ${status}`)
    return value
  }

  async function askForAll(): Promise<Line[]> {
    const lines = linesIn(await ask('/callcontrol'))
    if (!lines) throw new Error('/callcontrol is answered with something else than a list')
    return lines
  }

  /** The question goes out at once; what comes of it waits for what was told before. */
  function inTurn<T>(asked: Promise<T>, then: (answer: T) => void): void {
    asked.catch(() => {})
    inOrder = inOrder.then(async () => {
      try {
        const answer = await asked
        if (!closed) then(answer)
      } catch (reason) {
        fail(reason)
      }
    })
  }

  function compare(isFirst: boolean): void {
    inTurn(askForAll(), (lines) => listener.all(lines, isFirst))
  }

  function hear(message: unknown): void {
    const news = typeof message === 'string' ? newsIn(message) : undefined
    if (news?.kind === 'gone') inTurn(Promise.resolve(), () => listener.gone(news.dn, news.id))
    if (news?.kind !== 'upsert') return
    const { told, path, dn } = news
    inTurn(told ? Promise.resolve(told) : ask(path), (answer) => {
      const participant = told ?? participantIn(answer, dn)
      if (participant) listener.heard(participant)
      else if (answer === null) listener.gone(dn, path.replace(/\/+$/, '').split('/').at(-1) ?? '')
    })
  }

  function openSocket(): void {
    socket = new SocketWithHeaders(`${base.replace(/^http/, 'ws')}/callcontrol/ws`, {
      headers: { authorization: `Bearer ${token}` },
    })
    socket.onopen = () => {
      listener.signedIn()
      compare(true)
      comparing = setInterval(() => compare(false), server.compareEveryMs ?? 30_000)
      comparing.unref()
    }
    socket.onmessage = ({ data }) => hear(data)
    socket.onerror = () => end({ kind: 'lost', detail: 'the WebSocket failed' })
    socket.onclose = ({ code }) => end({ kind: 'lost', detail: `the 3CX closed the WebSocket (${code})` })
  }

  // A WebSocket does not say why it is refused, so the right to use call control is tried first.
  renewToken()
    .then(askForAll)
    .then(() => closed || openSocket())
    .catch(fail)
  return { close }
}

class Refused extends Error {}

function detailOf(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason)
  return reason.cause instanceof Error ? `${reason.message}: ${reason.cause.message}` : reason.message
}

/** Node's own WebSocket takes headers in place of protocols, which browsers do not. */
const SocketWithHeaders = WebSocket as unknown as new (
  url: string,
  options: { readonly headers: Readonly<Record<string, string>> },
) => WebSocket

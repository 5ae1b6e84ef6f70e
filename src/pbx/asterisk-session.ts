import { createHash } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { type AmiMessage, readAmi } from './asterisk-messages.ts'
import type { ConnectionEnd } from './keep-connected.ts'

export interface AsteriskServer {
  readonly host: string
  /** 5038, with TLS 5039, unless manager.conf says otherwise. */
  readonly port: number
  readonly username: string
  readonly secret: string
  /** Present for `tlsenable`; its options go to the TLS connection (`ca` for an own authority). */
  readonly tls?: ConnectionOptions
  /** Classes of events asked for, of which come those that the user may read; by default all that say anything of calls. */
  readonly events?: string
  /** How long connecting and signing in may take, milliseconds (10 s). */
  readonly signInWithinMs?: number
  /** How often a Ping asks whether the server still lives, and how long it may be silent after it (15 s, 5 s). */
  readonly pingEveryMs?: number
  readonly pongWithinMs?: number
}

export interface Session {
  send(action: string, fields?: Readonly<Record<string, string>>): void
  pause(): void
  resume(): void
  close(): void
}

export interface SessionListener {
  signedIn(session: Session, banner: string): void
  message(message: AmiMessage): void
  /** Called once, also when the session was never signed in; not after `close`. */
  ended(end: ConnectionEnd): void
}

/**
 * One TCP connection to an Asterisk manager interface, signed in by challenge, so that the secret never crosses the
 * wire. Does not wait for `FullyBooted`, which only comes to those who may read class `system`.
 */
export function openSession(server: AsteriskServer, listener: SessionListener): Session {
  const socket = dial(server)
  const reader = readAmi()
  let banner = ''
  let step: 'greeting' | 'challenge' | 'login' | 'signed-in' | 'ended' = 'greeting'
  let lastHeard = 0
  let pings: NodeJS.Timeout | undefined
  const signIn = setTimeout(
    () => end({ kind: 'lost', detail: 'no answer to the sign-in' }),
    server.signInWithinMs ?? 10_000,
  )

  const session: Session = {
    send(action, fields = {}) {
      const lines = Object.entries({ Action: action, ...fields }).map(
        ([key, value]) => `${key}: ${oneLine(value)}\r\n`,
      )
      if (step !== 'ended') socket.write(`${lines.join('')}\r\n`)
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close() {
      step = 'ended'
      clearTimeout(signIn)
      clearInterval(pings)
      socket.destroy()
    },
  }

  function end(why: ConnectionEnd): void {
    if (step === 'ended') return
    session.close()
    listener.ended(why)
  }

  function hear(message: AmiMessage): void {
    if (step === 'signed-in') listener.message(message)
    else if (message.get('Event') === undefined) hearSignIn(message)
  }

  function hearSignIn(message: AmiMessage): void {
    const challenge = message.get('Challenge')
    if (message.get('Response') !== 'Success') {
      end({ kind: 'refused', detail: message.get('Message') ?? 'the server refuses the sign-in' })
    } else if (step === 'challenge' && challenge !== undefined) {
      step = 'login'
      session.send('Login', {
        AuthType: 'MD5',
        Username: server.username,
        Key: answerChallenge(challenge, server.secret),
        Events: server.events ?? 'call,agent,user,system,dialplan',
      })
    } else if (step === 'login') {
      step = 'signed-in'
      clearTimeout(signIn)
      keepAsking()
      listener.signedIn(session, banner)
    }
  }

  function keepAsking(): void {
    pings = setInterval(ask, server.pingEveryMs ?? 15_000)
    pings.unref()
  }

  function ask(): void {
    const heardBefore = lastHeard
    session.send('Ping')
    setTimeout(() => {
      if (lastHeard === heardBefore && !socket.isPaused())
        end({ kind: 'lost', detail: 'no answer to a Ping' })
    }, server.pongWithinMs ?? 5_000).unref()
  }

  socket.setNoDelay(true)
  socket.on('data', (bytes: Buffer) => {
    lastHeard += 1
    for (const piece of reader.read(bytes)) {
      if (step === 'ended') return
      if (piece.kind === 'message') hear(piece.message)
      else if (piece.kind === 'banner' && step === 'greeting') {
        banner = piece.text
        step = 'challenge'
        session.send('Challenge', { AuthType: 'MD5' })
      }
    }
  })
  socket.on('error', (error) => end({ kind: 'lost', detail: error.message || String(error) }))
  socket.on('close', () => end({ kind: 'lost', detail: 'the server closed the connection' }))
  return session
}

function dial({ host, port, tls }: AsteriskServer): Socket {
  return tls ? connectTls({ host, port, servername: host, ...tls }) : connectTcp({ host, port })
}

/** A line end in a value would begin a header of its own. */
function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ')
}

/** Asterisk's `AuthType: MD5`: hex(md5(challenge + secret)). */
export function answerChallenge(challenge: string, secret: string): string {
  return createHash('md5').update(challenge).update(secret).digest('hex')
}

import { connect, type Socket } from 'node:net'
import { eventIn, type FreeswitchEvent } from './freeswitch-events.ts'
import { type EslFrame, readEsl } from './freeswitch-frames.ts'
import type { ConnectionEnd } from './keep-connected.ts'

export interface FreeswitchServer {
  readonly host: string
  /** 8021, unless event_socket.conf.xml says otherwise. */
  readonly port: number
  readonly password: string
  /** A user of the directory with `esl-password`, as `1000@domain`; without one the socket's own password is meant. */
  readonly user?: string
  /** How long connecting and signing in may take, milliseconds (10 s). */
  readonly signInWithinMs?: number
  /** How often it is asked whether the server still lives, and how long it may be silent after it (15 s, 5 s). */
  readonly askEveryMs?: number
  readonly answerWithinMs?: number
}

export interface EslSession {
  /** Sends a command; `answer` gets what it is answered, in the order of asking. */
  ask(command: string, answer?: (reply: EslReply) => void): void
  pause(): void
  resume(): void
  close(): void
}

export interface EslReply {
  /** `-ERR …` was answered, or nothing. */
  readonly isError: boolean
  /** What an `api` command wrote; of other commands the `Reply-Text`. */
  readonly text: string
}

export interface EslListener {
  signedIn(session: EslSession): void
  event(event: FreeswitchEvent): void
  /** Called once, also when the session was never signed in; not after `close`. */
  ended(end: ConnectionEnd): void
}

type Step = 'greeting' | 'password' | 'signed-in' | 'ended'

/**
 * One TCP connection to mod_event_socket, in its "inbound" mode: we connect. The password crosses in clear, as the
 * protocol has it, so the way there must be our own. A `text/disconnect-notice` is a farewell that may have events behind
 * it (`linger`): the session ends when the socket does.
 */
export function openEslSession(server: FreeswitchServer, listener: EslListener): EslSession {
  const socket: Socket = connect({ host: server.host, port: server.port })
  const reader = readEsl()
  const answers: ((reply: EslReply) => void)[] = []
  let step: Step = 'greeting'
  let reads = 0
  let farewell = false
  let questions: NodeJS.Timeout | undefined
  const signIn = setTimeout(
    () => end({ kind: 'lost', detail: 'no answer to the sign-in' }),
    server.signInWithinMs ?? 10_000,
  )

  const session: EslSession = {
    ask(command, answer = () => {}) {
      if (step === 'ended') return
      answers.push(answer)
      socket.write(`${oneLine(command)}\n\n`)
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close() {
      step = 'ended'
      clearTimeout(signIn)
      clearInterval(questions)
      socket.destroy()
    },
  }

  function end(why: ConnectionEnd): void {
    if (step === 'ended') return
    session.close()
    listener.ended(why)
  }

  function hear(frame: EslFrame): void {
    const { contentType } = frame
    if (contentType === 'auth/request') sendPassword()
    else if (contentType === 'text/rude-rejection') {
      end({ kind: 'refused', detail: `its access list does not let us in: ${frame.body.trim()}` })
    } else if (contentType === 'text/disconnect-notice') farewell = true
    else if (contentType === 'command/reply' || contentType === 'api/response') hearReply(frame)
    else hearEvent(frame)
  }

  function sendPassword(): void {
    if (step !== 'greeting') return
    step = 'password'
    const { user, password } = server
    session.ask(user === undefined ? `auth ${password}` : `userauth ${user}:${password}`, (reply) => {
      if (reply.isError) end({ kind: 'refused', detail: reply.text })
      else beSignedIn()
    })
  }

  function beSignedIn(): void {
    step = 'signed-in'
    clearTimeout(signIn)
    questions = setInterval(askWhetherItLives, server.askEveryMs ?? 15_000)
    questions.unref()
    listener.signedIn(session)
  }

  function hearReply(frame: EslFrame): void {
    const text = (frame.get('Reply-Text') ?? frame.body).trim()
    answers.shift()?.({ isError: text.startsWith('-ERR') || text.startsWith('-USAGE'), text })
  }

  function hearEvent(frame: EslFrame): void {
    const event = step === 'signed-in' ? eventIn(frame) : undefined
    if (event) listener.event(event)
  }

  /** Any answer will do, a refusal as well. */
  function askWhetherItLives(): void {
    const readsBefore = reads
    session.ask('api strepoch')
    setTimeout(() => {
      if (reads === readsBefore && !socket.isPaused()) end({ kind: 'lost', detail: 'it answers no more' })
    }, server.answerWithinMs ?? 5_000).unref()
  }

  socket.setNoDelay(true)
  socket.on('data', (bytes: Buffer) => {
    reads += 1
    for (const piece of reader.read(bytes)) {
      if (step === 'ended') return
      if (piece.kind === 'frame') hear(piece.frame)
      else end({ kind: 'lost', detail: 'it sent a message beyond all bounds' })
    }
  })
  socket.on('error', (error) => end({ kind: 'lost', detail: error.message || String(error) }))
  socket.on('close', () => {
    end({ kind: 'lost', detail: farewell ? 'FreeSWITCH said goodbye' : 'the server closed the connection' })
  })
  return session
}

/** A line end in a command would begin another one. */
function oneLine(command: string): string {
  return command.replace(/[\r\n]+/g, ' ')
}

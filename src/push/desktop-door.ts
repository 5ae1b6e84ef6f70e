import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Who } from '../wire/routes.ts'
import { openAdmissionLine } from './admission-line.ts'
import { lingerMs } from './cut-desktop.ts'

/** Why a handshake was not let in. `busy`: too many at once; `full`: as many are in as may be. */
export type TurnedAway = 'busy' | 'full' | 'origin' | 'unknown'

export interface DoorSettings {
  readonly identify: (request: IncomingMessage) => Promise<Who | null>
  readonly mayComeFrom: (request: IncomingMessage) => boolean
  readonly isFull: () => boolean
  /** Desktops that were let in and still wait for what they are to show. */
  readonly unserved: () => number
  readonly turnedAway: (why: TurnedAway) => void
  /** Handshakes that are let in. */
  readonly perSecond: number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
}

/** Where desktops ask for a websocket. */
export interface DesktopDoor {
  /** To be asked by Engine.IO before anything else. Goes on only with whom it lets in. */
  readonly ask: (request: IncomingMessage, response: unknown, goOn: () => void) => void
  /** Lets nobody in any more. Resolves when all that came in are gone; none is waited for longer than {@link lingerMs}. */
  close(): Promise<void>
}

/** The longest that anybody waits at the door; those beyond are told to come back. */
const patienceSeconds = 2
/** So many are identified at once, so that reading sessions leaves the database's connections to calls. */
const mostIdentified = 8
/** While so many still wait for their snapshot, nobody else is let in. */
const mostUnserved = 200

const retryLater = '503 Service Unavailable\r\nRetry-After: 2'
const answers: Readonly<Record<TurnedAway, string>> = {
  busy: retryLater,
  full: retryLater,
  origin: '403 Forbidden',
  unknown: '401 Unauthorized',
}

/**
 * Lets desktops in one after the other: the thousands that come back after a restart would otherwise hold up every call
 * until the last of them is in. Whoever is told to come back has cost next to nothing, since nobody is identified before.
 */
export function openDesktopDoor(settings: DoorSettings): DesktopDoor {
  const { identify, mayComeFrom, isFull, unserved, perSecond, elapsed } = settings
  const sockets = new Set<Socket>()
  let identifying = 0
  const line = openAdmissionLine({
    perSecond,
    mostWaiting: Math.ceil(perSecond * patienceSeconds),
    hasRoom: () => identifying < mostIdentified && unserved() < mostUnserved,
    elapsed,
    later(work, ms) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })

  const turnAway = ({ socket }: IncomingMessage, why: TurnedAway): void => {
    settings.turnedAway(why)
    socket.write(`HTTP/1.1 ${answers[why]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    socket.destroySoon()
  }

  /** Null for whoever may come in. */
  const refusalOf = async (request: IncomingMessage): Promise<TurnedAway | null> => {
    if (isFull()) return 'full'
    identifying++
    try {
      return (await identify(request)) ? null : 'unknown'
    } catch {
      return 'busy'
    } finally {
      identifying--
    }
  }

  const enter = async (request: IncomingMessage, goOn: () => void): Promise<void> => {
    const refusal = await refusalOf(request)
    if (refusal) turnAway(request, refusal)
    else goOn()
    line.moveUp()
  }

  const watch = (socket: Socket): void => {
    // Between upgrade and websocket nobody else listens to it, and an error that nobody hears ends the process.
    socket.on('error', () => undefined)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }

  return {
    ask(request, response, goOn) {
      // Only an upgrade has none of Node's own. All else is refused by Engine.IO: there is no polling.
      if (response instanceof ServerResponse) return goOn()
      watch(request.socket)
      // CORS does not cover websockets, so the page that opens one is checked here.
      if (!mayComeFrom(request)) return turnAway(request, 'origin')
      line.join({
        enter: () => void enter(request, goOn),
        comeBackLater: () => turnAway(request, 'busy'),
        isGone: () => request.socket.destroyed,
      })
    },
    async close() {
      line.close()
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, lingerMs)
      await Promise.all([...sockets].map((one) => new Promise((resolve) => one.once('close', resolve))))
      clearTimeout(cut)
    },
  }
}

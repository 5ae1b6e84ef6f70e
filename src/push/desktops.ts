import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server } from 'socket.io'
import { Decoder } from 'socket.io-parser'
import type { DeskMessage } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'
import { type Goodbye, rendered } from '../wire/desktop-events.ts'
import type { Pop } from '../wire/pop.ts'
import type { Who } from '../wire/routes.ts'
import { beat } from './beat.ts'
import { boundQueue } from './bound-queue.ts'
import { cutDesktop } from './cut-desktop.ts'
import { cutStrangers } from './cut-strangers.ts'
import { openDesktopDoor, type TurnedAway } from './desktop-door.ts'
import {
  type DesktopConnection,
  type DesktopServer,
  type DesktopSocket,
  deskRoom,
  sessionRoom,
  supervisorsRoom,
} from './desktop-socket.ts'
import { RawJson, RawJsonEncoder } from './raw-json.ts'
import { openSnapshots } from './send-snapshots.ts'
import { slowDownFloods } from './slow-down-floods.ts'

/** The browsers of agents and supervisors. */
export interface Desktops {
  /** Carries what was written to the desktops of whom it concerns. */
  deliver(messages: readonly DeskMessage[]): void
  /** Tells supervisors that the list of live calls is worth fetching again; at most once a second. */
  hintLiveCalls(): void
  /** Tells supervisors that the list of alerts is worth fetching again; at most once a second. */
  hintAlerts(): void
  /** Lets supervisors watch what is going on; told of every hint as well. */
  serveLive(live: LiveToServe): void
  /** Cuts the sockets of an account or of one session at once. */
  cut(whose: { accountId: string } | { sessionHash: string }): void
  /** Cuts those sockets of an account whose session is over or was given other rights. */
  recheck(accountId: string): Promise<void>
  /** Accounts with a desktop at this node. */
  openDesks(): ReadonlySet<string>
  /** Whether a desktop of this account is at this node. */
  hasDesktop(accountId: string): boolean
  /** Tells the desktops of this agent what they show provisionally now. */
  tellProvisional(accountId: string): void
  /** Tells all at once whether anything can be stored. */
  tellService(): void
  connected(): number
  /** Says goodbye to all; those that do not close by themselves are cut within two seconds. */
  close(): Promise<void>
}

/** What supervisors watch: JSON of LiveMessages for whoever sees these teams. */
export interface LiveToServe {
  changed(): void
  /** Returns how to end it. */
  watch(who: Who, hear: (text: string) => void): () => void
}

interface DesktopsSettings {
  readonly store: Pick<Store, 'readDesks' | 'readDeskVersions'>
  readonly identify: (request: IncomingMessage) => Promise<Who | null>
  readonly mayComeFrom: (request: IncomingMessage) => boolean
  readonly rendered: (callId: string, accountId: string, version: number) => void
  /** Whether nothing can be stored at the moment: told with each snapshot and heartbeat. */
  readonly isDegraded?: () => boolean
  /** What an agent's desktops show in the place of what is stored, while nothing can be. */
  readonly provisionalOf?: (accountId: string) => readonly Pop[]
  readonly meters?: DesktopMeters
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  readonly mostSockets: number
  /** Handshakes that are let in; the rest wait or come back. */
  readonly perSecond: number
  readonly times?: Partial<SocketTimes>
}

export interface DesktopMeters {
  /** The server closed a desktop's socket. */
  readonly cut: (reason: Goodbye['reason']) => void
  readonly turnedAway: (why: TurnedAway) => void
}

/** All in ms. */
interface SocketTimes {
  /** How often a desktop is asked whether it is still there. */
  readonly pingEvery: number
  /** One that does not answer within this time is not. */
  readonly pingAnswer: number
  /** Who was let in has to begin within this time. */
  readonly begin: number
  /** How often it is looked whether those who are in may still be. */
  readonly recheck: number
}

const usualTimes: SocketTimes = { pingEvery: 20_000, pingAnswer: 15_000, begin: 5000, recheck: 60_000 }
const mostQueued = { packets: 256, bytes: 1_048_576 }
const unmetered: DesktopMeters = { cut: () => undefined, turnedAway: () => undefined }

/**
 * Opens the socket for desktops on the HTTP server. Websocket only, so that there is no polling to protect and no
 * sticky session to keep; no connection state recovery, since it reports `recovered` while a pop is missing and skips
 * the handshake's authentication (socket.io issues 5538, 4880, 5282).
 */
export function openDesktops(http: HttpServer, settings: DesktopsSettings): Desktops {
  const { store, identify, now, elapsed, isDegraded = () => false, meters = unmetered } = settings
  const { provisionalOf = () => [] } = settings
  const times = { ...usualTimes, ...settings.times }
  const io = openServer(http, times)
  const snapshots = openSnapshots({ readDesks: store.readDesks, now, isDegraded })
  const door = openDesktopDoor({
    identify,
    mayComeFrom: settings.mayComeFrom,
    isFull: () => io.engine.clientsCount >= settings.mostSockets,
    // While nothing can be read they are let in all the same, to be told so.
    unserved: () => (isDegraded() ? 0 : snapshots.waiting()),
    turnedAway: meters.turnedAway,
    perSecond: settings.perSecond,
    elapsed,
  })
  io.engine.use(door.ask)

  const cut = (socket: DesktopSocket, reason: Goodbye['reason']): void => {
    meters.cut(reason)
    cutDesktop(socket, reason)
  }

  const begun = new WeakMap<DesktopConnection, DesktopSocket>()
  io.engine.on('connection', (connection: DesktopConnection) => {
    slowDownFloods(connection, elapsed, () => {
      const socket = begun.get(connection)
      if (socket) cut(socket, 'flooding')
      else connection.request.socket.destroy()
    })
  })
  io.use((socket, next) => {
    // Again, since whoever was let in may have been signed out before it began.
    identify(socket.request).then((who) => {
      if (!who) return next(new Error('signed-out'))
      socket.data.who = who
      next()
    }, next)
  })
  io.on('connection', (socket) => {
    const { who } = socket.data
    begun.set(socket.conn, socket)
    boundQueue(socket.conn, mostQueued, () => cut(socket, 'too-slow'))
    void socket.join([deskRoom(who.accountId), sessionRoom(who.sessionHash)])
    if (who.role === 'supervisor' || who.role === 'admin') void socket.join(supervisorsRoom)
    serve(socket, who)
  })

  const serve = (socket: DesktopSocket, who: Who): void => {
    socket.on('resync', () => snapshots.sendTo(socket))
    socket.on('rendered', (what) => {
      const parsed = rendered.safeParse(what)
      if (parsed.success) settings.rendered(parsed.data.callId, who.accountId, parsed.data.version)
    })
    letWatch(socket, who)
    snapshots.sendTo(socket)
    const pops = provisionalOf(who.accountId)
    if (pops.length > 0) socket.emit('provisional', { pops: [...pops] })
  }

  let live: LiveToServe | null = null
  /** Asked again, it begins anew: that is how a gap is closed. */
  const letWatch = (socket: DesktopSocket, who: Who): void => {
    if (who.role !== 'supervisor' && who.role !== 'admin') return
    let leave = (): void => undefined
    socket.on('watch-live', () => {
      leave()
      const stop = live?.watch(who, (text) => socket.emit('live', new RawJson(text)))
      leave = stop ?? leave
    })
    socket.on('leave-live', () => leave())
    socket.on('disconnect', () => leave())
  }

  const socketsIn = (room: string): DesktopSocket[] =>
    [...(io.of('/').adapter.rooms.get(room) ?? [])].flatMap((id) => io.of('/').sockets.get(id) ?? [])
  const recheck = (sockets: Iterable<DesktopSocket>): Promise<void> =>
    cutStrangers(sockets, identify, (socket) => cut(socket, 'signed-out'))

  const beating = beat(io, { readDeskVersions: store.readDeskVersions, now, isDegraded })
  const timer = setInterval(() => {
    // A store that does not answer shuts nobody out; the next round asks again.
    recheck(io.of('/').sockets.values()).catch(() => undefined)
  }, times.recheck)

  const hintLiveCalls = onceASecond(() => io.local.to(supervisorsRoom).emit('live-calls'))
  const isThere = (room: string): boolean => io.of('/').adapter.rooms.has(room)

  return {
    deliver(messages) {
      for (const { accountId, body } of messages) {
        const room = deskRoom(accountId)
        if (!isThere(room)) continue
        io.local.to(room).emit('change', new RawJson(body))
      }
    },
    openDesks: () => new Set([...io.of('/').sockets.values()].map(({ data }) => data.who.accountId)),
    hasDesktop: (accountId) => isThere(deskRoom(accountId)),
    hintLiveCalls() {
      live?.changed()
      hintLiveCalls()
    },
    serveLive(served) {
      live = served
    },
    hintAlerts: onceASecond(() => io.local.to(supervisorsRoom).emit('alerts')),
    cut(whose) {
      const room = 'accountId' in whose ? deskRoom(whose.accountId) : sessionRoom(whose.sessionHash)
      for (const socket of socketsIn(room)) cut(socket, 'signed-out')
    },
    recheck: (accountId) => recheck(socketsIn(deskRoom(accountId))),
    tellProvisional(accountId) {
      io.local.to(deskRoom(accountId)).emit('provisional', { pops: [...provisionalOf(accountId)] })
    },
    tellService: beating.tellService,
    connected: () => io.engine.clientsCount,
    async close() {
      beating.end()
      clearInterval(timer)
      io.local.emit('goodbye', { reason: 'restarting' })
      io.disconnectSockets(true)
      io.engine.close()
      await door.close()
    },
  }
}

/** The first hint is told a second later, and speaks for all that come until then. */
function onceASecond(tell: () => void): () => void {
  let hinted = false
  return () => {
    if (hinted) return
    hinted = true
    setTimeout(() => {
      hinted = false
      tell()
    }, 1000).unref()
  }
}

function openServer(http: HttpServer, times: SocketTimes): DesktopServer {
  return new Server(http, {
    path: '/v1/desktop',
    transports: ['websocket'],
    serveClient: false,
    pingInterval: times.pingEvery,
    pingTimeout: times.pingAnswer,
    connectTimeout: times.begin,
    maxHttpBufferSize: 16_384,
    perMessageDeflate: false,
    parser: { Encoder: RawJsonEncoder, Decoder },
  })
}

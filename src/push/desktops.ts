import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { Decoder } from 'socket.io-parser'
import type { DeskMessage } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'
import {
  type DesktopSnapshot,
  type DesktopToServer,
  rendered,
  type ServerToDesktop,
} from '../wire/desktop-events.ts'
import type { Pop } from '../wire/pop.ts'
import type { Who } from '../wire/routes.ts'
import { allowance } from './allowance.ts'
import { RawJson, RawJsonEncoder } from './raw-json.ts'

/** The browsers of agents and supervisors. */
export interface Desktops {
  /** Carries what was written to the desktops of whom it concerns. */
  deliver(messages: readonly DeskMessage[]): void
  /** Tells supervisors that the list of live calls is worth fetching again; at most once a second. */
  hintLiveCalls(): void
  /** Cuts the sockets of an account or of one session at once. */
  cut(whose: { accountId: string } | { sessionHash: string }): void
  /** Cuts those sockets of an account whose session is over or was given other rights. */
  recheck(accountId: string): Promise<void>
  connected(): number
  close(): Promise<void>
}

interface DesktopsSettings {
  readonly store: Pick<Store, 'readDesk' | 'readDeskVersions'>
  readonly identify: (request: IncomingMessage) => Promise<Who | null>
  readonly mayComeFrom: (request: IncomingMessage) => boolean
  readonly rendered: (callId: string, accountId: string, version: number) => void
  /** Whether nothing can be stored at the moment: told with each heartbeat. */
  readonly isDegraded?: () => boolean
  readonly now: () => number
  readonly mostSockets: number
}

interface DeskSocketData {
  who: Who
  /** Packets that the client has not taken yet. */
  queued: number
}

type DesktopSocket = Socket<DesktopToServer, ServerToDesktop, Record<string, never>, DeskSocketData>

const heartbeatMs = 15_000
/** Heartbeats of thousands of desktops are spread over the period, so that they never hold up a pop. */
const heartbeatSlices = 150
const sessionCheckMs = 60_000
const mostPacketsQueued = 256

/**
 * Opens the socket for desktops on the HTTP server. Websocket only, so that there is no polling to protect and no
 * sticky session to keep; no connection state recovery, since it reports `recovered` while a pop is missing and skips
 * the handshake's authentication (socket.io issues 5538, 4880, 5282).
 */
export function openDesktops(http: HttpServer, settings: DesktopsSettings): Desktops {
  const askers = new WeakMap<IncomingMessage, Who>()
  const io = new Server<DesktopToServer, ServerToDesktop, Record<string, never>, DeskSocketData>(http, {
    path: '/v1/desktop',
    transports: ['websocket'],
    serveClient: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    maxHttpBufferSize: 16_384,
    perMessageDeflate: false,
    parser: { Encoder: RawJsonEncoder, Decoder },
    allowRequest: (request, decide) => {
      admit(request).then(
        (who) => {
          if (who) askers.set(request, who)
          decide(who ? null : 'refused', who !== null)
        },
        () => decide('refused', false),
      )
    },
  })

  const admit = async (request: IncomingMessage): Promise<Who | null> => {
    // CORS does not cover websockets, so the page that opens one is checked here.
    if (!settings.mayComeFrom(request) || io.engine.clientsCount >= settings.mostSockets) return null
    return settings.identify(request)
  }

  io.on('connection', (socket: DesktopSocket) => {
    const who = askers.get(socket.request)
    if (!who) {
      socket.disconnect(true)
      return
    }
    socket.data.who = who
    countQueued(socket)
    void socket.join([deskRoom(who.accountId), sessionRoom(who.sessionHash)])
    if (who.role !== 'agent') void socket.join('supervisors')
    serve(socket, who)
  })

  const serve = (socket: DesktopSocket, who: Who): void => {
    // 20 messages a second are far more than a person makes; a client that floods is cut.
    const mayAsk = allowance({ perSecond: 20, burst: 60, now: settings.now })
    socket.use((_, next) => {
      if (mayAsk()) return next()
      socket.emit('goodbye', { reason: 'flooding' })
      socket.disconnect(true)
    })
    const snapshot = (): void => {
      readSnapshot(settings, who.accountId).then(
        (desk) => socket.emit('snapshot', desk),
        () => socket.disconnect(true),
      )
    }
    socket.on('resync', snapshot)
    socket.on('rendered', (what) => {
      const parsed = rendered.safeParse(what)
      if (parsed.success) settings.rendered(parsed.data.callId, who.accountId, parsed.data.version)
    })
    snapshot()
  }

  const timers = [
    setInterval(beat(io, settings), heartbeatMs / heartbeatSlices),
    setInterval(() => void cutStrangers(io.of('/').sockets.values(), settings), sessionCheckMs),
  ]

  let hinted = false
  return {
    deliver(messages) {
      for (const { accountId, body } of messages) {
        const sockets = io.of('/').adapter.rooms.get(deskRoom(accountId))
        if (!sockets) continue
        cutSlow(io, sockets)
        io.local
          .to(deskRoom(accountId))
          .emit('change', new RawJson(body) as unknown as Parameters<ServerToDesktop['change']>[0])
      }
    },
    hintLiveCalls() {
      if (hinted) return
      hinted = true
      setTimeout(() => {
        hinted = false
        io.local.to('supervisors').emit('live-calls')
      }, 1000).unref()
    },
    cut(whose) {
      const room = 'accountId' in whose ? deskRoom(whose.accountId) : sessionRoom(whose.sessionHash)
      io.local.to(room).emit('goodbye', { reason: 'signed-out' })
      io.in(room).disconnectSockets(true)
    },
    async recheck(accountId) {
      const sockets = io.of('/').adapter.rooms.get(deskRoom(accountId)) ?? []
      await cutStrangers(
        [...sockets].flatMap((id) => io.of('/').sockets.get(id) ?? []),
        settings,
      )
    },
    connected: () => io.engine.clientsCount,
    async close() {
      for (const timer of timers) clearInterval(timer)
      io.local.emit('goodbye', { reason: 'restarting' })
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

function deskRoom(accountId: string): string {
  return `desk:${accountId}`
}

function sessionRoom(sessionHash: string | null): string {
  return `session:${sessionHash ?? 'none'}`
}

async function readSnapshot(settings: DesktopsSettings, accountId: string): Promise<DesktopSnapshot> {
  const desk = await settings.store.readDesk(accountId)
  return {
    version: desk.version,
    availability: desk.availability,
    pops: desk.pops.map((content) => JSON.parse(content) as Pop),
    now: settings.now(),
    ...degraded(settings),
  }
}

function degraded({ isDegraded }: DesktopsSettings): { degraded?: true } {
  return isDegraded?.() ? { degraded: true } : {}
}

type Io = Server<DesktopToServer, ServerToDesktop, Record<string, never>, DeskSocketData>

/** Tells each desktop its current version once in the period: a message that was lost heals within it. */
function beat(io: Io, settings: DesktopsSettings): () => void {
  const { store, now } = settings
  const slices = slicesOfRooms(io)
  let turn = 0
  return () => {
    turn = (turn + 1) % heartbeatSlices
    const rooms = [...(slices[turn] ?? [])]
    if (rooms.length === 0) return
    store.readDeskVersions(rooms.map((room) => room.slice('desk:'.length))).then(
      (versions) => {
        for (const room of rooms) {
          const version = versions.get(room.slice('desk:'.length)) ?? 0
          io.local.to(room).emit('heartbeat', { version, now: now(), ...degraded(settings) })
        }
      },
      () => undefined,
    )
  }
}

/** The desks' rooms by slice, kept as they come and go: walking over all of them for each slice costs a millisecond. */
function slicesOfRooms(io: Io): readonly Set<string>[] {
  const slices = Array.from({ length: heartbeatSlices }, () => new Set<string>())
  const { adapter } = io.of('/')
  adapter.on('create-room', (room: string) => {
    if (room.startsWith('desk:')) slices[spread(room)]?.add(room)
  })
  adapter.on('delete-room', (room: string) => slices[spread(room)]?.delete(room))
  return slices
}

function spread(room: string): number {
  let sum = 0
  for (let n = 0; n < room.length; n++) sum = (sum * 31 + room.charCodeAt(n)) | 0
  return Math.abs(sum) % heartbeatSlices
}

function countQueued(socket: DesktopSocket): void {
  socket.data.queued = 0
  socket.conn.on('packetCreate', () => {
    socket.data.queued += 1
  })
  socket.conn.on('drain', () => {
    socket.data.queued = 0
  })
}

/** A desktop that does not read is cut before its queue eats the memory; it gets a snapshot when it comes back. */
function cutSlow(io: Io, sockets: Set<string>): void {
  for (const id of sockets) {
    const socket = io.of('/').sockets.get(id)
    if (socket && socket.data.queued > mostPacketsQueued) socket.disconnect(true)
  }
}

/** Sessions read at a stretch: under a millisecond. */
const sessionsAtOnce = 20

async function cutStrangers(sockets: Iterable<DesktopSocket>, { identify }: DesktopsSettings): Promise<void> {
  let read = 0
  for (const socket of sockets) {
    // A store that answers at once would otherwise hold up every pop until thousands are read.
    if (++read % sessionsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve))
    const who = await identify(socket.request)
    if (who && who.role === socket.data.who.role) continue
    socket.emit('goodbye', { reason: 'signed-out' })
    socket.disconnect(true)
  }
}

import { io, type Socket } from 'socket.io-client'
import type { DesktopToServer, Goodbye, ServerToDesktop } from '../../wire/desktop-events.ts'
import type { LiveMessage } from '../../wire/live-api.ts'
import type { Clock } from '../clock.ts'
import type { DeskNews, WhyLost } from './desk-state.ts'

/** Heartbeats come every 15 s; after two missed ones and some grace the line is not believed any more. */
const silenceMs = 35_000
const resyncEveryMs = 2000
const lookEveryMs = 5000
/** Thousands are turned away while a server that was restarted lets them in one after the other: few ask why. */
const askWhyEveryMs = 10_000

export interface DeskSocket {
  resync(): void
  rendered(callId: string, version: number): void
  /** Hears the live view from now on, anew after each connection. One page at a time. */
  watchLive(hear: (message: LiveMessage) => void): LiveWatch
  close(): void
}

export interface LiveWatch {
  /** A gap was seen: begin again. */
  again(): void
  stop(): void
}

export interface DeskEars {
  readonly clock: Clock
  readonly learn: (news: DeskNews) => void
  /** Supervisors: the list of live calls has changed. */
  readonly liveCallsChanged: () => void
  /** Supervisors: an alert was raised, marked or is over. */
  readonly alertsChanged: () => void
  readonly signedOut: () => void
  /** The server turned the connection down; perhaps the session has ended. */
  readonly refused: () => void
}

/** Opens the desktop's line to the server and keeps it open until it is closed or the person is signed out. */
export function openDeskSocket(ears: DeskEars): DeskSocket {
  const socket: Socket<ServerToDesktop, DesktopToServer> = io({
    path: '/v1/desktop',
    transports: ['websocket'],
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
  })
  let heardAt = ears.clock.now()
  let askedAt = 0
  let askedWhyAt = Number.NEGATIVE_INFINITY
  let asking: ReturnType<typeof setTimeout> | undefined
  let returning: ReturnType<typeof setTimeout> | undefined
  let farewell: WhyLost | undefined
  let over = false
  let watching: ((message: LiveMessage) => void) | undefined

  const heard = () => {
    heardAt = ears.clock.now()
    return heardAt
  }
  const lose = (why: WhyLost) => ears.learn({ kind: 'lost', why, now: ears.clock.now() })
  const askWhy = () => {
    if (ears.clock.now() - askedWhyAt < askWhyEveryMs) return
    askedWhyAt = ears.clock.now()
    ears.refused()
  }
  /** Socket.IO does not come back by itself after the server closed the connection or a middleware refused it. */
  const comeBack = () => {
    if (over || socket.active) return
    clearTimeout(returning)
    returning = setTimeout(() => socket.connect(), 1000 + ears.clock.chance() * 4000)
  }

  socket.on('connect', () => {
    heard()
    farewell = undefined
    ears.learn({ kind: 'connected' })
    if (watching) socket.emit('watch-live')
  })
  socket.on('live', (message) => watching?.(message))
  socket.on('snapshot', (snapshot) => ears.learn({ kind: 'snapshot', snapshot, now: heard() }))
  socket.on('change', (change) => ears.learn({ kind: 'change', change, now: heard() }))
  socket.on('heartbeat', (heartbeat) => ears.learn({ kind: 'heartbeat', heartbeat, now: heard() }))
  socket.on('service', (service) => ears.learn({ kind: 'service', service, now: heard() }))
  socket.on('provisional', ({ pops }) => {
    heard()
    ears.learn({ kind: 'provisional', pops })
  })
  socket.on('live-calls', () => ears.liveCallsChanged())
  socket.on('alerts', () => ears.alertsChanged())
  socket.on('goodbye', ({ reason }: Goodbye) => {
    if (reason === 'signed-out') ears.signedOut()
    else farewell = reason
  })
  socket.on('disconnect', () => {
    if (over) return
    lose(farewell ?? 'network')
    comeBack()
  })
  socket.on('connect_error', () => {
    lose(farewell ?? 'network')
    askWhy()
    comeBack()
  })

  const watch = setInterval(() => {
    if (!socket.connected || ears.clock.now() - heardAt < silenceMs) return
    farewell = 'silent'
    heard()
    socket.disconnect().connect()
  }, lookEveryMs)

  const resyncNow = () => {
    asking = undefined
    askedAt = ears.clock.now()
    if (socket.connected) socket.emit('resync')
  }
  return {
    resync() {
      asking ??= setTimeout(resyncNow, Math.max(0, askedAt + resyncEveryMs - ears.clock.now()))
    },
    rendered(callId, version) {
      if (socket.connected) socket.emit('rendered', { callId, version })
    },
    watchLive(hear) {
      watching = hear
      if (socket.connected) socket.emit('watch-live')
      return {
        again() {
          if (watching === hear && socket.connected) socket.emit('watch-live')
        },
        stop() {
          if (watching !== hear) return
          watching = undefined
          if (socket.connected) socket.emit('leave-live')
        },
      }
    },
    close() {
      over = true
      clearInterval(watch)
      clearTimeout(asking)
      clearTimeout(returning)
      socket.disconnect()
    },
  }
}

import { io, type Socket } from 'socket.io-client'
import type { Availability, DesktopToServer, Goodbye, ServerToDesktop } from '../wire/desktop-events.ts'
import type { Pop } from '../wire/pop.ts'
import { begin, emptyView, type Step, takeChange, takeHeartbeat, takeSnapshot } from './desk-view.ts'

export interface DesktopSettings {
  /** Where the server is: `https://calls.example`. */
  readonly url: string
  readonly token?: string
  /** Outside a browser: the session cookie, and the `Origin` that goes with it. */
  readonly headers?: Readonly<Record<string, string>>
  /** Something that is shown has changed. The pop that it was, undefined where a snapshot replaced all. */
  readonly onChange?: (pop: Pop | undefined) => void
  /** Supervisors: the list of live calls is worth fetching again. */
  readonly onLiveCalls?: () => void
  readonly onGoodbye?: (reason: Goodbye['reason']) => void
  /** The server can store nothing at the moment, or can again: new calls come up late. */
  readonly onDegraded?: (isDegraded: boolean) => void
  /** Chance, from 0 to 1: desktops that were cut together come back apart. */
  readonly random?: () => number
}

/** One agent's desk, kept up to date. */
export interface Desktop {
  /** The open pops, in the order in which their calls arrived. */
  pops(): readonly Pop[]
  availability(): Availability
  /** What is shown is of this version; null while no snapshot of this connection has come. */
  version(): number | null
  /** Tells the server that this version of a pop is on a screen. */
  rendered(pop: Pop): void
  close(): void
}

/**
 * The server cuts connections of many desktops at once when it restarts; they do not come back all together. (With less
 * than a second before the first try, 5,000 of them held a server up for 2.6 s.)
 */
const backOff = { reconnectionDelay: 1000, reconnectionDelayMax: 5000, randomizationFactor: 0.5 }

/**
 * Opens the desktop's socket and applies the version rule to what comes. Comes back by itself, except after `signed-out`.
 */
export function desktop(settings: DesktopSettings): Desktop {
  const { token, headers, random = Math.random } = settings
  const socket: Socket<ServerToDesktop, DesktopToServer> = io(settings.url, {
    path: '/v1/desktop',
    transports: ['websocket'],
    withCredentials: true,
    extraHeaders: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...backOff,
  })
  let view = emptyView
  let asked = false
  let isDegraded = false
  /** In the place of pops of the same calls. */
  let provisional: readonly Pop[] = []
  let isOver = false
  let returning: ReturnType<typeof setTimeout> | undefined

  const take = (step: Step, pop?: Pop): void => {
    const before = view
    view = step.view
    if (step.outcome === 'gap' && !asked) {
      asked = true
      socket.emit('resync')
    }
    if (view.pops !== before.pops || view.availability !== before.availability) settings.onChange?.(pop)
  }

  const fare = (degraded = false): void => {
    if (degraded === isDegraded) return
    isDegraded = degraded
    settings.onDegraded?.(degraded)
  }

  socket.on('connect', () => {
    asked = false
    provisional = []
    view = begin(view)
  })
  socket.on('snapshot', (snapshot) => {
    asked = false
    fare(snapshot.degraded)
    take(takeSnapshot(view, snapshot))
  })
  socket.on('change', (change) => {
    const pop = change.kind === 'pop' ? change.pop : undefined
    provisional = provisional.filter(({ callId }) => callId !== pop?.callId)
    take(takeChange(view, change), pop)
  })
  socket.on('provisional', ({ pops }) => {
    provisional = pops
    settings.onChange?.(undefined)
  })
  socket.on('heartbeat', ({ version, degraded }) => {
    fare(degraded)
    take(takeHeartbeat(view, version))
  })
  socket.on('service', ({ degraded }) => fare(degraded))
  socket.on('live-calls', () => settings.onLiveCalls?.())
  socket.on('goodbye', ({ reason }) => {
    isOver ||= reason === 'signed-out'
    settings.onGoodbye?.(reason)
  })
  // Socket.IO does not come back by itself from a connection that the server closed or did not let begin.
  const comeBack = (): void => {
    if (isOver || socket.active) return
    const { reconnectionDelay: least, reconnectionDelayMax: most } = backOff
    clearTimeout(returning)
    returning = setTimeout(() => socket.connect(), least + random() * (most - least))
  }
  socket.on('disconnect', comeBack)
  socket.on('connect_error', comeBack)

  return {
    pops: () => {
      const told = [...view.pops.values()].filter((pop) => !provisional.some(isOfSameCall(pop)))
      const guessed = provisional.filter((pop) => pop.state !== 'closed')
      return [...told, ...guessed].sort((a, b) => a.arrivedAt - b.arrivedAt)
    },
    availability: () => view.availability,
    version: () => view.version,
    rendered: ({ callId, version }) => {
      socket.emit('rendered', { callId, version })
    },
    close() {
      isOver = true
      clearTimeout(returning)
      socket.disconnect()
    },
  }
}

function isOfSameCall({ callId }: Pop): (other: Pop) => boolean {
  return (other) => other.callId === callId
}

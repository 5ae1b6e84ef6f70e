/** `refused`: the server does not want us, and trying again will hardly help; `lost`: it may. */
export interface ConnectionEnd {
  readonly kind: 'refused' | 'lost'
  readonly detail: string
}

export type ConnectionState = 'connecting' | 'connected' | 'refused' | 'lost'

export interface Pauses {
  /** First pause before connecting again, milliseconds; it doubles up to `longestPauseMs` (1 s, 30 s). */
  readonly firstPauseMs?: number
  readonly longestPauseMs?: number
  /** First pause after the server refused us; it doubles up to fifteen minutes (1 min). */
  readonly refusedPauseMs?: number
}

export interface ConnectionWorld {
  /** Milliseconds since 1970. */
  now(): number
  /** 0 to 1. */
  random(): number
  report(state: ConnectionState, detail: string): void
}

/** What a session tells of itself. `ended` comes once, also if it never began; not after it was closed from here. */
export interface SessionWatch {
  signedIn(detail: string): void
  /** It does what it is for: the next loss is the first again. */
  works(): void
  ended(end: ConnectionEnd): void
}

export interface KeptConnection {
  state(): ConnectionState
  /** Says something of the connection without a change of its state. */
  remark(detail: string): void
  close(): void
}

const longestRefusedPauseMs = 15 * 60_000

/**
 * Opens a session and, whenever it ends, another one: after a pause that grows with each failure and is never the same
 * for two of us, so that a server that comes back is not run over.
 */
export function keepConnected(
  address: string,
  open: (watch: SessionWatch) => { close(): void },
  pauses: Pauses,
  world: ConnectionWorld,
): KeptConnection {
  let state: ConnectionState = 'connecting'
  let session: { close(): void } | undefined
  let failures = 0
  let refusals = 0
  let pause: NodeJS.Timeout | undefined
  let closed = false

  function become(next: ConnectionState, detail: string): void {
    state = next
    world.report(next, detail)
  }

  function connect(): void {
    become('connecting', address)
    session = open({
      signedIn(detail) {
        refusals = 0
        become('connected', detail)
      },
      works() {
        failures = 0
      },
      ended(end) {
        session = undefined
        if (closed) return
        become(end.kind, end.detail)
        pause = setTimeout(connect, end.kind === 'refused' ? pauseAfterRefusal() : pauseAfterLoss())
      },
    })
  }

  function pauseAfterLoss(): number {
    const full = Math.min(
      pauses.longestPauseMs ?? 30_000,
      (pauses.firstPauseMs ?? 1000) * 2 ** Math.min(failures++, 16),
    )
    return full * (0.5 + world.random() / 2)
  }

  function pauseAfterRefusal(): number {
    const full = (pauses.refusedPauseMs ?? 60_000) * 2 ** Math.min(refusals++, 16)
    return Math.min(longestRefusedPauseMs, full) * (0.75 + world.random() / 4)
  }

  connect()
  return {
    state: () => state,
    remark: (detail) => world.report(state, detail),
    close() {
      closed = true
      clearTimeout(pause)
      session?.close()
    },
  }
}

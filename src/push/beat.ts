import type { Store } from '../store/store.ts'
import { accountOfRoom, type DesktopServer, deskRoom } from './desktop-socket.ts'

const periodMs = 15_000
/** Heartbeats of thousands of desktops are spread over the period, so that they never hold up a pop. */
const slicesOfPeriod = 150

export interface BeatSettings {
  readonly readDeskVersions: Store['readDeskVersions']
  /** The wall clock, ms. */
  readonly now: () => number
  readonly isDegraded: () => boolean
}

export interface Beat {
  /** Tells every desktop how the server fares, now. */
  tellService(): void
  end(): void
}

/**
 * Tells each desktop its current version once in the period: a message that was lost heals within it. Where that cannot be
 * read, it tells only that the server is there: a desktop that hears nothing would go and come back.
 */
export function beat(io: DesktopServer, { readDeskVersions, now, isDegraded }: BeatSettings): Beat {
  const slices = slicesOfDesks(io)
  const service = () => ({ now: now(), ...(isDegraded() ? ({ degraded: true } as const) : {}) })
  const tellService = (desks: Iterable<string>): void => {
    for (const accountId of desks) io.local.to(deskRoom(accountId)).emit('service', service())
  }
  let turn = 0
  const timer = setInterval(() => {
    turn = (turn + 1) % slicesOfPeriod
    const desks = [...(slices[turn] ?? [])]
    if (desks.length === 0) return
    readDeskVersions(desks).then(
      (versions) => {
        const rest = service()
        for (const accountId of desks) {
          const version = versions.get(accountId) ?? 0
          io.local.to(deskRoom(accountId)).emit('heartbeat', { version, ...rest })
        }
      },
      () => tellService(desks),
    )
  }, periodMs / slicesOfPeriod)
  return {
    async tellService() {
      for (const desks of slices) {
        tellService(desks)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    end: () => clearInterval(timer),
  }
}

/** Connected desks by slice, kept as they come and go: walking over all of them for each slice costs a millisecond. */
function slicesOfDesks(io: DesktopServer): readonly Set<string>[] {
  const slices = Array.from({ length: slicesOfPeriod }, () => new Set<string>())
  const { adapter } = io.of('/')
  adapter.on('create-room', (room: string) => {
    const accountId = accountOfRoom(room)
    if (accountId !== null) slices[spread(accountId)]?.add(accountId)
  })
  adapter.on('delete-room', (room: string) => {
    const accountId = accountOfRoom(room)
    if (accountId !== null) slices[spread(accountId)]?.delete(accountId)
  })
  return slices
}

function spread(accountId: string): number {
  let sum = 0
  for (let n = 0; n < accountId.length; n++) sum = (sum * 31 + accountId.charCodeAt(n)) | 0
  return Math.abs(sum) % slicesOfPeriod
}

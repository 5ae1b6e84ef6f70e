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

/** Tells each desktop its current version once in the period: a message that was lost heals within it. Returns how to end that. */
export function beat(io: DesktopServer, { readDeskVersions, now, isDegraded }: BeatSettings): () => void {
  const slices = slicesOfDesks(io)
  let turn = 0
  const timer = setInterval(() => {
    turn = (turn + 1) % slicesOfPeriod
    const desks = [...(slices[turn] ?? [])]
    if (desks.length === 0) return
    readDeskVersions(desks).then(
      (versions) => {
        const rest = { now: now(), ...(isDegraded() ? ({ degraded: true } as const) : {}) }
        for (const accountId of desks) {
          const version = versions.get(accountId) ?? 0
          io.local.to(deskRoom(accountId)).emit('heartbeat', { version, ...rest })
        }
      },
      () => undefined,
    )
  }, periodMs / slicesOfPeriod)
  return () => clearInterval(timer)
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

import { Refusal } from '../errors.ts'
import type { Desk } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import type { DesktopSocket } from './desktop-socket.ts'
import { RawJson } from './raw-json.ts'

export interface SnapshotSettings {
  readonly readDesks: Store['readDesks']
  /** The wall clock, ms. */
  readonly now: () => number
  readonly isDegraded: () => boolean
}

/** The line of desktops that are to be sent all they show. */
export interface Snapshots {
  /** One that waits already is not sent it twice. */
  sendTo(socket: DesktopSocket): void
  waiting(): number
}

/** Read and sent at a stretch: two milliseconds or three. */
const desksAtOnce = 25
/** Pause while the store cannot be read, ms. */
const awayMs = 250

/**
 * Sends snapshots some at a time and lets all else pass in between: after a restart thousands are due, and a call that
 * comes meanwhile goes first. They take up one connection of the database and no more.
 */
export function openSnapshots(settings: SnapshotSettings): Snapshots {
  const waiting = new Map<string, Set<DesktopSocket>>()
  let isAtWork = false

  const work = async (): Promise<void> => {
    isAtWork = true
    while (waiting.size > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      const some = takeSome(waiting)
      if (await isSent(settings, some)) continue
      for (const sockets of some.values()) for (const socket of sockets) join(socket)
      await new Promise((resolve) => setTimeout(resolve, awayMs).unref())
    }
    isAtWork = false
  }

  const join = (socket: DesktopSocket): void => {
    const { accountId } = socket.data.who
    const sockets = waiting.get(accountId)
    if (sockets) sockets.add(socket)
    else waiting.set(accountId, new Set([socket]))
  }

  return {
    sendTo(socket) {
      if (settings.isDegraded()) socket.emit('service', { now: settings.now(), degraded: true })
      join(socket)
      if (!isAtWork) void work()
    },
    waiting: () => waiting.size,
  }
}

function takeSome(waiting: Map<string, Set<DesktopSocket>>): ReadonlyMap<string, Set<DesktopSocket>> {
  const some = new Map<string, Set<DesktopSocket>>()
  for (const [accountId, sockets] of waiting) {
    waiting.delete(accountId)
    const connected = [...sockets].filter((socket) => socket.connected)
    if (connected.length > 0) some.set(accountId, new Set(connected))
    if (some.size === desksAtOnce) break
  }
  return some
}

/** False where the store cannot be read at the moment. */
async function isSent(
  { readDesks, now, isDegraded }: SnapshotSettings,
  some: ReadonlyMap<string, Set<DesktopSocket>>,
): Promise<boolean> {
  if (some.size === 0) return true
  try {
    const desks = await readDesks([...some.keys()])
    for (const [accountId, sockets] of some) {
      const desk = desks.get(accountId)
      if (!desk) continue
      const body = snapshotOf(desk, now(), isDegraded())
      for (const socket of sockets) socket.emit('snapshot', body)
    }
    return true
  } catch (reason) {
    if (reason instanceof Refusal && reason.code === 'store-unavailable') return false
    // Without a snapshot they would show nothing, or something old: they come back and ask again.
    for (const sockets of some.values()) for (const socket of sockets) socket.disconnect(true)
    return true
  }
}

/** A DesktopSnapshot of wire/desktop-events.ts; its pops are JSON already. */
function snapshotOf({ version, availability, pops }: Desk, now: number, isDegraded: boolean): RawJson {
  const rest = JSON.stringify({ version, availability, now, ...(isDegraded ? { degraded: true } : {}) })
  return new RawJson(`${rest.slice(0, -1)},"pops":[${pops.join(',')}]}`)
}

import type { DeskMessage } from '../../src/store/call-store.ts'
import type { Desk } from '../../src/store/desk-store.ts'
import type { DesktopChange, DesktopSnapshot } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'
import type { LineStore } from './store-line.ts'
import type { World } from './world.ts'

/** What a desktop hears, in the order in which it was sent. */
export type Heard =
  | { readonly kind: 'connected' }
  | { readonly kind: 'snapshot'; readonly snapshot: DesktopSnapshot }
  | { readonly kind: 'change'; readonly change: DesktopChange }
  | { readonly kind: 'heartbeat'; readonly version: number; readonly now: number }
  | { readonly kind: 'broken' }

/** A websocket: what is sent arrives in order or, once it is broken, not at all. */
export interface Connection {
  readonly accountId: string
  isOpen: boolean
  send(heard: Heard): void
  break(): void
}

/** A node's end of the desktops' sockets; does what push/desktops.ts does with Socket.IO. */
export interface DeskDoor {
  accept(accountId: string, hear: (heard: Heard) => void): Connection
  resync(connection: Connection): void
  deliver(messages: readonly DeskMessage[]): void
  beat(): void
  breakAll(): void
}

const heartbeatMs = 15_000

interface Doorway {
  readonly world: World
  readonly store: Pick<LineStore, 'readDesks' | 'readDeskVersions'>
  readonly now: () => number
  readonly after: (work: () => void, ms: number) => () => void
}

export function deskDoor({ world, store, now, after }: Doorway): DeskDoor {
  const rooms = new Map<string, Set<Connection>>()

  const leave = (connection: Connection): void => {
    connection.break()
    rooms.get(connection.accountId)?.delete(connection)
  }

  const snapshot = (connection: Connection): void => {
    store.readDesks([connection.accountId]).then(
      (desks) => {
        const { version, availability, pops } = desks.get(connection.accountId) as Desk
        const open = pops.map((content) => JSON.parse(content) as Pop)
        connection.send({ kind: 'snapshot', snapshot: { version, availability, pops: open, now: now() } })
      },
      () => leave(connection),
    )
  }

  const beatFor = (accountId: string): void => {
    after(() => beatFor(accountId), heartbeatMs)
    if ((rooms.get(accountId)?.size ?? 0) === 0) return
    store.readDeskVersions([accountId]).then(
      (versions) => {
        const version = versions.get(accountId) ?? 0
        for (const one of rooms.get(accountId) ?? []) one.send({ kind: 'heartbeat', version, now: now() })
      },
      () => undefined,
    )
  }

  return {
    accept(accountId, hear) {
      const connection = openConnection(world, accountId, hear)
      rooms.set(accountId, (rooms.get(accountId) ?? new Set()).add(connection))
      connection.send({ kind: 'connected' })
      snapshot(connection)
      return connection
    },
    resync: snapshot,
    deliver(messages) {
      for (const { accountId, body } of messages) {
        for (const one of rooms.get(accountId) ?? []) {
          if (world.chance.of(world.weather.changesLost)) world.count('change lost on a live line')
          else one.send({ kind: 'change', change: JSON.parse(body) as DesktopChange })
        }
      }
    },
    beat() {
      for (const accountId of ['alice', 'bob', 'carol', 'dave']) {
        after(() => beatFor(accountId), world.chance.between(0, heartbeatMs))
      }
    },
    breakAll() {
      for (const room of rooms.values()) for (const one of [...room]) leave(one)
    },
  }
}

function openConnection(world: World, accountId: string, hear: (heard: Heard) => void): Connection {
  let lastAt = 0
  const connection: Connection = {
    accountId,
    isOpen: true,
    send(heard) {
      if (!connection.isOpen) return
      const { clock, chance } = world
      lastAt = Math.max(lastAt, clock.now() + chance.between(1, 30))
      clock.after(lastAt - clock.now(), () => {
        if (connection.isOpen) hear(heard)
      })
    },
    break() {
      if (!connection.isOpen) return
      connection.isOpen = false
      world.clock.after(world.chance.between(0, 1000), () => hear({ kind: 'broken' }))
    },
  }
  return connection
}

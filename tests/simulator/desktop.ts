import type { Connection, Heard } from './desk-door.ts'
import type { Node } from './node.ts'
import { type Shown, shownByPage, shownByProgram } from './shown.ts'
import type { World } from './world.ts'

/** The desktop of an agent: connects to any node, comes back when its line breaks, asks when it has missed something. */
export interface Desktop {
  readonly name: string
  readonly accountId: string
  readonly shown: Shown
  isConnected(): boolean
  /** The person closes the lid; it comes back by itself after a while. */
  drop(): void
}

const resyncEveryMs = 2000
/** Two snapshots, each asked for and read as slowly as may be; less than from one heartbeat to the next. */
const filledWithinMs = 12_000

export function openDesktop(
  world: World,
  nodes: () => readonly Node[],
  accountId: string,
  n: number,
): Desktop {
  const { clock, chance } = world
  const isPage = chance.of(0.6)
  const shown = isPage ? shownByPage() : shownByProgram()
  const name = `${accountId}'s ${isPage ? 'page' : 'program'} ${n}`
  let at: { node: Node; connection: Connection } | null = null
  let hasSnapshot = false
  let askedAt = Number.NEGATIVE_INFINITY
  let isAsking = false

  const ask = (): void => {
    if (isAsking || world.sabotage === 'gaps-ignored') return
    isAsking = true
    const wait = isPage ? Math.max(0, askedAt + resyncEveryMs - clock.now()) : 0
    clock.after(wait, () => {
      isAsking = false
      askedAt = clock.now()
      const asked = at
      if (!asked?.connection.isOpen) return
      world.count('resync')
      clock.after(chance.between(1, 30), () => {
        if (asked.connection.isOpen && !asked.node.line.isDead) asked.node.door.resync(asked.connection)
      })
    })
  }

  const hear = (heard: Heard): void => {
    if (heard.kind === 'snapshot') hasSnapshot = true
    const before = shown.version()
    const wantsSnapshot = shown.hear(heard, clock.now())
    checkVersion(before, heard)
    world.note(() => `${name} hears ${tellHeard(heard)}, shows v${shown.version()}`)
    if (heard.kind === 'broken') comeBack()
    else if (wantsSnapshot) ask()
  }

  /** On one line nothing is taken back, and what was heard of is shown soon, heartbeat or not. */
  const checkVersion = (before: number | null, heard: Heard): void => {
    const version = shown.version()
    if (before !== null && version !== null && version < before) {
      world.fault(`${name} goes back from v${before} to v${version} with a ${heard.kind}`)
    }
    if (heard.kind !== 'change' || (version ?? 0) >= heard.change.version) return
    const line = at?.connection
    clock.after(filledWithinMs, () => {
      const isSame = at?.connection === line && line?.isOpen
      if (!isSame || (shown.version() ?? 0) >= heard.change.version) return
      world.fault(`${name} has heard of v${heard.change.version} and shows v${shown.version()}`)
    })
  }

  const comeBack = (): void => {
    at = null
    hasSnapshot = false
    clock.after(chance.between(1000, 5000), connect)
  }

  const connect = (): void => {
    const node = chance.pick(nodes())
    if (node.line.isDead || node.isCutFromDesktops) {
      comeBack()
      return
    }
    world.note(() => `${name} connects to ${node.name}`)
    at = { node, connection: node.door.accept(accountId, hear) }
  }

  clock.after(chance.between(0, 3000), connect)
  return {
    name,
    accountId,
    shown,
    isConnected: () => at?.connection.isOpen === true && hasSnapshot,
    drop: () => at?.connection.break(),
  }
}

function tellHeard(heard: Heard): string {
  switch (heard.kind) {
    case 'snapshot':
      return `snapshot v${heard.snapshot.version} of ${heard.snapshot.pops.length}`
    case 'change': {
      const { change } = heard
      const what =
        change.kind === 'pop' ? `${change.pop.callId} ${change.pop.state} v${change.pop.version}` : ''
      return `change v${change.version} ${what}`
    }
    case 'heartbeat':
      return `heartbeat v${heard.version}`
    default:
      return heard.kind
  }
}

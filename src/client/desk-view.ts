import type { Availability, DesktopChange, DesktopSnapshot } from '../wire/desktop-events.ts'
import type { Pop } from '../wire/pop.ts'

/** What a program knows of one agent's desk. */
export interface DeskView {
  /** The version of all that is held; null until the first snapshot of a connection. */
  readonly version: number | null
  /** The highest version that was heard of on this connection. */
  readonly heardOf: number
  readonly availability: Availability
  readonly pops: ReadonlyMap<string, Pop>
}

/** `gap`: something was missed, and the snapshot has to be asked for. */
export interface Step {
  readonly view: DeskView
  readonly outcome: 'applied' | 'dropped' | 'gap'
}

export const emptyView: DeskView = { version: null, heardOf: 0, availability: 'offline', pops: new Map() }

/** A connection begins: what is shown stays until its snapshot comes, but no change may be put on top of it. */
export function begin(view: DeskView): DeskView {
  return { ...view, version: null, heardOf: 0 }
}

/**
 * A snapshot replaces all, unless it was read before a change that is held already. One that was read before a change
 * which could not be applied is taken, and is a gap at once.
 */
export function takeSnapshot(view: DeskView, snapshot: DesktopSnapshot): Step {
  const { version, availability } = snapshot
  const heardOf = Math.max(view.heardOf, version)
  if (view.version !== null && version < view.version) {
    return { view, outcome: heardOf > view.version ? 'gap' : 'dropped' }
  }
  const open = snapshot.pops.filter((pop) => pop.state !== 'closed')
  const pops = new Map(open.map((pop) => [pop.callId, pop]))
  return { view: { version, heardOf, availability, pops }, outcome: version < heardOf ? 'gap' : 'applied' }
}

/** The next version is applied, an older one dropped, a larger step is a gap. */
export function takeChange(view: DeskView, change: DesktopChange): Step {
  const heard = { ...view, heardOf: Math.max(view.heardOf, change.version) }
  if (view.version === null || change.version <= view.version) return { view: heard, outcome: 'dropped' }
  if (change.version > view.version + 1) return { view: heard, outcome: 'gap' }
  const next = { ...heard, version: change.version }
  if (change.kind === 'availability') {
    return { view: { ...next, availability: change.availability }, outcome: 'applied' }
  }
  // What later versions of the server tell of besides is no reason to lose count.
  const pops = change.kind === 'pop' ? withPop(view.pops, change.pop) : view.pops
  return { view: { ...next, pops }, outcome: 'applied' }
}

/** A heartbeat with a newer version than the one held tells of a change that was lost. */
export function takeHeartbeat(view: DeskView, version: number): Step {
  const heard = { ...view, heardOf: Math.max(view.heardOf, version) }
  return { view: heard, outcome: view.version !== null && version > view.version ? 'gap' : 'dropped' }
}

function withPop(pops: ReadonlyMap<string, Pop>, pop: Pop): ReadonlyMap<string, Pop> {
  const shown = pops.get(pop.callId)
  if (shown && shown.version >= pop.version) return pops
  const next = new Map(pops)
  if (pop.state === 'closed') next.delete(pop.callId)
  else next.set(pop.callId, pop)
  return next
}

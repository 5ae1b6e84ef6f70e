import {
  begin,
  emptyView,
  type Step,
  takeChange,
  takeHeartbeat,
  takeSnapshot,
} from '../../src/client/desk-view.ts'
import { type DeskNews, emptyDesk, learn } from '../../src/desktop/desk/desk-state.ts'
import type { Pop } from '../../src/wire/pop.ts'
import type { Heard } from './desk-door.ts'

/** What one desktop shows: the page's own rules, or those of the client for programs. */
export interface Shown {
  /** Learns of something; true if the snapshot has to be asked for. */
  hear(heard: Heard, now: number): boolean
  version(): number | null
  availability(): string
  /** Pops that are open. */
  pops(): Pop[]
}

export function shownByPage(): Shown {
  let desk = emptyDesk
  const newsOf = (heard: Heard, now: number): DeskNews => {
    switch (heard.kind) {
      case 'connected':
        return heard
      case 'broken':
        return { kind: 'lost', why: 'network', now }
      case 'snapshot':
        return { ...heard, now }
      case 'change':
        return { ...heard, now }
      case 'heartbeat':
        return { kind: 'heartbeat', heartbeat: { version: heard.version, now: heard.now }, now }
    }
  }
  return {
    hear(heard, now) {
      const before = desk
      desk = learn(learn(desk, { kind: 'sweep', now }), newsOf(heard, now))
      // The page asks in an effect, which runs when what it depends on has changed.
      return desk.gap && desk !== before
    },
    version: () => desk.version,
    availability: () => desk.availability,
    pops: () => desk.pops.filter((pop) => pop.state !== 'closed'),
  }
}

export function shownByProgram(): Shown {
  let view = emptyView
  let asked = false
  const stepTo = (heard: Heard): Step => {
    switch (heard.kind) {
      case 'connected':
        asked = false
        return { view: begin(view), outcome: 'applied' }
      case 'broken':
        return { view, outcome: 'dropped' }
      case 'snapshot':
        asked = false
        return takeSnapshot(view, heard.snapshot)
      case 'change':
        return takeChange(view, heard.change)
      case 'heartbeat':
        return takeHeartbeat(view, heard.version)
    }
  }
  return {
    hear(heard) {
      const step = stepTo(heard)
      view = step.view
      if (step.outcome !== 'gap' || asked) return false
      asked = true
      return true
    },
    version: () => view.version,
    availability: () => view.availability,
    pops: () => [...view.pops.values()],
  }
}

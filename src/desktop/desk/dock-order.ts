import type { Pop } from '../../wire/pop.ts'

/** What the dock shows: calls that live by arrival, then the wrap-ups, the newest first. Alt+1 to 9 count in this order. */
export interface DockOrder {
  readonly live: readonly Pop[]
  readonly wrapUps: readonly Pop[]
}

/** However many wrap-ups wait, a call that rings stands above them. A closed one fades where it stood. */
export function dockOrder(pops: readonly Pop[]): DockOrder {
  return {
    live: pops.filter((pop) => !waits(pop)),
    wrapUps: pops.filter(waits).toReversed(),
  }
}

function waits(pop: Pop): boolean {
  return pop.state === 'wrap-up' || (pop.state === 'closed' && pop.closing === 'wrapped-up')
}

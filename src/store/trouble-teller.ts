import type { StoreNews, StoreTrouble } from './store-trouble.ts'

/** The trouble that a store is in, and what whoever runs the house is told of it. */
export interface TroubleTeller {
  current(): StoreTrouble | null
  /** Another word for what lasts already is a new trouble since the same instant. Damage is never made light of. */
  begin(fault: Pick<StoreTrouble, 'kind' | 'says'>): void
  over(): void
  /** Says again what is wrong, if it was not said within the last minute. */
  remind(): void
}

const reminderMs = 60_000

/** Trouble that comes and goes is told of once a minute; damage at once. `now`: the wall clock, ms. */
export function tellTrouble(now: () => number, tell: (news: StoreNews) => void): TroubleTeller {
  let trouble: StoreTrouble | null = null
  let toldAt = 0
  let isTold = false
  return {
    current: () => trouble,
    begin(fault) {
      if (trouble && (trouble.kind === 'damaged' || trouble.says === fault.says)) return
      trouble = { ...fault, since: trouble?.since ?? now() }
      if (fault.kind !== 'damaged' && Math.abs(now() - toldAt) < reminderMs) return
      isTold = true
      toldAt = now()
      tell({ kind: 'trouble', trouble })
    },
    over() {
      if (!trouble || trouble.kind === 'damaged') return
      const over = trouble
      trouble = null
      if (isTold) tell({ kind: 'trouble-over', trouble: over, lastedMs: now() - over.since })
      isTold = false
    },
    remind() {
      if (!trouble || Math.abs(now() - toldAt) < reminderMs) return
      toldAt = now()
      tell({ kind: isTold ? 'trouble-lasts' : 'trouble', trouble })
      isTold = true
    },
  }
}

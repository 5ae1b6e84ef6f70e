import type { WriteWatch } from './sqlite-connection.ts'
import { storageFault } from './sqlite-faults.ts'
import type { StoreNews, StoreTrouble } from './store-trouble.ts'

export interface TroubleWatch extends WriteWatch {
  current(): StoreTrouble | null
  /** Damage was found: this trouble lasts until somebody has restored a backup. */
  damaged(says: string): void
  /** Says again what is wrong, if it was not said within the last minute. */
  remind(): void
}

interface TroubleSettings {
  readonly now: () => number
  readonly tell: (news: StoreNews) => void
  /** Gives up the reserve; true if that has made room. */
  readonly makeRoom: () => boolean
  /** A disk without room does not always say so (the log's index fails with an error of its own). */
  readonly hasRoom: () => boolean
}

const reminderMs = 60_000

/** Knows from the writes themselves whether the disk takes them: trouble begins with one refused and ends with one taken. */
export function watchTrouble({ now, tell, makeRoom, hasRoom }: TroubleSettings): TroubleWatch {
  let trouble: StoreTrouble | null = null
  let toldAt = 0
  let isTold = false

  const begin = (fault: Pick<StoreTrouble, 'kind' | 'says'>): void => {
    if (trouble && (trouble.kind === 'damaged' || trouble.says === fault.says)) return
    trouble = { ...fault, since: trouble?.since ?? now() }
    // A disk that comes and goes is told of once a minute, too; damage at once.
    if (fault.kind !== 'damaged' && Math.abs(now() - toldAt) < reminderMs) return
    isTold = true
    toldAt = now()
    tell({ kind: 'trouble', trouble })
  }

  return {
    current: () => trouble,
    written() {
      if (!trouble || trouble.kind === 'damaged') return
      const over = trouble
      trouble = null
      if (isTold) tell({ kind: 'trouble-over', trouble: over, lastedMs: now() - over.since })
      isTold = false
    },
    faltered(reason) {
      if ((storageFault(reason)?.kind === 'full' || !hasRoom()) && makeRoom()) tell({ kind: 'reserve-used' })
    },
    failed(reason) {
      const fault = storageFault(reason)
      if (fault) begin(hasRoom() ? fault : { kind: 'full', says: 'the disk is full' })
    },
    damaged: (says) => begin({ kind: 'damaged', says }),
    remind() {
      if (!trouble || Math.abs(now() - toldAt) < reminderMs) return
      toldAt = now()
      tell({ kind: isTold ? 'trouble-lasts' : 'trouble', trouble })
      isTold = true
    },
  }
}

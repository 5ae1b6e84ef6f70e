import type { WriteWatch } from './sqlite-connection.ts'
import { storageFault } from './sqlite-faults.ts'
import type { StoreNews, StoreTrouble } from './store-trouble.ts'
import { tellTrouble } from './trouble-teller.ts'

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

/** Knows from the writes themselves whether the disk takes them: trouble begins with one refused and ends with one taken. */
export function watchTrouble({ now, tell, makeRoom, hasRoom }: TroubleSettings): TroubleWatch {
  const { current, begin, over, remind } = tellTrouble(now, tell)
  return {
    current,
    written: over,
    faltered(reason) {
      if ((storageFault(reason)?.kind === 'full' || !hasRoom()) && makeRoom()) tell({ kind: 'reserve-used' })
    },
    failed(reason) {
      const fault = storageFault(reason)
      if (fault) begin(hasRoom() ? fault : { kind: 'full', says: 'the disk is full' })
    },
    damaged: (says) => begin({ kind: 'damaged', says }),
    remind,
  }
}

import { EngineAway } from './engine-away.ts'
import type { Connections } from './postgres-connections.ts'
import { codeOf } from './postgres-faults.ts'
import type { StoreNews, StoreTrouble } from './store-trouble.ts'
import { tellTrouble } from './trouble-teller.ts'

/** Knows whether the engine can be worked with. */
export interface EngineWatch {
  current(): StoreTrouble | null
  /** Since when trouble lasts, ms ago; 0 while there is none. */
  lasts(): number
  /** A connection on which the engine did not answer: reason to look, and no more than that. */
  doubt(): void
  /** Connections that are not tried while the engine is known to be away: nobody queues for what cannot come. */
  sparing(connections: Connections): Connections
  close(): void
}

interface EngineWatchSettings {
  /** Writes something that changes nothing; rejects with EngineAway where that is not durable. */
  readonly probe: () => Promise<void>
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  readonly tell: (news: StoreNews) => void
}

const betweenProbesMs = 250
/** The first probe may have been lent a connection that was cut together with the others, ms. */
const secondProbeMs = 50
/** Who has not answered by then is away, though the answer is still waited for, ms. */
const answerWithinMs = 1000

/**
 * One lost connection is no trouble, and a statement that took too long is none either: the first doubt asks the engine
 * at once, by a write, since a standby and a full disk answer reads. Trouble begins with the second probe that fails, or
 * with one that stays silent, and ends with the first that succeeds.
 */
export function watchEngine({ probe, now, elapsed, tell }: EngineWatchSettings): EngineWatch {
  const trouble = tellTrouble(now, tell)
  let why: unknown = null
  let since = 0
  let state: 'trusting' | 'probing' | 'closed' = 'trusting'
  let pause: NodeJS.Timeout | undefined

  const isAway = (reason: unknown): void => {
    why = reason
    if (!trouble.current()) since = elapsed()
    trouble.begin({ kind: 'away', says: `the database does not answer (${codeOf(reason)})` })
    trouble.remind()
  }

  const ask = async (isFirst = false): Promise<void> => {
    const late = setTimeout(() => isAway(new Error('timeout')), answerWithinMs)
    const failure = await probe().then(
      () => null,
      // Whoever refuses the probe for another reason is there.
      (reason: unknown) => (reason instanceof EngineAway ? reason : null),
    )
    clearTimeout(late)
    if (state === 'closed') return
    if (!failure) {
      state = 'trusting'
      trouble.over()
      return
    }
    if (!isFirst) isAway(failure.cause)
    pause = setTimeout(() => void ask(), isFirst ? secondProbeMs : betweenProbesMs)
  }

  return {
    current: trouble.current,
    lasts: () => (trouble.current() ? elapsed() - since : 0),
    doubt() {
      if (state !== 'trusting') return
      state = 'probing'
      void ask(true)
    },
    sparing: ({ lend, close }) => ({
      lend: async (work) => {
        if (trouble.current()) throw new EngineAway(why)
        return lend(work)
      },
      close,
    }),
    close() {
      state = 'closed'
      clearTimeout(pause)
    },
  }
}

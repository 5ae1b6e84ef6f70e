import { createHash } from 'node:crypto'
import type { Store } from '../store/store.ts'

/**
 * Slows down whoever guesses passwords. Two counts, both in the database and so shared by all nodes: per login and
 * address, and per login wherever it is tried from. The second does not bind an address from which this login has signed
 * in lately: whoever attacks an account from elsewhere cannot lock its owner out.
 */
export interface SignInThrottle {
  mayTry(login: string, address: string): Promise<boolean>
  failed(login: string, address: string): Promise<void>
  succeeded(login: string, address: string): Promise<void>
}

type AttemptStore = Pick<Store, 'readAttempts' | 'recordFailure' | 'forgiveFailures'>

/** So many mistakes cost nothing. */
const freeFailures = 5
const longestDelayMs = { here: 15 * 60_000, anywhere: 60_000 }
const forgottenAfterMs = 60 * 60_000
const knownForMs = 30 * 24 * 60 * 60_000

/** `now` in ms since 1970. At most nine tries in the first minute against one account; then one a minute. */
export function signInThrottle(store: AttemptStore, now: () => number): SignInThrottle {
  const delayed = async (who: string, longestMs: number): Promise<boolean> => {
    const attempts = await store.readAttempts(who)
    return attempts !== null && sinceThen(attempts.lastAt, now()) < delayMs(attempts.failures, longestMs)
  }
  const isKnown = async (login: string, address: string): Promise<boolean> => {
    const known = await store.readAttempts(key('known', login, address))
    return known !== null && sinceThen(known.lastAt, now()) < knownForMs
  }
  const count = async (who: string): Promise<void> => {
    const earlier = await store.readAttempts(who)
    if (earlier && sinceThen(earlier.lastAt, now()) >= forgottenAfterMs) await store.forgiveFailures(who)
    await store.recordFailure(who, now())
  }
  return {
    async mayTry(login, address) {
      if (await delayed(key('here', login, address), longestDelayMs.here)) return false
      if (!(await delayed(key('anywhere', login), longestDelayMs.anywhere))) return true
      return isKnown(login, address)
    },
    async failed(login, address) {
      await Promise.all([count(key('here', login, address)), count(key('anywhere', login))])
    },
    async succeeded(login, address) {
      await Promise.all([
        store.forgiveFailures(key('here', login, address)),
        // The same table counts this one thing that is no failure: that the address is one of this login's.
        store.recordFailure(key('known', login, address), now()),
      ])
    },
  }
}

/** 2, 4, 8… seconds after the free ones. */
function delayMs(failures: number, longestMs: number): number {
  if (failures < freeFailures) return 0
  return Math.min(longestMs, 1000 * 2 ** (failures - freeFailures + 1))
}

/** A clock that was set back must not make anybody wait for the old time to come again. */
function sinceThen(then: number, now: number): number {
  return Math.abs(now - then)
}

/** Hashed: the table is to hold no list of who works from where. */
function key(kind: 'here' | 'anywhere' | 'known', ...parts: string[]): string {
  return `${kind}:${createHash('sha256').update(parts.join('\n')).digest('base64url')}`
}

import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'

/** Whose hand is behind a request: a person's keeps the session alive, a program's (a socket, a timer) does not. */
export type Hand = 'person' | 'program'

export interface SessionLife {
  /** Ms without a person's action after which a session is over. */
  readonly idleMs: number
  /** Ms after signing in at which it is over in any case. */
  readonly absoluteMs: number
}

export const usualSessionLife: SessionLife = { idleMs: 60 * 60_000, absoluteMs: 12 * 60 * 60_000 }

export interface Sessions {
  /** Begins a session and returns its token, which is nowhere stored. */
  begin(accountId: string): Promise<string>
  /** Null for a token that is unknown, over, or of a disabled account. */
  read(token: string, hand: Hand): Promise<{ account: Account; sessionHash: string } | null>
  end(sessionHash: string): Promise<void>
  endAllOf(accountId: string): Promise<void>
  /** Something about an account has changed that sessions show. */
  forgetCached(): void
  forgetOld(): Promise<void>
}

interface SessionSettings {
  readonly store: Pick<
    Store,
    'createSession' | 'readSession' | 'touchSession' | 'endSession' | 'endSessionsOf' | 'forgetOldSessions'
  >
  readonly life: SessionLife
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

interface Cached {
  readonly account: Account
  readonly expiresAt: number
  readonly readAt: number
  seenAt: number
}

/** What another node has ended may live on here for so long. */
const cachedMs = 1000
const mostCached = 20_000

/** The hash under which a session is stored: who reads the database cannot sign in with what it says. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function isAway(reason: unknown): boolean {
  return reason instanceof Refusal && reason.code === 'store-unavailable'
}

export function openSessions({ store, life, now, randomBytes }: SessionSettings): Sessions {
  const cache = new Map<string, Cached>()
  // A read that began before something was ended must not put back into the cache what it then brings.
  let endings = 0
  // Seen to the minute, or finer where the idle time is short: not every request is a write.
  const touchEveryMs = Math.min(60_000, life.idleMs / 10)

  const forgetCached = (): void => {
    endings++
    cache.clear()
  }

  const look = async (hash: string): Promise<Cached | null> => {
    const cached = cache.get(hash)
    if (cached && Math.abs(now() - cached.readAt) < cachedMs) return cached
    const asOf = endings
    const stored = await store.readSession(hash).catch((reason: unknown) => {
      // Whoever could have ended it, or changed its account, needs the same store: what was known when it went away stands.
      if (cached && asOf === endings && isAway(reason)) return 'unread' as const
      throw reason
    })
    if (stored === 'unread') return cached ?? null
    if (!stored) return null
    const found: Cached = { ...stored, readAt: now() }
    if (cache.size >= mostCached) cache.clear()
    if (asOf === endings) cache.set(hash, found)
    return found
  }

  const touch = async (hash: string, session: Cached): Promise<void> => {
    if (now() - session.seenAt < touchEveryMs) return
    session.seenAt = now()
    // A disk that takes nothing more must not keep people from reading.
    await store.touchSession(hash, session.seenAt).catch(() => undefined)
  }

  return {
    async begin(accountId) {
      const token = Buffer.from(randomBytes(32)).toString('base64url')
      const tokenHash = hashOfToken(token)
      await store.createSession({ tokenHash, accountId, now: now(), expiresAt: now() + life.absoluteMs })
      return token
    },
    async read(token, hand) {
      const sessionHash = hashOfToken(token)
      const session = await look(sessionHash)
      if (!session || session.account.disabledAt !== null) return null
      if (now() >= session.expiresAt || now() - session.seenAt >= life.idleMs) return null
      if (hand === 'person') await touch(sessionHash, session)
      return { account: session.account, sessionHash }
    },
    async end(sessionHash) {
      await store.endSession(sessionHash)
      forgetCached()
    },
    async endAllOf(accountId) {
      await store.endSessionsOf(accountId)
      forgetCached()
    },
    forgetCached,
    forgetOld: () => store.forgetOldSessions(now(), now() - life.idleMs),
  }
}

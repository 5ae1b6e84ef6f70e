import type { PromiseNews } from '../wire/promise-api.ts'
import type { DeskMessage } from './call-store.ts'
import { tellDesk } from './desk-feed.ts'
import type { PromiseRecord } from './promise-store.ts'
import type { Steps } from './steps.ts'

/** Tells whose they are, in the order of their desks: see tellDesk(). A department has no desk. */
export function* tellOwners(
  promises: readonly PromiseRecord[],
  news: PromiseNews['news'],
  now: number,
): Steps<readonly DeskMessage[]> {
  const owned = promises.flatMap((promise) =>
    promise.ownerId === null ? [] : [{ promise, ownerId: promise.ownerId }],
  )
  owned.sort((one, other) => (one.ownerId < other.ownerId ? -1 : 1))
  const messages: DeskMessage[] = []
  for (const { promise, ownerId } of owned) {
    const { id, text, dueAt, customerName } = promise
    const told: PromiseNews = { id, text, dueAt, customerName, news }
    const bodyOf = (version: number) => JSON.stringify({ kind: 'promise', version, promise: told })
    messages.push(yield* tellDesk(ownerId, bodyOf, now))
  }
  return messages
}

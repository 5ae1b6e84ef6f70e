import type { House } from './house.ts'

/** When pops came onto the screens of this node's desktops: the figures that this product is for. */
export interface Paintings {
  /** A pop goes out to the desktops here. `began`: when its event came to this node, by the clock that never jumps. */
  sent(callId: string, accountId: string, began: number | null): void
  /** A desktop has painted it; what counts is the first time, at whichever node. */
  rendered(callId: string, accountId: string, version: number): void
  /** Whether a desktop of this node has painted it. */
  has(callId: string, accountId: string): boolean
  forget(callId: string, accountId: string): void
}

interface Painting {
  readonly began: number | null
  readonly sentAt: number
  renderedAt: number | null
}

/** More than are going on anywhere: those that nobody ever closed here go when so many have gathered. */
const mostNoted = 50_000

/**
 * The event may have come to another node, and so may the answer: the first painting is written into the pop's row, where
 * any node finds it. Its time is then counted from the instant at which the pop was stored, by that node's clock.
 */
export function notePaintings({ store, meters, now, elapsed }: House): Paintings {
  const noted = new Map<string, Painting>()
  const keyOf = (callId: string, accountId: string): string => `${accountId} ${callId}`

  const record = async (seen: Parameters<House['store']['recordRendered']>[0]): Promise<void> => {
    const first = await store.recordRendered(seen)
    const painting = noted.get(keyOf(seen.callId, seen.accountId))
    if (first && painting?.began === null) {
      meters.step('rendered', Math.max(0, seen.renderedAt - first.storedAt))
    }
  }

  return {
    sent(callId, accountId, began) {
      const key = keyOf(callId, accountId)
      if (noted.has(key)) return
      if (noted.size >= mostNoted) noted.clear()
      noted.set(key, { began, sentAt: now(), renderedAt: null })
    },
    rendered(callId, accountId, version) {
      const painting = noted.get(keyOf(callId, accountId))
      if (painting && painting.renderedAt !== null) return
      const renderedAt = now()
      if (painting) painting.renderedAt = renderedAt
      if (painting && painting.began !== null) meters.step('rendered', elapsed() - painting.began)
      record({ callId, accountId, version, sentAt: painting?.sentAt ?? null, renderedAt }).catch(
        () => undefined,
      )
    },
    has: (callId, accountId) => noted.get(keyOf(callId, accountId))?.renderedAt != null,
    forget: (callId, accountId) => void noted.delete(keyOf(callId, accountId)),
  }
}

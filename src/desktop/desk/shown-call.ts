import type { Pop } from '../../wire/pop.ts'

export interface Attention {
  /** The call whose card is shown; null shows the overview. */
  readonly shown: string | null
  readonly pops: readonly Pop[]
  /** Something is being typed or a window is open. */
  readonly busy: boolean
  /** Nothing was entered into the wrap-up of this call yet. */
  readonly untouched: (callId: string) => boolean
}

/**
 * Which call's card to show. A pop takes an empty place, the place of a closed call, or that of a call in wrap-up which
 * nobody has begun to write on; it never takes the place of a conversation or of something that is being typed.
 */
export function chooseShown({ shown, pops, busy, untouched }: Attention): string | null {
  const current = pops.find((pop) => pop.callId === shown)
  if (!current) return fillEmptyPlace(shown, pops)
  const waiting = newestWaiting(pops.filter((pop) => pop.callId !== shown))
  if (!waiting || busy) return current.callId
  if (current.state === 'closed') return waiting.callId
  if (current.state === 'wrap-up' && untouched(current.callId)) return waiting.callId
  if (current.state === 'ringing' && waiting.state === 'connected') return waiting.callId
  return current.callId
}

/** What is shown, or where that is gone what comes into its place. */
export function fillEmptyPlace(shown: string | null, pops: readonly Pop[]): string | null {
  if (pops.some((pop) => pop.callId === shown)) return shown
  return (newestWaiting(pops) ?? newest(pops))?.callId ?? null
}

/** A call one speaks in comes before one that rings, and both before one that waits for its wrap-up. */
function newestWaiting(pops: readonly Pop[]): Pop | undefined {
  const live = pops.filter(
    (pop) => pop.state === 'connected' || pop.state === 'held' || pop.state === 'ringing',
  )
  return live.toSorted((a, b) => rank(b) - rank(a) || b.arrivedAt - a.arrivedAt)[0]
}

function newest(pops: readonly Pop[]): Pop | undefined {
  return pops.filter((pop) => pop.state !== 'closed').at(-1)
}

function rank(pop: Pop): number {
  return pop.state === 'connected' ? 2 : pop.state === 'held' ? 1 : 0
}

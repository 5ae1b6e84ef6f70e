interface CautiousSettings {
  /** The wall clock, whole ms. */
  readonly now: () => number
  /** A clock that never jumps, ms with fractions. */
  readonly elapsed: () => number
}

/** So long a wall clock must stand ahead before it is believed, ms: whoever has set it wrong has noticed by then. */
const believedAfterMs = 60 * 60_000
/** Less than this is the wall clock being kept right, which is followed, ms. */
const unnoticedMs = 1000

/**
 * The time, in whole ms, by which calls, pops, sessions and records are ended because theirs is over: what was ended by a clock that was
 * wrong for a while does not come back. So a step forward does not count before it has stood for an hour; a step backward
 * counts at once, since nothing is ended by it.
 */
export function cautiousClock({ now, elapsed }: CautiousSettings): () => number {
  let offset = now() - elapsed()
  let aheadSince: number | null = null
  return () => {
    const at = elapsed()
    const ahead = now() - at - offset
    if (ahead > unnoticedMs) aheadSince ??= at
    if (ahead <= unnoticedMs || at - (aheadSince ?? at) >= believedAfterMs) {
      offset += ahead
      aheadSince = null
    }
    return Math.round(at + offset)
  }
}

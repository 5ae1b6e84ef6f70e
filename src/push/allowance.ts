/** A token bucket: true while there is something left. `now` in milliseconds. */
export function allowance(limits: { perSecond: number; burst: number; now: () => number }): () => boolean {
  let left = limits.burst
  let at = limits.now()
  return () => {
    const now = limits.now()
    left = Math.min(limits.burst, left + ((now - at) / 1000) * limits.perSecond)
    at = now
    if (left < 1) return false
    left -= 1
    return true
  }
}

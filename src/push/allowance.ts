/**
 * A token bucket: takes what something costs, or says that too little is left and takes nothing. `elapsed` is a clock that
 * never jumps, ms: by one that is set back nobody would be allowed anything for as long.
 */
export function allowance(limits: {
  perSecond: number
  burst: number
  elapsed: () => number
}): (cost?: number) => boolean {
  let left = limits.burst
  let at = limits.elapsed()
  return (cost = 1) => {
    const now = limits.elapsed()
    left = Math.min(limits.burst, left + ((now - at) / 1000) * limits.perSecond)
    at = now
    if (left < cost) return false
    left -= cost
    return true
  }
}

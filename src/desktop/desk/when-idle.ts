/** Not within the first moments after something was drawn, in which a hand may still be on the mouse, ms. */
const pauseMs = 300

/**
 * Does the work when the page has nothing else to do, after a pause; where a browser cannot tell (Safari), after the pause.
 * Returns how to call it off.
 */
export function whenIdle(work: () => void): () => void {
  let asked: number | undefined
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in globalThis) asked = requestIdleCallback(work)
    else work()
  }, pauseMs)
  return () => {
    clearTimeout(timer)
    if (asked !== undefined) cancelIdleCallback(asked)
  }
}

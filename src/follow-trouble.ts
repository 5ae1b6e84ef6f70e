/** How often the store is asked, ms: it knows by itself, and asking costs nothing. */
const everyMs = 50

/** Tells when trouble of the store begins (true) and when it ends. Returns how to stop. */
export function followTrouble(trouble: () => unknown, changed: (isTroubled: boolean) => void): () => void {
  let was = trouble() !== null
  const timer = setInterval(() => {
    const is = trouble() !== null
    if (is === was) return
    was = is
    changed(is)
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

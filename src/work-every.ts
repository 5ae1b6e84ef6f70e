/**
 * Does `work` again and again with `everyMs` between the end of one piece and the beginning of the next, the first one after
 * `firstMs`. What fails is told to `fault` and tried again in its turn. Returns how to stop it, which resolves when the piece
 * under way is done.
 */
export function workEvery(
  everyMs: number,
  work: () => Promise<void>,
  fault: (reason: unknown) => void,
  firstMs = everyMs,
): () => Promise<void> {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const again = (ms: number): void => {
    timer = setTimeout(() => {
      running = work()
        .catch(fault)
        .then(() => {
          if (!isStopped) again(everyMs)
        })
    }, ms).unref()
  }
  again(firstMs)
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}

/**
 * Does `work` again and again with `everyMs` between the end of one piece and the beginning of the next (asked for each time
 * where it is a function), the first one after `firstMs`. What fails is told to `fault` and tried again in its turn; what
 * fails while it is being stopped is not told. Returns how to stop it, which resolves when the piece under way is done.
 */
export function workEvery(
  everyMs: number | (() => number),
  work: () => Promise<void>,
  fault: (reason: unknown) => void,
  firstMs = everyMs instanceof Function ? everyMs() : everyMs,
): () => Promise<void> {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const again = (ms: number): void => {
    timer = setTimeout(() => {
      running = work()
        .catch((reason: unknown) => {
          if (!isStopped) fault(reason)
        })
        .then(() => {
          if (!isStopped) again(everyMs instanceof Function ? everyMs() : everyMs)
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

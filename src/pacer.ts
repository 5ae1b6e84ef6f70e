/**
 * Gives what is to be awaited after each piece of work: it rests so long that all of them together take this share (above 0
 * and at most 1) of a core. What else the thread has done meanwhile counts too.
 */
export function pacer(share: number): () => Promise<void> {
  let began = process.hrtime.bigint()
  return async () => {
    const workedMs = Number(process.hrtime.bigint() - began) / 1e6
    const pauseMs = workedMs * (1 / share - 1)
    await new Promise((resolve) => (pauseMs < 1 ? setImmediate(resolve) : setTimeout(resolve, pauseMs)))
    began = process.hrtime.bigint()
  }
}

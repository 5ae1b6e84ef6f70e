/** What a server of the benchmark, which is a process of its own, says to the one that started it, and is asked. */
export type ServerSays =
  | { readonly kind: 'listening'; readonly url: string }
  /** CPU time of the whole process since its start, ms. */
  | { readonly kind: 'spent'; readonly cpuMs: number }

export type ServerAsked = { readonly kind: 'spent?' } | { readonly kind: 'stop' }

/** Answers until asked to stop, or until whoever started this is gone. */
export function serveUntilStopped(url: string, close: () => Promise<void>): void {
  const say = (what: ServerSays): void => {
    process.send?.(what)
  }
  const stop = async (): Promise<void> => {
    await close()
    process.exit(0)
  }
  process.on('message', (asked: ServerAsked) => {
    if (asked.kind === 'stop') void stop()
    else {
      const { user, system } = process.cpuUsage()
      say({ kind: 'spent', cpuMs: (user + system) / 1000 })
    }
  })
  process.on('disconnect', () => void stop())
  say({ kind: 'listening', url })
}

import type { Page } from 'playwright-core'

/** One task of the page's main thread. */
export interface LongTask {
  /** From its beginning until its end, ms: others' work on the machine counts. */
  readonly ms: number
  /** Processor time of the thread in it, ms: the same however busy the machine is. */
  readonly ownMs: number
}

/** From now on the page keeps the time between its frames in `window.frames`, ms. */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frames: number[] = []
    ;(window as unknown as { frames: number[] }).frames = frames
    let last = performance.now()
    const look = () => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** µs. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly frames?: readonly object[] } }
}

/** The tasks of the main thread of the renderer that drew most, out of a trace of Chromium. */
export function readTrace(trace: Buffer): LongTask[] {
  const { traceEvents: events = [] } = JSON.parse(trace.toString()) as { traceEvents?: TraceEvent[] }
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const byThread = Map.groupBy(
    events.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`)),
    ({ pid, tid }) => `${pid} ${tid}`,
  )
  const work = (tasks: readonly TraceEvent[]) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0)
  const [busiest = []] = [...byThread.values()].sort((a, b) => work(b) - work(a))
  return busiest.map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1000, ownMs: tdur / 1000 }))
}

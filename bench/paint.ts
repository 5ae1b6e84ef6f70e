import { parseArgs } from 'node:util'
import type { CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../tests/browser/browser.ts'
import { openStage } from '../tests/browser/stage.ts'
import { barePop, fullPop } from '../tests/browser/stories.ts'
import { openHouse } from '../tests/house.ts'
import { describeMachine } from './machine.ts'

/**
 * How long it takes from the instant at which a pop arrives at a desktop until the browser has painted it, on a processor
 * that is slowed down: the first pop of a page, and those after it. Never a test: it says what this machine does.
 * `npm run bench:paint -- --slowdown 4 --pages 5`
 */
const { values } = parseArgs({
  options: { slowdown: { type: 'string', default: '4' }, pages: { type: 'string', default: '5' } },
})
const popsOnPage = 8
const house = await openHouse()
const browser = await openBrowser()
const first: number[] = []
const later: number[] = []
/** What the page's own thread has worked for it: the same however busy the machine is. */
const firstWork: number[] = []
const laterWork: number[] = []
console.log(JSON.stringify({ ...describeMachine(house.folder), slowdown: Number(values.slowdown) }))
for (let n = 0; n < Number(values.pages); n++) {
  const stage = await openStage(browser, house, 'alice')
  await stage.page.waitForTimeout(1500)
  const session = await stage.context.newCDPSession(stage.page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slowdown) })
  for (let pop = 0; pop < popsOnPage; pop++) {
    const painted = watchNextPaint(stage.page)
    await stage.page.waitForTimeout(300)
    const shown = pop % 2 === 0 ? fullPop : barePop
    const before = await workOf(session)
    stage.change({ ...shown, callId: `main:paint-${n}-${pop}` })
    ;(pop === 0 ? first : later).push(await painted)
    ;(pop === 0 ? firstWork : laterWork).push((await workOf(session)) - before)
    stage.show([])
    await stage.page.locator('article').waitFor({ state: 'detached' })
  }
  await stage.context.close()
}
console.log(JSON.stringify({ what: 'first pop of a page', ...summary(first) }))
console.log(JSON.stringify({ what: 'pops after it', ...summary(later) }))
console.log(JSON.stringify({ what: 'thread time of the first, not slowed down', ...summary(firstWork) }))
console.log(JSON.stringify({ what: 'thread time of those after it', ...summary(laterWork) }))
await browser.close()
await house.close()

/** The processor time of the page's main thread so far, ms. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** From the arrival of the next message on the socket until a frame with the card has been handed over; ms. */
function watchNextPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const dispatch = EventTarget.prototype.dispatchEvent
        let arrived = 0
        EventTarget.prototype.dispatchEvent = function dispatchTimed(event: Event) {
          if (event.type === 'message' && arrived === 0) arrived = performance.now()
          return dispatch.call(this, event)
        }
        const look = () => {
          if (!document.querySelector('article h1')) return requestAnimationFrame(look)
          EventTarget.prototype.dispatchEvent = dispatch
          // After the next frame has begun, the one with the card is done.
          return requestAnimationFrame(() => resolve(performance.now() - arrived))
        }
        requestAnimationFrame(look)
      }),
  )
}

function summary(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
  return { n: sorted.length, leastMs: at(0), medianMs: at(0.5), p90Ms: at(0.9), mostMs: at(1) }
}

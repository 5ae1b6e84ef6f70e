import { describe, expect, it } from 'vitest'
import { type AdmissionSettings, openAdmissionLine } from '../../src/push/admission-line.ts'
import { virtualClock } from '../simulator/virtual-clock.ts'

function openLine(more: Partial<AdmissionSettings> = {}) {
  const clock = virtualClock(0)
  const line = openAdmissionLine({
    perSecond: 100,
    mostWaiting: 50,
    hasRoom: () => true,
    elapsed: clock.now,
    later: (work, ms) => clock.after(ms, work),
    ...more,
  })
  const entered: number[] = []
  const sentAway: number[] = []
  const gone = new Set<number>()
  const join = (from: number, to: number): void => {
    for (let n = from; n <= to; n++) {
      line.join({
        enter: () => void entered.push(n),
        comeBackLater: () => void sentAway.push(n),
        isGone: () => gone.has(n),
      })
    }
  }
  const pass = (ms: number) => clock.run(clock.now() + ms)
  return { line, entered, sentAway, gone, join, pass }
}

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1)

describe('the line before the door', () => {
  it('lets in at once who comes alone', () => {
    const { entered, join } = openLine()
    join(1, 1)
    expect(entered).toEqual([1])
  })

  it('[P40] lets in so many a second, in the order in which they came, few at a stretch', async () => {
    const { entered, sentAway, join, pass } = openLine()
    join(1, 40)
    expect(entered.length).toBeLessThanOrEqual(4)
    await pass(200)
    expect(entered.length).toBeGreaterThanOrEqual(18)
    expect(entered.length).toBeLessThanOrEqual(24)
    await pass(200)
    expect(entered).toEqual(upTo(40))
    expect(sentAway).toEqual([])
  })

  it('[P40] tells those to come back for whom the wait would be long', async () => {
    const { entered, sentAway, join, pass } = openLine()
    join(1, 80)
    const inAtOnce = entered.length
    expect(sentAway).toEqual(upTo(80).slice(50 + inAtOnce))
    await pass(1000)
    expect(entered).toEqual(upTo(50 + inAtOnce))
  })

  it('spends nothing on those who have gone', async () => {
    const { entered, gone, join, pass } = openLine()
    join(1, 50)
    for (let n = 5; n <= 45; n++) gone.add(n)
    await pass(100)
    expect(entered).toEqual([1, 2, 3, 4, 46, 47, 48, 49, 50])
  })

  it('waits while those who are in are not served', async () => {
    let room = 2
    const { line, entered, join, pass } = openLine({ hasRoom: () => entered.length < room })
    join(1, 5)
    await pass(500)
    expect(entered).toEqual([1, 2])
    room = 3
    line.moveUp()
    expect(entered).toEqual([1, 2, 3])
  })

  it('sends all away when it closes, and whoever comes later', async () => {
    const { line, entered, sentAway, join, pass } = openLine()
    join(1, 10)
    const inAtOnce = entered.length
    line.close()
    join(11, 11)
    await pass(1000)
    expect(sentAway).toEqual(upTo(11).slice(inAtOnce))
    expect(entered).toHaveLength(inAtOnce)
  })
})

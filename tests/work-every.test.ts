import { describe, expect, it } from 'vitest'
import { workEvery } from '../src/work-every.ts'
import { eventually } from './own-time.ts'

describe('work that comes again and again', () => {
  it('is never done twice at a time, and its stop resolves when the piece under way is done', async () => {
    let under = 0
    let most = 0
    const begun: (() => void)[] = []
    const stop = workEvery(
      1,
      async () => {
        most = Math.max(most, ++under)
        await new Promise<void>((resolve) => begun.push(resolve))
        under--
      },
      () => undefined,
    )
    await eventually(() => expect(begun).toHaveLength(1))
    begun[0]?.()
    await eventually(() => expect(begun).toHaveLength(2))
    let isStopped = false
    const stopped = stop().then(() => {
      isStopped = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(isStopped, 'it waits for the second piece').toBe(false)
    begun[1]?.()
    await stopped
    expect([most, under, begun.length]).toEqual([1, 0, 2])
  })

  it('that fails is told of, and tried again', async () => {
    const faults: unknown[] = []
    let tries = 0
    const stop = workEvery(
      1,
      async () => {
        if (++tries === 1) throw new Error('not today')
      },
      (reason) => faults.push(reason),
      0,
    )
    await eventually(() => expect(tries).toBeGreaterThan(2))
    await stop()
    expect(faults.map(String)).toEqual(['Error: not today'])
  })

  it('rests as long as it says itself, and does not tell what fails while it is stopped', async () => {
    const faults: unknown[] = []
    let pieces = 0
    let fail: (reason: Error) => void = () => undefined
    const stop = workEvery(
      () => (pieces < 3 ? 1 : 60_000),
      () => {
        pieces++
        return pieces < 3 ? Promise.resolve() : new Promise<void>((_, reject) => (fail = reject))
      },
      (reason) => faults.push(reason),
    )
    await eventually(() => expect(pieces).toBe(3))
    const stopped = stop()
    fail(new Error('the store is closed'))
    await stopped
    expect(faults).toEqual([])
  })
})

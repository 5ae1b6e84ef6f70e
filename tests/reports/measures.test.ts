import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/seeded-random.ts'
import { addTo, bucketOf, percentile, type Tally } from '../../src/reports/measures.ts'

describe('times in percentiles', () => {
  it('[P114] are off by at most 5 %, from a millisecond to weeks, and after days were put together', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 60; round++) {
      const all: number[] = []
      const tally: Tally = new Map()
      const most = 2 + random() * Math.log(2e9)
      for (let n = 0; n < 1 + random() * 200; n++) {
        const ms = Math.round(Math.exp(random() * most))
        all.push(ms)
        addTo(tally, bucketOf('wait', ms), 1)
      }
      all.sort((one, other) => one - other)
      for (const share of [0.01, 0.5, 0.8, 0.95, 0.99, 1]) {
        const exact = all[Math.max(1, Math.ceil(all.length * share)) - 1] as number
        const off = Math.abs((percentile(tally, 'wait', share) as number) - exact)
        // Half a millisecond more, by rounding.
        expect(off, `${share} of ${all}`).toBeLessThanOrEqual(exact * 0.05 + 0.5)
      }
    }
  })

  it('are none where nothing was counted, and nothing where a clock ran backwards', () => {
    const tally: Tally = new Map([[bucketOf('wait', -20), 3]])
    expect(percentile(tally, 'wait', 0.95)).toBe(0)
    expect(percentile(tally, 'wait~', 0.95)).toBeNull()
    expect(percentile(new Map(), 'wait', 0.5)).toBeNull()
  })
})

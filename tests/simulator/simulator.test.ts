import { describe, expect, it } from 'vitest'
import { play } from './play.ts'
import { sabotages } from './world.ts'

const stories = 3000
/** `npm run simulate` begins at 1 and plays as many as it is told. */
const firstSeed = 1_000_000

describe('whole houses of up to three nodes, in virtual time, with everything going wrong that may', () => {
  it('[P5][P11][P12] nothing that was answered is lost, and every desktop comes to show what is stored', {
    timeout: 120_000,
  }, async () => {
    for (let seed = firstSeed; seed < firstSeed + stories; seed++) {
      const { faults } = await play(seed)
      if (faults.length === 0) continue
      const { trace } = await play(seed, { traced: true })
      expect.fail(`seed ${seed}: ${faults.join('\n')}\n${trace.slice(-40).join('\n')}`)
    }
  })

  it('plays the same story for the same seed', async () => {
    for (const seed of [3, 14, 159, 2653]) {
      const once = await play(seed, { traced: true })
      const again = await play(seed, { traced: true })
      expect(once.trace.length).toBeGreaterThan(10)
      expect(again.trace).toEqual(once.trace)
    }
  })
})

describe('the simulator finds what is wrong', () => {
  it.each(sabotages)('%s', { timeout: 60_000 }, async (sabotage) => {
    let faults: readonly string[] = []
    for (let seed = 1; seed <= 1000 && faults.length === 0; seed++) {
      faults = (await play(seed, { sabotage })).faults
    }
    expect(faults).not.toEqual([])
  })
})

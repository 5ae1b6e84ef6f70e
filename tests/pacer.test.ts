import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { pacer } from '../src/pacer.ts'

describe('work in the background', () => {
  it.each([
    [0.5, 60],
    [0.25, 180],
  ])('[P158] that may take %s of a core rests at least %i ms after 60', async (share, restMs) => {
    const rest = pacer(share)
    const began = performance.now()
    while (performance.now() - began < 60);
    const worked = performance.now()
    await rest()
    // Timers are held to whole ms.
    expect(performance.now() - worked).toBeGreaterThan(restMs - 2)
  })
})

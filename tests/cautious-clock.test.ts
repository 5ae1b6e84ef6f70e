import { beforeEach, describe, expect, it } from 'vitest'
import { cautiousClock } from '../src/cautious-clock.ts'

const minute = 60_000
const hour = 60 * minute

/** The wall's and the one that never jumps. */
let world: { wall: number; elapsed: number }
let clock: () => number

beforeEach(() => {
  world = { wall: Date.UTC(2026, 9, 25, 0, 59), elapsed: 5000.4 }
  clock = cautiousClock({ now: () => world.wall, elapsed: () => world.elapsed })
})

const passes = (ms: number): void => {
  world.wall += ms
  world.elapsed += ms
}

describe('the cautious clock', () => {
  it('goes with the wall clock, also where that is slowly put right', () => {
    for (let n = 0; n < 1000; n++) {
      passes(10_000)
      world.wall += n % 2 === 0 ? 400 : -900
      expect(clock()).toBe(world.wall)
    }
  })

  it('does not follow a step forward that is taken back, however far', () => {
    for (const step of [5000, hour, 24 * hour, 365 * 24 * hour]) {
      const before = clock()
      world.wall += step
      expect(clock()).toBe(before)
      passes(50 * minute)
      expect(clock()).toBe(before + 50 * minute)
      world.wall -= step
      expect(clock()).toBe(world.wall)
      expect(clock()).toBe(before + 50 * minute)
    }
  })

  it('believes a step forward that has stood for an hour, though it was asked seldom', () => {
    world.wall += 2 * hour
    clock()
    passes(hour)
    expect(clock()).toBe(world.wall)
    passes(minute)
    expect(clock()).toBe(world.wall)
  })

  it('follows a step backward at once, in one or in many', () => {
    world.wall -= 24 * hour
    expect(clock()).toBe(world.wall)
    for (let n = 0; n < 50; n++) {
      passes(100)
      world.wall -= 250
      expect(clock()).toBe(world.wall)
    }
  })

  it('counts the hour from the last time that the wall clock was not ahead', () => {
    world.wall += hour
    clock()
    passes(59 * minute)
    world.wall -= hour
    clock()
    world.wall += hour
    const before = clock()
    passes(59 * minute)
    expect(clock()).toBe(before + 59 * minute)
  })

  it('tells whole milliseconds', () => {
    world.wall += hour
    for (let n = 0; n < 100; n++) {
      world.elapsed += 0.37
      expect(Number.isInteger(clock())).toBe(true)
    }
  })
})

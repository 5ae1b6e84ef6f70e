import { describe, expect, it } from 'vitest'
import { makeInteraction, makeNumber, ownerOf } from '../../bench/world.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

const scale = { customers: 1000, numbers: 1300, interactions: 2000, agents: 20 }

describe('data of the benchmark', () => {
  it('is made of numbers that can exist, no two of them alike', () => {
    const made = Array.from({ length: scale.numbers }, (_, place) => makeNumber(place, scale))
    expect(new Set(made).size).toBe(scale.numbers)
    const read = made.map((raw) => readNumber(raw, { region: 'DE', format: 'e164' }))
    expect(read.filter((number, n) => number.kind !== 'e164' || number.e164 !== made[n])).toEqual([])
    expect(ownerOf(scale.customers + 1, scale)).toBeLessThan(scale.customers)
  })

  it('has its interactions in the order of time, and is the same each time it is made', () => {
    const ids = Array.from({ length: scale.interactions }, (_, place) => makeInteraction(place, scale).id)
    expect(ids.every((id, n) => n === 0 || id > (ids[n - 1] ?? 0))).toBe(true)
    expect(makeInteraction(7, scale)).toEqual(makeInteraction(7, scale))
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { byKind, coverage, measure, precision } from './measure.ts'
import { play, type Verdict } from './play.ts'

/** Small enough for every run; `npm run evaluate` plays the whole set. */
const small = { calls: 700, customers: 220 }
let verdicts: readonly Verdict[]

beforeAll(async () => {
  verdicts = [...(await play({ seed: 101, ...small })), ...(await play({ seed: 102, ...small }))]
}, 120_000)

describe('who is greeted by name, in a made-up house of which the truth is known', () => {
  it('[P66] is called by the own name in 99 of 100 calls, and most customers are', () => {
    const all = measure(verdicts)
    expect(all.greeted).toBeGreaterThan(800)
    expect(precision(all)).toBeGreaterThanOrEqual(0.99)
    expect(coverage(all)).toBeGreaterThan(0.65)
  })

  it('[P66] is nobody who is hidden, unknown, or shows a number that the network calls false', () => {
    const never = verdicts.filter(({ kind }) => /^withheld|^stranger|^wrong|attestation/.test(kind))
    expect(never.length).toBeGreaterThan(60)
    expect(never.filter(({ greeted }) => greeted !== null)).toEqual([])
  })

  it('is everybody of whom nothing speaks against it', () => {
    const own = byKind(verdicts).get('own number') ?? []
    expect(coverage(measure(own))).toBeGreaterThan(0.95)
    expect(precision(measure(own))).toBe(1)
  })

  it('the same seed is the same house', async () => {
    const [one, other] = [
      await play({ seed: 7, calls: 60, customers: 60 }),
      await play({ seed: 7, calls: 60, customers: 60 }),
    ]
    expect(other.map(({ why }) => why)).toEqual(one.map(({ why }) => why))
  })
})

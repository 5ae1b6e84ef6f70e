import { describe, expect, it } from 'vitest'
import { judge, latenciesOf, percentile } from '../../bench/percentiles.ts'

const none = { lost: 0, refused: 0, lateness: 0, cpuMs: 0 }

describe('percentiles of the benchmark', () => {
  it('are the value at the nearest rank, not one in between', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, n) => n + 1)
    expect([0.5, 0.99, 0.999, 1].map((share) => percentile(hundred, share))).toEqual([50, 99, 100, 100])
    expect(percentile(Float64Array.of(7), 0.5)).toBe(7)
    expect(percentile(Float64Array.of(), 0.5)).toBeNaN()
  })

  it('several runs are judged as one, whatever order their events came in', () => {
    const outcome = judge([
      { ...none, latencies: Float64Array.of(9, 1, 3), cpuMs: 1 },
      { ...none, latencies: Float64Array.of(2, 40), lost: 1, refused: 2, lateness: 5, cpuMs: 2 },
    ])
    expect(outcome).toMatchObject({ p50: 3, p99: 40, events: 6, lost: 1, refused: 2, lateness: 5 })
    expect(outcome.cpuPerEvent).toBe(500)
  })

  it('an event is timed from the instant at which it was due; what never came is lost', () => {
    const due = { offered: Float64Array.of(100, 200), ended: Float64Array.of(300, 400) }
    const came = { offered: Float64Array.of(101, 202), ended: Float64Array.of(303.5, Number.NaN) }
    expect(latenciesOf(due, came)).toEqual({ latencies: Float64Array.of(1, 3.5, 2), lost: 1 })
  })

  it('an offer of which a desktop hears only by its end counts until then', () => {
    const due = { offered: Float64Array.of(100), ended: Float64Array.of(300) }
    const came = { offered: Float64Array.of(Number.NaN), ended: Float64Array.of(310) }
    expect(latenciesOf(due, came)).toEqual({ latencies: Float64Array.of(210, 10), lost: 0 })
  })
})

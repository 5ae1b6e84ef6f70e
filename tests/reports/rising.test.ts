import { describe, expect, it } from 'vitest'
import { risingOf } from '../../src/reports/rising.ts'

const before = new Map([
  ['process', 16],
  ['hand-over', 4],
  ['', 3],
])

describe('what has newly become frequent', () => {
  it('is what is more than chance makes of it, and nothing without a time before', () => {
    const now = new Map([
      ['process', 23],
      ['hand-over', 9],
      ['employee', 4],
      ['outside', 5],
    ])
    expect([...risingOf(now, before)]).toEqual(['hand-over', 'outside'])
    expect([...risingOf(now, null)]).toEqual([])
  })

  it('is never what nobody has named yet: of the newest cases most are so', () => {
    expect([...risingOf(new Map([['', 40]]), before)]).toEqual([])
  })
})

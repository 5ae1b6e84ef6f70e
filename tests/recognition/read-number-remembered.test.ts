import { expect, it } from 'vitest'
import type { NumberPlan } from '../../src/call/caller-number.ts'
import { numberReader, readNumber } from '../../src/recognition/read-number.ts'

const plan: NumberPlan = { region: 'DE', format: 'national' }

it('a number read again is the one remembered', () => {
  const read = numberReader(plan, 10)
  const first = read('0151 12345678')
  expect(first).toEqual(readNumber('0151 12345678', plan))
  expect(read('0151 12345678')).toBe(first)
})

it('who calls often stays remembered while strangers come and go', () => {
  const read = numberReader(plan, 10)
  const regular = read('015112345678')
  for (let stranger = 0; stranger < 100; stranger++) {
    read(`0301234${stranger}`)
    if (stranger % 3 === 0) expect(read('015112345678')).toBe(regular)
  }
})

it('no more is remembered than was asked for', () => {
  const read = numberReader(plan, 10)
  const kept = Array.from({ length: 40 }, (_, index) => read(`03012345${index}`))
  const still = kept.filter((number) => read(number.raw) === number)
  expect(still.length).toBeLessThanOrEqual(10)
})

it('a long raw is read and forgotten', () => {
  const read = numberReader(plan, 10)
  const long = `+4915112345678${' '.repeat(100)}`
  expect(read(long)).toMatchObject({ kind: 'e164', e164: '+4915112345678' })
  expect(read(long)).not.toBe(read(long))
})

it('each plan remembers for itself', () => {
  const german = numberReader(plan)
  const british = numberReader({ region: 'GB', format: 'national' })
  expect(german('0151 12345678')).not.toEqual(british('0151 12345678'))
})

import { expect, it } from 'vitest'
import { writeTsquery } from '../../src/store/postgres-tsquery.ts'

it.each([
  ['"anna" AND ("王小" OR "an" *)', "'anna' & ('王小' | 'an':*)"],
  ['("a" AND "b") OR ("c" AND "d")', "('a' & 'b') | ('c' & 'd')"],
  [String.raw`"o'b\c"`, String.raw`'o''b\\c'`],
  [`"${'x'.repeat(3000)}"`, `'${'x'.repeat(500)}'`],
])('writes %s as PostgreSQL reads it', (expression, tsquery) => {
  expect(writeTsquery(expression)).toBe(tsquery)
})

it.each(['anna', '"anna', '"a" & "b"', "'a'", '"a" ANDY "b"'])('refuses %s', (expression) => {
  expect(() => writeTsquery(expression)).toThrow('no search expression')
})

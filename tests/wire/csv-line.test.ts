import { describe, expect, it } from 'vitest'
import { csvCell, safeText } from '../../src/wire/csv-line.ts'

describe('a cell of a CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A', "'＠A"],
    ['  =1', "'  =1"],
    ['\u0000=1', "'=1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\u3000=1', "'\u3000=1"],
  ])('[P131] %j is no formula', (given, safe) => {
    expect(safeText(given)).toBe(safe)
  })

  it.each([
    ['a;=cmd|x', "a;'=cmd|x"],
    ['a";=1', 'a";\'=1'],
    ['a"=1', 'a"\'=1'],
    ['one\n=1', "one\n'=1"],
    ['one\r\n-2', "one\r\n'-2"],
    ['a\t@B1', "a\t'@B1"],
  ])('[P131] nor does %j become one where a spreadsheet splits at another separator', (given, safe) => {
    expect(safeText(given)).toBe(safe)
  })

  it.each(['王小明', 'a=b', '3-4', 'mail@house.example', 'Müller, Anna', 'שלום', "it's", ''])(
    '[P131] %j stays as it is',
    (text) => {
      expect(safeText(text)).toBe(text)
    },
  )

  it('[P131] numbers, instants and phone numbers stay readable', () => {
    expect(csvCell(-12, 'number')).toBe('-12')
    expect(csvCell(0, 'number')).toBe('0')
    expect(csvCell(null, 'text')).toBe('')
    expect(csvCell(Date.UTC(2026, 10, 23, 3, 4, 5), 'instant')).toBe('2026-11-23T03:04:05.000Z')
    expect(csvCell('+4915112345678', 'phones')).toBe('"tel:+4915112345678"')
    expect(csvCell('+4915112345678 1001@main', 'phones')).toBe('"tel:+4915112345678 1001@main"')
    expect(csvCell('+cmd|1', 'phones')).toBe('"\'+cmd|1"')
    expect(csvCell('say "hi"\nthere', 'text')).toBe('"say ""hi""\nthere"')
  })
})

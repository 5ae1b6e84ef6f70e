import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { reportKinds } from '../../src/reports/reports.ts'
import { writeTable } from '../../src/reports/write-table.ts'
import { someReport } from '../desktop/some-report.ts'

describe('a report as CSV', () => {
  it('[P116] is a formula nowhere, whatever a queue is called', () => {
    const names = [
      '=1+1',
      '@x',
      '＝1',
      '-2+3',
      '+49 30',
      '\tx',
      '\r=1',
      ' =1',
      'a;=1',
      'a "b", c',
      'خدمة',
      null,
    ]
    const groups = names.map((name) => ({ key: name ?? '', name, values: [-3, null], before: null }))
    const report = { ...someReport('waiting'), by: 'queue' as const, groups, total: [-3, null] }
    const table = writeTable(report)
    expect(table.startsWith('\uFEFF"queue","name",')).toBe(true)
    const rows = parse(table, { bom: true, relax_column_count: true }) as string[][]
    expect(rows.slice(1, -1)).toEqual(
      [
        "'=1+1",
        "'@x",
        "'＝1",
        "'-2+3",
        "'+49 30",
        "'\tx",
        "'\r'=1",
        "' =1",
        "a;'=1",
        'a "b", c',
        'خدمة',
        '',
      ].map((cell) => [cell, cell, '-3', '']),
    )
    expect(rows.at(-1)).toEqual(['total', '', '-3', ''])
  })

  it('every report can be had by nothing but time, as the page asks for its points', () => {
    for (const { id, by } of Object.values(reportKinds)) expect([id, by.includes('none')]).toEqual([id, true])
  })
})

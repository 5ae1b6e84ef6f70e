import { describe, expect, it } from 'vitest'
import { reportKinds } from '../../src/reports/reports.ts'
import { writeTable } from '../../src/reports/write-table.ts'
import { someReport } from '../desktop/some-report.ts'

describe('a report as CSV', () => {
  it('[P116] is a formula nowhere, whatever a queue is called', () => {
    const names = ['=1+1', '@x', '＝1', '-2+3', '+49', '\tx', ' =1', 'a;=1', 'a "b", c', 'خدمة', null]
    const groups = names.map((name) => ({ key: name ?? '', name, values: [-3, null], before: null }))
    const report = { ...someReport('waiting'), groups, total: [-3, null] }
    const lines = writeTable(report).split('\r\n').slice(1, -2)
    expect(lines).toEqual(
      ["'=1+1", "'@x", "'＝1", "'-2+3", "'+49", "'\tx", "' =1", "a;'=1", 'a ""b"", c', 'خدمة', ''].map(
        (cell) => `"${cell}","${cell}",-3,`,
      ),
    )
  })

  it('every report can be had by nothing but time, as the page asks for its points', () => {
    for (const { id, by } of Object.values(reportKinds)) expect([id, by.includes('none')]).toEqual([id, true])
  })
})

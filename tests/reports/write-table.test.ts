import { describe, expect, it } from 'vitest'
import { reportKinds } from '../../src/reports/reports.ts'
import { writeTable } from '../../src/reports/write-table.ts'
import { someReport } from '../desktop/some-report.ts'

describe('a report as CSV', () => {
  it('[P116] is a formula nowhere, whatever a queue is called', () => {
    const names = ['=1+1', '@x', '＝1', '-2+3', '-cmd', '+49', '\tx', 'a "b", c', 'خدمة', null]
    const groups = names.map((name) => ({ key: name ?? '', name, values: [-3, null], before: null }))
    const report = { ...someReport('waiting'), groups, total: [-3, null] }
    const lines = writeTable(report).split('\r\n').slice(1, -2)
    expect(lines).toEqual([
      "'=1+1,'=1+1,-3,",
      "'@x,'@x,-3,",
      "'＝1,'＝1,-3,",
      "'-2+3,'-2+3,-3,",
      "'-cmd,'-cmd,-3,",
      "'+49,'+49,-3,",
      "'\tx,'\tx,-3,",
      '"a ""b"", c","a ""b"", c",-3,',
      'خدمة,خدمة,-3,',
      ',,-3,',
    ])
  })

  it('every report can be had by nothing but time, as the page asks for its points', () => {
    for (const { id, by } of Object.values(reportKinds)) expect([id, by.includes('none')]).toEqual([id, true])
  })
})

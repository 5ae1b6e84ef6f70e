import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reportKinds } from '../../src/reports/reports.ts'
import { type ReportGrouping, type ReportId, reportIds } from '../../src/wire/report-api.ts'

const divided: readonly ReportGrouping[] = ['queue', 'team', 'agent', 'tier']

/** What docs/reports.md says why of. */
const without: Partial<Record<ReportId, readonly ReportGrouping[]>> = {
  causes: ['queue'],
  complaints: ['queue'],
  promises: ['queue'],
  'told-before': ['queue', 'team', 'agent'],
}

describe('what reports are grouped by', () => {
  it('[P154] is queue, team, agent and tier, but for what the documentation names', () => {
    const docs = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8')
    const [row = ''] = docs.split('\n').filter((line) => line.startsWith('Every report can be grouped by'))
    for (const id of reportIds) {
      const missing = divided.filter((one) => !reportKinds[id].by.includes(one))
      expect(missing, id).toEqual(without[id] ?? [])
      expect(row.includes(`*${id}*`), id).toBe(missing.length > 0)
    }
  })
})

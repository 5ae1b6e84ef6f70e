import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importIntoStore } from '../../src/cli/import-into-store.ts'
import { type OpenedStore, openFileStore } from '../store/open-file-store.ts'
import { noon } from '../store/told-customers.ts'
import { openNumberReader } from './number-reading.ts'

describe('the import command', () => {
  let file: OpenedStore
  let path: string

  beforeEach(() => {
    file = openFileStore()
    path = join(file.folder, 'customers.csv')
  })
  afterEach(() => file.close())

  const run = async (args: readonly string[], signal = new AbortController().signal) => {
    let out = ''
    let err = ''
    const code = await importIntoStore(args, {
      store: file.store,
      readNumber: openNumberReader({ region: 'US' }),
      tiers: ['standard'],
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      node: 'cli',
      now: () => noon,
      signal,
    })
    return { code, out, err }
  }

  it('imports with the region that is said, and says how far it is and what it does not read', async () => {
    writeFileSync(path, 'id,name,phone,shoe size\n1,Anna,030 1234567,38\n')
    const { code, out, err } = await run([path, '--region', 'de'])
    expect([code, out]).toEqual([0, ''])
    expect(err).toContain('Columns that are not read: shoe size')
    expect(err).toContain('[####################] 100 % 1 rows')
    expect(err).toContain('done: 1 rows read, 1 created, 0 changed, 0 refused.')
    expect(await file.store.findCustomersByNumber(['+49301234567'], 5)).toHaveLength(1)
  })

  it('reports refused rows as CSV that no spreadsheet takes for formulas', async () => {
    writeFileSync(path, 'id,name,phone\n1,Anna,"=HYPERLINK(""x"")"\n2,Ben,\n')
    const { code, out } = await run([path])
    expect(code).toBe(1)
    const [head, row] = out.split('\r\n')
    expect(head).toBe('line,field,reason,value')
    expect(row).toMatch(/^2,phone,.+,"'=HYPERLINK\(""x""\)"$/)
  })

  it('ends with 2 for a file that is not there, is no CSV, or was broken off', async () => {
    expect((await run([])).err).toContain('usage')
    expect((await run([join(file.folder, 'nothing.csv')])).code).toBe(2)
    writeFileSync(path, Buffer.from('id,name\n1,Anna\n', 'utf16le'))
    expect(await run([path])).toMatchObject({ code: 2, err: expect.stringContaining('byte order mark') })
    writeFileSync(path, 'id,name\n1,Anna\n')
    expect(await run([path], AbortSignal.abort())).toMatchObject({
      code: 2,
      err: expect.stringContaining('interrupted'),
    })
  })
})

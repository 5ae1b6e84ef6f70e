import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { spoolUpload } from '../../src/customer/spool-upload.ts'
import { EngineAway } from '../../src/store/engine-away.ts'
import { engines } from '../store/engines.ts'
import { noon } from '../store/told-customers.ts'
import { openRoom, program } from './opened-customers.ts'

describe.each(engines)('an import of customers on %s', (_engine, open) => {
  const many = 10_000
  const inTime = { timeout: 10_000 }
  const refused = many / 1000 + Math.ceil(many / 2500)

  let room: Awaited<ReturnType<typeof openRoom>>

  beforeEach(async () => {
    room = await openRoom(open)
  })
  afterEach(() => room.close())

  /** Uploads the file in pieces and waits until its job has ended. */
  const upload = async (content: string | Uint8Array, query: object = {}) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += 7001) pieces.push(bytes.subarray(at, at + 7001))
    const job = await room.ask('importCustomers', { query, upload: pieces, who: program })
    for (let n = 0; n < 5000; n++) {
      const now = await room.ask('readImport', { params: { id: job.id }, who: program })
      if (now.state !== 'running') return now
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('the import never ended')
  }
  const refusalsOf = async (id: number) =>
    (await room.ask('readImportRefusals', { params: { id }, query: { most: 100 }, who: program })).items
  const byExternalId = async (externalId: string) =>
    (await room.ask('findCustomer', { body: { externalId }, who: program })).items[0]

  it('[P24] of 10,000 rows reports each refused row; the second time it changes nothing', async () => {
    const lines = ['External ID;Vorname;Nachname;Telefon;Mobil;tier']
    for (let n = 0; n < many; n++) {
      const phone = n % 1000 === 7 ? 'unknown' : `030 ${1_000_000 + n}`
      const tier = n % 2500 === 9 ? 'platinum' : 'gold'
      lines.push(`c${n};Anna;Muster ${n};${phone};0171 ${2_000_000 + n};${tier}`)
    }
    const file = `\ufeff${lines.join('\r\n')}\r\n`
    let turns = 0
    const watch = setInterval(() => {
      turns += 1
    })
    const first = await upload(file, { fileName: 'C:\\Users\\me\\kunden.csv' })
    clearInterval(watch)
    expect(first).toMatchObject({
      state: 'done',
      fileName: 'kunden.csv',
      bytesTotal: Buffer.byteLength(file),
      bytesRead: Buffer.byteLength(file),
      rowsRead: many,
      rowsCreated: many - refused,
      rowsChanged: 0,
      rowsRefused: refused,
    })
    const refusals = await refusalsOf(first.id)
    expect(refusals).toHaveLength(refused)
    expect(refusals[0]).toEqual({ line: 9, field: 'Telefon', reason: expect.any(String), value: 'unknown' })
    expect(refusals[1]).toEqual({
      line: 11,
      field: 'tier',
      reason: 'the tiers of this house are standard, silver, gold',
      value: 'platinum',
    })
    expect(await byExternalId('c42')).toMatchObject({
      name: 'Anna Muster 42',
      tier: 'gold',
      numbers: [
        { numberKey: '+491712000042', label: 'mobile' },
        { numberKey: '+49301000042', label: null },
      ],
    })
    // Everything else had its turn between the batches. (How long each may take is measured in bench/.)
    expect(turns).toBeGreaterThan(many / 100)

    const second = await upload(file)
    expect(second).toMatchObject({ rowsCreated: 0, rowsChanged: 0, rowsRefused: refused })
    const third = await upload(file.replace('c5;Anna;Muster 5;', 'c5;Anna;Meister;'))
    expect(third).toMatchObject({ rowsCreated: 0, rowsChanged: 1 })
    const uploads = join(room.folder, 'imports', 'this-node')
    await vi.waitFor(() => expect(readdirSync(uploads)).toEqual([]), inTime)
    expect(room.faults).toEqual([])
  }, 120_000)

  it('reads quotes, line breaks in cells, wishes, several numbers in a cell, and a group further down', async () => {
    const done = await upload(
      [
        'externalId,name,company,phone,wishes,about',
        'p1,"Schmidt, ""Anna""\nBerg",c1,"030 1234567; 0171 2345678",no calls | only mornings,"says, hello"',
        'c1,Star Courier,,+49 30 99*,,',
      ].join('\n'),
    )
    expect(done).toMatchObject({ state: 'done', rowsCreated: 2, rowsRefused: 0 })
    const company = await byExternalId('c1')
    expect(await byExternalId('p1')).toMatchObject({
      name: 'Schmidt, "Anna"\nBerg',
      belongsTo: company?.id,
      wishes: ['no calls', 'only mornings'],
      numbers: [{ numberKey: '+491712345678' }, { numberKey: '+49301234567' }],
    })
    expect(company?.numbers).toMatchObject([{ numberKey: '+493099*' }])
  })

  it('reads Chinese and Arabic names and headers, with the region that is said', async () => {
    const done = await upload(
      '客户编号,姓名,电话,等级\r\n1,王小明,010 6552 9988,gold\r\n2,أحمد محمد,,silver\r\n',
      {
        region: 'CN',
      },
    )
    expect(done).toMatchObject({ rowsCreated: 2, rowsRefused: 0 })
    expect(await byExternalId('1')).toMatchObject({
      name: '王小明',
      numbers: [{ numberKey: '+861065529988' }],
    })
    expect(await byExternalId('2')).toMatchObject({ name: 'أحمد محمد', tier: 'silver' })
  })

  it.each([
    ['little', 'utf16le'],
    ['big', 'utf16be'],
  ])('reads UTF-16 (%s endian) with a byte order mark, tabs between the cells', async (_name, encoding) => {
    const bytes = Buffer.from('\ufeffid\tname\n1\tJürgen 王\n', 'utf16le')
    const done = await upload(encoding === 'utf16be' ? bytes.swap16() : bytes)
    expect(done).toMatchObject({ state: 'done', rowsCreated: 1 })
    expect(await byExternalId('1')).toMatchObject({ name: 'Jürgen 王' })
  })

  it.each([
    [
      'UTF-16 without a mark',
      Buffer.from('id,name\n1,Anna\n', 'utf16le'),
      'UTF-16 without a byte order mark',
    ],
    [
      'Latin-1',
      Buffer.from(`id,name\n${'1,Anna\n'.repeat(20_000)}2,J\xfcrgen\n`, 'latin1'),
      'not valid UTF-8',
    ],
    ['nothing', Buffer.from(''), 'The file is empty'],
    ['no external id', Buffer.from('name,phone\nAnna,1\n'), 'no column with the external id'],
    ['no name', Buffer.from('id,phone\n1,1\n'), 'no column with the name'],
    ['two columns of one meaning', Buffer.from('id,name,full name\n1,A,B\n'), 'Two columns are both name'],
  ])('refuses a file with %s before anything of it is stored', async (_name, content, failure) => {
    const done = await upload(content)
    expect(done).toMatchObject({ state: 'failed', rowsCreated: 0, failure: expect.stringContaining(failure) })
    expect(await room.sql('select count(*) as n from customer')).toEqual([{ n: 0 }])
    expect(room.faults).toEqual([])
  })

  it('stops at a quote that is never closed and says where; the rows before it stand', async () => {
    const done = await upload(`id,name\n${'1,Anna\n'.repeat(5000)}2,"Ben\n${'3,Carl\n'.repeat(30_000)}`)
    expect(done).toMatchObject({ state: 'failed', failure: expect.stringContaining('row 5002') })
    expect(await byExternalId('1')).toMatchObject({ name: 'Anna' })
  })

  it('refuses a row for every fault at once, with line, column and a shortened value', async () => {
    const done = await upload(
      [
        'id,name,language,time zone,phone,company',
        ',Anna,,,,',
        `2,,xx-yy-zz-1-2,Mars/Base,${'9'.repeat(150)},`,
        '3,Carl,,,,nobody',
        '4,Dora',
        '5,Emil,de,Europe/Berlin,,',
      ].join('\n'),
    )
    expect(done).toMatchObject({ state: 'done', rowsRead: 5, rowsCreated: 1, rowsRefused: 4 })
    const told = (await refusalsOf(done.id)).map((one) => [one.line, one.field, one.value])
    expect(told).toEqual([
      [2, 'id', ''],
      [3, 'language', 'xx-yy-zz-1-2'],
      [3, 'name', ''],
      [3, 'phone', '9'.repeat(100)],
      [3, 'time zone', 'Mars/Base'],
      [4, 'belongsTo', 'nobody'],
      [5, '', '4 Dora'],
    ])
  })

  it('leaves what it has no column for as an agent wrote it', async () => {
    await upload('id,name,tier\n1,Anna,gold\n')
    const anna = await byExternalId('1')
    await room.ask('changeCustomer', { params: { id: anna?.id }, body: { about: 'likes short answers' } })
    await upload('id,name,tier\n1,Anna,\n')
    expect(await byExternalId('1')).toMatchObject({ about: 'likes short answers', tier: 'standard' })
  })

  it('is marked interrupted when the process stops, and its upload is gone', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n},Name ${n}`)
    const job = await room.ask('importCustomers', {
      upload: [Buffer.from(`id,name\n${lines.join('\n')}`)],
      who: program,
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    const { folder, store } = room
    const states: string[] = []
    const end = store.endImport
    store.endImport = async (id, state, ...rest) => {
      states.push(state)
      await end(id, state, ...rest)
    }
    await room.close()
    room = await openRoom(open)
    expect([job.state, ...states]).toEqual(['running', 'interrupted'])
    expect(existsSync(join(folder, 'imports', 'this-node'))).toBe(false)
  })

  it('is not begun where the upload stands still, and nothing of it stays', async () => {
    const file = join(room.folder, 'imports', 'still', 'upload.csv')
    const standing = new PassThrough()
    standing.write('id,name\n')
    await expect(spoolUpload(standing, file, 50)).rejects.toMatchObject({ code: 'bad-input' })
    expect(existsSync(file)).toBe(false)
    expect(standing.destroyed).toBe(true)
  })

  it('waits for a store that takes nothing, and goes on when it does: nothing is missing, nothing counted twice', async () => {
    const lines = Array.from({ length: 1000 }, (_, n) => `${n},Name ${n}`)
    const { store } = room
    const { importCustomers, advanceImport } = store
    const away = { left: 0 }
    const orAway =
      <A extends readonly unknown[], R>(write: (...what: A) => Promise<R>) =>
      async (...what: A): Promise<R> => {
        if (away.left === 0) return write(...what)
        away.left--
        // The last one is written, and its answer is lost.
        if (away.left === 0) await write(...what)
        throw new EngineAway(new Error('gone'), away.left === 0)
      }
    store.importCustomers = orAway(importCustomers.bind(store))
    store.advanceImport = orAway(advanceImport.bind(store))
    const job = await room.ask('importCustomers', {
      upload: [Buffer.from(`id,name\n${lines.join('\n')}`)],
      who: program,
    })
    const now = () => room.ask('readImport', { params: { id: job.id }, who: program })
    for (let n = 0; n < 3; n++) {
      const before = (await now()).rowsRead
      away.left = 2
      await vi.waitFor(async () => expect((await now()).rowsRead).toBeGreaterThan(before), inTime)
    }
    await vi.waitFor(async () => expect((await now()).state).toBe('done'), inTime)
    expect(await now()).toMatchObject({ rowsRead: 1000, rowsRefused: 0 })
    expect(await room.sql('select count(*) as n from customer')).toEqual([{ n: 1000 }])
    expect(room.faults).toEqual([])
  })

  it('[P45] runs on while another node begins; a node that says nothing for long is given up, and writes no more', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `${n},Name ${n}`)
    const { store, folder } = room
    let pass = (): void => undefined
    const goOn = new Promise<void>((resolve) => {
      pass = resolve
    })
    const write = store.importCustomers
    let batches = 0
    store.importCustomers = async (rows, now) => {
      if (++batches === 5) await goOn
      return write(rows, now)
    }
    const { id } = await room.ask('importCustomers', {
      upload: [Buffer.from(`id,name\n${lines.join('\n')}`)],
      who: program,
    })
    await vi.waitFor(() => expect(batches).toBe(5), inTime)
    const other = { ...room, close: async () => undefined }
    const clock = { ms: noon + 60_000 }
    const node = { node: 'other-node', folder, now: () => clock.ms, renewEveryMs: 20 }
    const elsewhere = await openRoom(async () => other, node)
    const uploads = () => readdirSync(join(folder, 'imports', 'this-node'))
    const state = async () => (await elsewhere.ask('readImport', { params: { id }, who: program })).state
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await state()).toBe('running')
    expect(uploads()).toHaveLength(1)
    clock.ms = noon + 120_000
    await vi.waitFor(async () => expect(await state()).toBe('interrupted'), inTime)
    pass()
    await vi.waitFor(() => expect(uploads()).toEqual([]), inTime)
    expect(await state()).toBe('interrupted')
    expect(batches).toBeLessThan(20)
    await elsewhere.close()
  })
})

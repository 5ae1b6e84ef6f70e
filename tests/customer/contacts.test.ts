import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importIntoStore } from '../../src/cli/import-into-store.ts'
import { engines } from '../store/engines.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { noon, person } from '../store/told-customers.ts'
import { openNumberReader } from './number-reading.ts'
import { openRoom, program } from './opened-customers.ts'

const head = 'Message ID;Customer ID;Channel;Direction;Date;Subject;Thread;Text;Mood'
const rows = [
  'm1;ada;email;in;2026-10-01T09:00:00+02:00;"Rechnung; falsch";t1;Bitte prüfen;negativ',
  'm2;ada;e-mail;out;2026-10-01 11:00Z;Re: Rechnung;t1;"Erledigt.\nGruß";',
  'm3;nobody;letter;in;2026-10-02T09:00:00Z;;;Who am I;',
  'm4;ada;fax;in;2026-10-02T09:00:00Z;;;Old school;',
  'm5;ada;sms;in;2026-10-03 09:00;;;No zone;',
  ';ada;sms;in;2026-10-03T09:00:00Z;;;No id;',
  'm6;;拜访;in;1790000000000;زيارة;;ملاحظة;正面',
  'm7;;sms;in;1790000000000;;;x;furious',
].join('\r\n')
const csv = `${head}\r\n${rows}\r\n`

describe.each(engines)('contacts of all channels on %s', (_engine, open) => {
  let opened: OpenedStore
  let ada: number

  beforeEach(async () => {
    opened = await open()
    const written = await opened.store.createCustomer(person('Ada', { externalId: 'ada' }), [], noon)
    ada = written.kind === 'written' ? written.customer.id : 0
  })
  afterEach(() => opened.close())

  it('[P85] are imported once, and every row that could not be read is reported', async () => {
    const file = join(opened.folder, 'mails.csv')
    writeFileSync(file, csv)
    const run = async () => {
      let out = ''
      const code = await importIntoStore([file, '--interactions'], {
        store: opened.store,
        readNumber: openNumberReader({ region: 'DE' }),
        tiers: [],
        out: (text) => (out += text),
        err: () => undefined,
        node: 'here',
        now: () => noon,
        signal: new AbortController().signal,
      })
      return { code, out }
    }
    const first = await run()
    expect(first.code).toBe(1)
    expect(
      first.out
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').slice(0, 2).join(' ')),
    ).toEqual(['5 customer', '6 Channel', '7 Date', '8 Message ID', '10 Mood'])
    const timeline = async () =>
      (await opened.store.readInteractionsOf(ada, null, 10)).map(({ externalId, subject, body }) => [
        externalId,
        subject,
        body,
      ])
    expect(await timeline()).toEqual([
      ['m2', 'Re: Rechnung', 'Erledigt.\nGruß'],
      ['m1', 'Rechnung; falsch', 'Bitte prüfen'],
    ])
    await run()
    expect(await timeline()).toHaveLength(2)
    const visit = await opened.sql(
      "select channel, subject, sentiment from interaction where external_id = 'm6'",
    )
    expect(visit).toEqual([{ channel: 'visit', subject: 'زيارة', sentiment: 'positive' }])
    const felt = await opened.sql(
      "select sentiment from interaction where external_id in ('m1', 'm2') order by external_id",
    )
    expect(felt).toEqual([{ sentiment: 'negative' }, { sentiment: null }])
  })

  it('are shown of one channel or one exchange alone', async () => {
    const add = (externalId: string, channel: string, thread: string | null) =>
      opened.store.importContacts([
        {
          customerExternalId: 'ada',
          record: {
            externalId,
            channel,
            direction: 'inbound',
            startedAt: noon,
            endedAt: null,
            numberKey: null,
            numberRaw: null,
            accountId: null,
            agentName: null,
            source: null,
            queue: null,
            queueName: null,
            callId: null,
            outcome: null,
            disposition: null,
            body: '',
            thread,
          },
        },
      ])
    await add('a', 'e-mail', 't1')
    await add('b', 'letter', 't1')
    await add('c', 'e-mail', null)
    const room = await openRoom(async () => opened)
    const ids = async (query: object) => {
      const asked = { params: { id: ada }, query: { most: 10, ...query }, who: program }
      const { items } = (await room.ask('readCustomerInteractions', asked)) as {
        items: { externalId: string }[]
      }
      return items.map(({ externalId }) => externalId)
    }
    expect(await ids({})).toEqual(['c', 'b', 'a'])
    expect(await ids({ channel: 'e-mail' })).toEqual(['c', 'a'])
    expect(await ids({ thread: 't1' })).toEqual(['b', 'a'])
    expect(await ids({ channel: 'letter', thread: 't1' })).toEqual(['b'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCustomerNumber } from '../../src/customer/read-numbers.ts'
import { type RereaderParts, rereadStoredNumbers } from '../../src/customer/reread-stored-numbers.ts'
import {
  openNumberReader,
  readingFingerprints,
  readingSettings,
  regionOfNumber,
} from '../../src/number-reading.ts'
import type { NumberSource } from '../../src/source-desk.ts'
import type { Rereading } from '../../src/store/rereading-store.ts'
import { engines } from '../store/engines.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { storeCall } from '../store/told-calls.ts'
import { interaction, noon, person } from '../store/told-customers.ts'

const berlin: NumberSource = { name: 'main', region: 'DE', numberFormat: 'as-dialled', extensionLength: 4 }
const vienna: NumberSource = { ...berlin, region: 'AT' }
const withArea: NumberSource = { ...berlin, areaCode: '30' }

describe.each(engines)('stored numbers are read again, on %s', (_, open) => {
  let opened: OpenedStore
  let clock: number

  beforeEach(async () => {
    opened = await open()
    clock = noon
  })
  afterEach(() => opened.close())

  const partsFor = (source: NumberSource, more: Partial<RereaderParts> = {}): RereaderParts => ({
    store: opened.store,
    readNumber: openNumberReader(readingSettings([source])),
    regionOf: regionOfNumber,
    isSource: (name) => name === source.name,
    fingerprints: readingFingerprints([source]),
    node: 'node-1',
    now: () => clock++,
    tell: () => undefined,
    onFault: (reason) => {
      throw reason
    },
    rhythm: { restMs: 0, againMs: 20 },
    ...more,
  })
  const rereadAs = (source: NumberSource, more: Partial<RereaderParts> = {}) =>
    rereadStoredNumbers(partsFor(source, more)).finished
  const lastJob = async (): Promise<Rereading> => {
    const [job] = await opened.store.readRereadings(1)
    if (!job) throw new Error('nothing was read again')
    return job
  }
  /** A customer as it was written down under these settings. */
  const add = async (
    source: NumberSource,
    name: string,
    numbers: readonly { number: string; region?: string; source?: string }[],
  ): Promise<number> => {
    const readNumber = openNumberReader(readingSettings([source]))
    const read = numbers.map((one) =>
      readCustomerNumber({ label: 'mobile', verified: true, ...one }, readNumber, noon),
    )
    const written = await opened.store.createCustomer(
      person(name),
      read.flatMap((one) => (one.kind === 'read' ? [one.number] : [])),
      noon,
    )
    if (written.kind !== 'written') throw new Error(written.kind)
    return written.customer.id
  }
  const note = async (more: Parameters<typeof interaction>[1]): Promise<number> => {
    const written = await opened.store.addInteraction(interaction('', more))
    if (written.kind !== 'written') throw new Error(written.kind)
    return written.interaction.id
  }
  const keysOf = async (id: number) =>
    ((await opened.store.readCustomer(id))?.numbers ?? []).map((number) => number.numberKey)
  const found = (key: string) => opened.store.findCustomersByNumber([key], 5)

  it('[P62] another region gives other keys to what was read by it, and to nothing else', async () => {
    await rereadAs(berlin)
    const max = await add(berlin, 'Max', [{ number: '0664 1234567' }])
    const ada = await add(berlin, 'Ada', [{ number: '+43 664 7654321' }, { number: '1001', source: 'main' }])
    const bob = await add(berlin, 'Bob', [{ number: '020 7946 0018', region: 'GB' }])
    await rereadAs(vienna)
    expect(await keysOf(max)).toEqual(['+436641234567'])
    expect(await keysOf(ada)).toEqual(['+436647654321', 'ext:1001@main'])
    expect(await keysOf(bob)).toEqual(['+442079460018'])
    expect(await lastJob()).toMatchObject({ state: 'done', rowsRead: 4, rowsChanged: 1, rowsUnreadable: 0 })
    expect(await opened.store.readRereadingFindings((await lastJob()).id, 0, 10)).toMatchObject([
      { kind: 'changed', subject: `customer:${max}`, raw: '0664 1234567', newKey: '+436641234567' },
    ])
    const [number] = (await opened.store.readCustomer(max))?.numbers ?? []
    expect(number).toMatchObject({ label: 'mobile', verifiedAt: noon, ending: '1234567' })
  })

  it('[P62] what can be read no more keeps its old key, and is reported with the reason', async () => {
    await rereadAs(berlin)
    const max = await add(berlin, 'Max', [{ number: '0151 12345678' }])
    await rereadAs({ ...berlin, region: 'US' })
    expect(await keysOf(max)).toEqual(['+4915112345678'])
    expect(await found('+4915112345678')).toEqual([max])
    const job = await lastJob()
    expect(job).toMatchObject({ rowsChanged: 0, rowsUnreadable: 1 })
    expect(await opened.store.readRereadingFindings(job.id, 0, 10)).toMatchObject([
      { kind: 'unreadable', oldKey: '+4915112345678', why: expect.stringContaining('US') },
    ])
  })

  it('the same settings read nothing again, whatever the order in which they stand', async () => {
    await add(berlin, 'Max', [{ number: '0151 12345678' }])
    await rereadAs(berlin)
    await rereadAs({ extensionLength: 4, numberFormat: 'as-dialled', region: 'DE', name: 'main' })
    expect(await opened.store.readRereadings(10)).toHaveLength(1)
  })

  it('[P62] stopped at any place it goes on from there, and each row is read once', async () => {
    await rereadAs(berlin)
    const ids: number[] = []
    for (let n = 0; n < 60; n++) ids.push(await add(berlin, `No ${n}`, [{ number: `0664 12345${10 + n}` }]))
    let stops = 0
    for (;;) {
      let batches = 0
      const wholeStore = opened.store
      const store = {
        ...wholeStore,
        async readStoredNumbers(...asked: Parameters<typeof wholeStore.readStoredNumbers>) {
          if (++batches > 2) throw new Error('the process was killed')
          return wholeStore.readStoredNumbers(...asked)
        },
      }
      const killed = new Promise<void>((resolve) => {
        const running = rereadStoredNumbers(
          partsFor(vienna, {
            store,
            node: `run-${stops}`,
            rhythm: { batch: 10, restMs: 0, leaseMs: 0, noteMs: 0, againMs: 10_000 },
            onFault: () => {
              void running.stop()
              resolve()
            },
          }),
        )
        void running.finished.then(resolve)
      })
      await killed
      if ((await lastJob()).state === 'done') break
      stops += 1
      // Until all are replaced each is found under exactly one of the two.
      const both = await Promise.all(ids.map((id) => keysOf(id)))
      expect(both.every((keys) => keys.length === 1)).toBe(true)
      expect(stops).toBeLessThan(20)
    }
    expect(stops).toBeGreaterThan(2)
    expect(await lastJob()).toMatchObject({ state: 'done', rowsRead: 60, rowsChanged: 60 })
    expect(new Set((await Promise.all(ids.map((id) => keysOf(id)))).flat()).size).toBe(60)
  })

  it('[P62] of several nodes one reads; another goes on when it is dead, and the dead one writes no more', async () => {
    await rereadAs(berlin)
    const max = await add(berlin, 'Max', [{ number: '0664 1234567' }])
    const wanted = readingFingerprints([vienna])
    const first = await opened.store.claimRereading(wanted, { node: 'a', until: noon + 1000 }, noon)
    const second = await opened.store.claimRereading(wanted, { node: 'b', until: noon + 1000 }, noon)
    expect([first.kind, second.kind]).toEqual(['mine', 'taken'])
    clock = noon + 2000
    await rereadAs(vienna, { node: 'b' })
    expect(await keysOf(max)).toEqual(['+436641234567'])
    if (first.kind !== 'mine') throw new Error('not claimed')
    const late = await opened.store.advanceRereading(
      first.job.id,
      { node: 'a', until: noon + 9000 },
      {
        stage: 'customers',
        place: null,
        doneOfThousand: 0,
        rowsRead: 9,
        numbers: [],
        interactions: [],
        judgements: [],
        findings: [],
      },
    )
    expect(late).toBe(false)
    expect(await opened.store.finishRereading(first.job.id, 'a', noon)).toBe(false)
    expect(await lastJob()).toMatchObject({ state: 'done', rowsRead: 1 })
  })

  it('settings that change again while it reads replace what was begun', async () => {
    await rereadAs(berlin)
    const max = await add(berlin, 'Max', [{ number: '0664 1234567' }])
    await opened.store.claimRereading(readingFingerprints([withArea]), { node: 'a', until: noon * 2 }, noon)
    await rereadAs(vienna)
    expect(await keysOf(max)).toEqual(['+436641234567'])
    expect((await opened.store.readRereadings(10)).map((job) => job.state)).toEqual(['done', 'replaced'])
  })

  it('[P62] calls that nobody could read are found by their number once the source has its area code', async () => {
    await rereadAs(berlin)
    const max = await add(berlin, 'Max', [])
    await storeCall(opened.store, {
      id: 'one',
      numberKey: null,
      more: { from: '555100' },
      events: [{ kind: 'arrived', at: noon }],
      pops: [],
    })
    const id = await note({ source: 'main', numberRaw: '555100' })
    const other = await note({ numberRaw: '030 1234567', numberKey: '+49301234567' })
    await opened.store.recordJudgement({
      numberKey: 'short:555100@main',
      customerId: max,
      verdict: 'is-not',
      accountId: 'alice',
      callId: 'main:one',
      at: noon,
    })
    await rereadAs(withArea)
    expect((await opened.store.readInteraction(id))?.numberKey).toBe('+4930555100')
    expect((await opened.store.readInteraction(other))?.numberKey).toBe('+49301234567')
    const [candidate] = await opened.store.findCallers({
      numberKey: '+4930555100',
      prefixes: [],
      claimedIds: [],
      ending: null,
    })
    expect(candidate).toBeUndefined()
    await opened.store.changeCustomer(
      max,
      null,
      {},
      [{ numberKey: '+4930555100', raw: '555100', label: null, ending: null, verifiedAt: null }],
      noon,
    )
    const [known] = await opened.store.findCallers({
      numberKey: '+4930555100',
      prefixes: [],
      claimedIds: [],
      ending: null,
    })
    expect(known?.judgement?.verdict).toBe('is-not')
  })

  it('numbers of a customer who is merged into one that was read already are read all the same', async () => {
    await rereadAs(berlin)
    const first = await add(berlin, 'First', [{ number: '0664 1111111' }])
    for (let n = 0; n < 12; n++) await add(berlin, `No ${n}`, [{ number: `0664 22222${10 + n}` }])
    const last = await add(berlin, 'Last', [{ number: '0664 3333333' }])
    const wholeStore = opened.store
    let batches = 0
    const store = {
      ...wholeStore,
      async readStoredNumbers(...asked: Parameters<typeof wholeStore.readStoredNumbers>) {
        if (++batches === 2) await wholeStore.mergeCustomers(last, first, clock)
        return wholeStore.readStoredNumbers(...asked)
      },
    }
    await rereadAs(vienna, { store, rhythm: { batch: 5, restMs: 0 } })
    expect((await keysOf(first)).toSorted()).toEqual(['+436641111111', '+436643333333'])
  })

  it('numbers from before it was kept how they were read stay what they are, whatever the house’s region is now', async () => {
    const id = await add(berlin, 'Bob', [])
    await opened.store.changeCustomer(
      id,
      null,
      {},
      [
        {
          numberKey: '+442079460018',
          raw: '020 7946 0018',
          label: null,
          ending: '9460018',
          verifiedAt: null,
        },
        { numberKey: '+49301234567', raw: '030 1234567', label: null, ending: '1234567', verifiedAt: null },
      ],
      noon,
    )
    await rereadAs(berlin)
    expect((await keysOf(id)).toSorted()).toEqual(['+442079460018', '+49301234567'])
    const readBy = ((await opened.store.readCustomer(id))?.numbers ?? []).map((number) => number.readBy)
    expect(readBy.toSorted()).toEqual(['', 'region:GB'])
    expect(await lastJob()).toMatchObject({ rowsChanged: 0, rowsUnreadable: 0 })
  })
})

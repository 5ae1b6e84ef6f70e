import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseOfWrapUp } from '../../src/store/desk-store.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { answered, ended, rang, storeCall } from './told-calls.ts'
import { interaction, noon, person } from './told-customers.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe.each(engines)('cases on %s', (_engine, open) => {
  let opened: OpenedStore
  let ada: number

  beforeEach(async () => {
    opened = await open()
    await opened.store.createAccount({
      id: 'alice',
      login: 'alice',
      name: 'Alice',
      role: 'agent',
      language: 'en',
      extensions: [],
      passwordHash: null,
      now: noon,
    })
    ada = await customer('Ada')
  })
  afterEach(() => opened.close())

  async function customer(name: string): Promise<number> {
    const written = await opened.store.createCustomer(person(name), [], noon)
    return written.kind === 'written' ? written.customer.id : 0
  }
  async function openCase(subject: string, openedAt = noon - day, customerId = ada): Promise<number> {
    const what = { externalId: null, customerId, reference: null, subject, openedAt }
    const written = await opened.store.openCase(what, 'alice')
    return written.kind === 'opened' ? written.case.id : 0
  }
  /** A call of Ada's that somebody has answered, and that is over. */
  const call = (id: string, customerId = ada) =>
    storeCall(opened.store, {
      id,
      events: [...rang(), answered(noon, 'alice'), ended(noon + minute)],
      pops: [{ answeredAt: noon }],
      customerId,
      interaction: { customerId, accountId: 'alice' },
    })
  const wrapUp = (id: string, about?: CaseOfWrapUp) =>
    opened.store.saveWrapUp({
      callId: `main:${id}`,
      accountId: 'alice',
      agentName: 'Alice',
      disposition: 'solved',
      note: '',
      followUpAt: null,
      followUpText: null,
      beganAt: null,
      now: noon + 5 * minute,
      ...(about ? { about } : {}),
    })
  const contacts = async (id: number) => (await opened.store.readCase(id))?.contacts
  const card = async () => (await opened.store.readCard(ada))?.openCases

  it('[P148] whoever calls for a company may call about what is open of it, and of nobody else', async () => {
    const made = async (name: string, more: Parameters<typeof person>[1]) => {
      const written = await opened.store.createCustomer(person(name, more), [], noon)
      return written.kind === 'written' ? written.customer.id : 0
    }
    const works = await made('Works', { kind: 'company' })
    const family = await made('Family', { kind: 'household' })
    const bea = await made('Bea', { belongsTo: works })
    const carl = await made('Carl', { belongsTo: family })
    const id = await openCase('Pallets lost', noon - day, works)
    await openCase('Key lost', noon - day, family)
    const cardOf = async (customerId: number) => {
      const { openCases = [], casesOfCompany = [] } = (await opened.store.readCard(customerId)) ?? {}
      return [openCases.map(({ subject }) => subject), casesOfCompany.map(({ subject }) => subject)]
    }
    expect(await cardOf(bea)).toEqual([[], ['Pallets lost']])
    expect(await cardOf(works)).toEqual([['Pallets lost'], []])
    expect(await cardOf(carl)).toEqual([[], []])
    expect(await cardOf(ada)).toEqual([[], []])
    await call('bea', bea)
    expect(await wrapUp('bea', { kind: 'case', id })).toEqual({ kind: 'saved', caseId: id })
    expect(await contacts(id)).toBe(2)
    await call('carl', carl)
    expect(await wrapUp('carl', { kind: 'case', id })).toEqual({ kind: 'case-not-found' })
    await opened.store.closeCase(id, noon + day)
    expect(await cardOf(bea)).toEqual([[], []])
  })

  it('[P82] the third contact about one open matter raises it by itself', async () => {
    const id = await openCase('Parcel lost')
    expect(await contacts(id)).toBe(1)
    await call('a')
    expect(await opened.store.readCase(id)).toMatchObject({ contacts: 2, raisedAt: null })
    expect(await opened.store.readPressingCases(10)).toEqual([])
    await call('b')
    expect(await opened.store.readCase(id)).toMatchObject({ contacts: 3, raisedAt: expect.any(Number) })
    expect(await opened.store.readPressingCases(10)).toMatchObject([{ id, customerName: 'Ada' }])
    expect(await card()).toMatchObject([{ id, contacts: 3, raisedAt: expect.any(Number) }])
    expect(await opened.store.readCaseEntries(id)).toMatchObject([
      { what: 'raised', accountId: null, newValue: '3' },
      { what: 'opened', accountId: 'alice' },
    ])
  })

  it('counts a contact once, however often the call is written and wrapped up', async () => {
    const id = await openCase('Parcel lost')
    await call('a')
    await call('a')
    await wrapUp('a', { kind: 'case', id })
    await wrapUp('a', { kind: 'case', id })
    expect(await contacts(id)).toBe(2)
  })

  it('counts for none of two open cases unless somebody says for which', async () => {
    const [lost, bill] = [await openCase('Parcel lost'), await openCase('Bill too high')]
    await call('a')
    expect([await contacts(lost), await contacts(bill)]).toEqual([1, 1])
    await wrapUp('a', { kind: 'case', id: bill })
    expect([await contacts(lost), await contacts(bill)]).toEqual([1, 2])
    await wrapUp('a', { kind: 'case', id: lost })
    expect([await contacts(lost), await contacts(bill)]).toEqual([2, 1])
    await wrapUp('a', { kind: 'none' })
    expect([await contacts(lost), await contacts(bill)]).toEqual([1, 1])
  })

  it('takes back what was taken for granted when the agent says that it was about something else', async () => {
    const id = await openCase('Parcel lost')
    await call('a')
    expect(await contacts(id)).toBe(2)
    await wrapUp('a', { kind: 'none' })
    expect(await contacts(id)).toBe(1)
    await call('a')
    expect(await contacts(id)).toBe(1)
  })

  it('opens a case with a wrap-up, once; the call that it was opened with is the first contact', async () => {
    await call('a')
    const about = { kind: 'new', subject: 'Parcel lost', complaint: true, department: null } as const
    const first = await wrapUp('a', about)
    expect(await wrapUp('a', about)).toEqual(first)
    const [only, ...others] = await opened.store.readCases(ada)
    expect(others).toEqual([])
    expect(only).toMatchObject({
      contacts: 1,
      state: 'open',
      ownerId: 'alice',
      complaintAt: noon + 5 * minute,
    })
    expect(first).toEqual({ kind: 'saved', caseId: only?.id })
  })

  it('saves nothing of a wrap-up about a case of somebody else', async () => {
    const id = await openCase('Parcel lost', noon, await customer('Bob'))
    await call('a')
    expect(await wrapUp('a', { kind: 'case', id })).toEqual({ kind: 'case-not-found' })
    expect(await opened.sql('select call_id from wrap_up')).toEqual([])
  })

  it('does not count what was before the case, what we did ourselves, and calls that nobody answered', async () => {
    const id = await openCase('Parcel lost', noon + day)
    await call('a')
    expect(await contacts(id)).toBe(1)
    const early = await openCase('Bill too high', noon - day, await customer('Cy'))
    const cy = (await opened.store.readCase(early))?.customerId ?? 0
    const told = { id: 'missed', events: [...rang(), ended(noon)], pops: [], customerId: cy }
    await storeCall(opened.store, { ...told, interaction: { customerId: cy, outcome: 'missed' } })
    const ours = { ...told, id: 'ours' }
    await storeCall(opened.store, { ...ours, interaction: { customerId: cy, direction: 'outbound' } })
    expect(await contacts(early)).toBe(1)
  })

  it('changes what is given, under the version that was read, and writes down who has', async () => {
    const id = await openCase('Parcel lost')
    const changed = await opened.store.changeCase(
      id,
      1,
      { complaint: true, rootCause: 'hand-over', ownerId: 'alice' },
      'alice',
      noon,
    )
    expect(changed).toMatchObject({
      kind: 'written',
      case: { complaintAt: noon, rootCause: 'hand-over', ownerId: 'alice', version: 2 },
    })
    expect(await opened.store.changeCase(id, 1, { state: 'solved' }, 'alice', noon)).toEqual({
      kind: 'overtaken',
    })
    expect(await opened.store.changeCase(id, null, { complaint: true }, 'alice', noon + 1)).toMatchObject({
      case: { version: 2 },
    })
    await opened.store.changeCase(id, 2, { state: 'solved' }, 'alice', noon + 2)
    expect(await opened.store.readCase(id)).toMatchObject({ state: 'solved', closedAt: noon + 2 })
    await opened.store.changeCase(id, 3, { state: 'open' }, 'alice', noon + 3)
    expect(await opened.store.readCase(id)).toMatchObject({ state: 'open', closedAt: null })
    const told = await opened.store.readCaseEntries(id)
    expect(told.map(({ what, oldValue, newValue }) => [what, oldValue, newValue])).toEqual([
      ['state', 'solved', 'open'],
      ['state', 'open', 'solved'],
      ['complaint', 'no', 'yes'],
      ['root-cause', null, 'hand-over'],
      ['owner', null, 'alice'],
      ['opened', null, 'Parcel lost'],
    ])
  })

  it('asks another department until it answers, and shows the front the answer', async () => {
    const id = await openCase('Parcel lost')
    const none = await opened.store.changeCase(id, null, { answer: 'It is in Bremen' }, 'alice', noon)
    expect(none).toEqual({ kind: 'nothing-asked' })
    const escalate = { department: 'depot', question: 'Where is it?', dueAt: noon + day }
    await opened.store.changeCase(id, null, { escalate }, 'alice', noon)
    expect(await opened.store.readCase(id)).toMatchObject({
      state: 'waiting-for-department',
      escalation: { department: 'depot', by: 'alice', question: 'Where is it?', answer: null },
    })
    expect(await opened.store.readPressingCases(10)).toMatchObject([{ id }])
    await opened.store.changeCase(id, null, { answer: 'It is in Bremen' }, 'bob', noon + minute)
    expect(await card()).toMatchObject([
      { id, state: 'open', escalatedTo: 'depot', answer: 'It is in Bremen', answeredAt: noon + minute },
    ])
    const again = await opened.store.changeCase(id, null, { answer: 'Or not' }, 'bob', noon)
    expect(again).toEqual({ kind: 'nothing-asked' })
  })

  it('goes with the customer where two records are merged, and counts on', async () => {
    const twin = await customer('Ada')
    const id = await openCase('Parcel lost', noon - day, twin)
    await opened.store.mergeCustomers(twin, ada, noon)
    await call('a', twin)
    await call('b')
    expect(await opened.store.readCases(twin)).toMatchObject([{ id, customerId: ada, contacts: 3 }])
    expect((await card())?.[0]).toMatchObject({ id, contacts: 3 })
  })

  it('counts an interaction of another channel', async () => {
    const id = await openCase('Parcel lost')
    const letter = { channel: 'letter', customerId: ada, startedAt: noon } as const
    await opened.store.addInteraction(interaction('Where is it?', letter))
    expect(await contacts(id)).toBe(2)
    await opened.store.addInteraction(interaction('We look for it', { ...letter, direction: 'outbound' }))
    await opened.store.addInteraction(interaction('Of old', { ...letter, startedAt: noon - 9 * day }))
    expect(await contacts(id)).toBe(2)
    const two = await opened.store.addInteraction(interaction('Again', { ...letter, externalId: 'x' }))
    await opened.store.addInteraction(interaction('Again', { ...letter, externalId: 'x' }))
    expect(two.kind).toBe('written')
    expect(await opened.store.readCase(id)).toMatchObject({ contacts: 3, raisedAt: expect.any(Number) })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlanning } from '../../src/callbacks/plan-callback.ts'
import { planVisits } from '../../src/callbacks/plan-visits.ts'
import type { TaskToPlan } from '../../src/store/task-store.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { answered, ended, rang, storeCall } from './told-calls.ts'
import { interaction, noon, number, person } from './told-customers.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe.each(engines)('what is to be done, on %s', (_engine, open) => {
  let opened: OpenedStore
  let ada: number

  beforeEach(async () => {
    opened = await open()
    ada = await customer('Ada')
  })
  afterEach(() => opened.close())

  async function customer(name: string, tier = 'standard'): Promise<number> {
    const key = `+4930${Math.abs(name.length * 1234567)}`
    const written = await opened.store.createCustomer(person(name, { tier }), [number(key)], noon - 400 * day)
    return written.kind === 'written' ? written.customer.id : 0
  }
  const callback = (more: Partial<TaskToPlan> = {}): TaskToPlan => ({
    kind: 'callback',
    customerId: ada,
    numberKey: null,
    numberRaw: null,
    ownerId: 'alice',
    team: null,
    dueFrom: noon,
    dueUntil: noon + 60 * minute,
    reason: '',
    origin: 'promise',
    originId: null,
    planKey: null,
    by: null,
    ...more,
  })
  async function plan(more: Partial<TaskToPlan> = {}) {
    const planned = await opened.store.planTask(callback(more), noon)
    if (planned.kind !== 'planned') throw new Error(planned.kind)
    return planned
  }
  const due = async (accountId = 'alice') =>
    (await opened.store.readDueTasks(accountId, 10)).map(({ reason }) => reason)

  it('[P84] tells the desk of whoever has placed a call that it came to nothing, and nobody of another’s', async () => {
    const dial = { accountId: 'alice', numberKey: '+493012345', customerId: ada, taskId: null, at: noon }
    await opened.store.noteDial({ ...dial, callId: 'main:1' }, 10, minute)
    const plain = { ...dial, numberKey: 'ext:1002@main', customerId: null, callId: 'main:2' }
    await opened.store.noteDial(plain, 10, minute)
    expect(await opened.store.tellDialFailed('main:9', 'busy', noon)).toEqual([])
    const told = [
      ...(await opened.store.tellDialFailed('main:1', 'no-answer', noon)),
      ...(await opened.store.tellDialFailed('main:2', 'busy', noon)),
    ]
    expect(told.map(({ accountId, version }) => [accountId, version])).toEqual([
      ['alice', 1],
      ['alice', 2],
    ])
    expect(told.map(({ body }) => JSON.parse(body).dial)).toEqual([
      { callId: 'main:1', number: '+493012345', customerName: 'Ada', why: 'no-answer' },
      { callId: 'main:2', number: '1002', customerName: null, why: 'busy' },
    ])
  })

  it('[P83] plans once for one cause, however often and at however many nodes it is asked', async () => {
    const asked = Array.from({ length: 5 }, () => plan({ planKey: 'promise:17' }))
    const planned = await Promise.all(asked)
    expect(new Set(planned.map(({ task }) => task.id)).size).toBe(1)
    expect(planned.filter(({ isNew }) => isNew)).toHaveLength(1)
    await opened.store.stepTask(planned[0]?.task.id ?? 0, null, { kind: 'done', outcome: '' }, 'alice', noon)
    expect((await plan({ planKey: 'promise:17' })).task.state).toBe('done')
    expect(await due()).toEqual([])
  })

  it('lists one’s own and what is nobody’s, the soonest to be done first', async () => {
    await plan({ reason: 'later', dueUntil: noon + 2 * day })
    await plan({ reason: 'nobody’s', ownerId: null, dueUntil: noon + day })
    await plan({ reason: 'soon', dueUntil: noon + minute })
    await plan({ reason: 'bob’s', ownerId: 'bob' })
    expect(await due()).toEqual(['soon', 'nobody’s', 'later'])
    expect(await due('bob')).toEqual(['bob’s', 'nobody’s'])
    expect((await opened.store.readOpenTasks(10)).map(({ reason }) => reason)).toEqual([
      'soon',
      'bob’s',
      'nobody’s',
      'later',
    ])
  })

  it('is tried again, passed on and done, each step under the version that was read', async () => {
    const { task } = await plan()
    const again = { kind: 'again', result: 'busy', dueFrom: noon + day, dueUntil: noon + day } as const
    expect(await opened.store.stepTask(task.id, 1, again, 'alice', noon)).toMatchObject({
      kind: 'written',
      task: { attempts: 1, lastAttemptAt: noon, dueFrom: noon + day, version: 2 },
    })
    expect(await opened.store.stepTask(task.id, 1, again, 'alice', noon)).toEqual({ kind: 'overtaken' })
    await opened.store.stepTask(task.id, 2, again, 'alice', noon)
    expect(await opened.store.readTaskAttempts(task.id)).toMatchObject([
      { at: noon, result: 'busy', accountId: 'alice' },
      { at: noon + 1 },
    ])
    const passed = { kind: 'pass-on', ownerId: null, team: 'depot' } as const
    await opened.store.stepTask(task.id, null, passed, 'alice', noon)
    expect(await opened.store.readTask(task.id)).toMatchObject({ ownerId: null, team: 'depot' })
    await opened.store.stepTask(task.id, null, { kind: 'given-up', outcome: 'moved' }, 'bob', noon)
    expect(await opened.store.readTask(task.id)).toMatchObject({ state: 'given-up', closedBy: 'bob' })
    expect(await opened.store.stepTask(task.id, null, passed, 'bob', noon)).toEqual({ kind: 'closed' })
    expect(await opened.store.stepTask(1, null, passed, 'bob', noon)).toEqual({ kind: 'not-found' })
  })

  it('[P83] need not be called back any more who was reached since, either way', async () => {
    await plan({ origin: 'missed-call', reason: 'missed' })
    await plan({ origin: 'promise', reason: 'promised' })
    const told = { customerId: ada, accountId: 'bob', endedAt: noon + 9 * minute } as const
    const call = (id: string, outcome: string) =>
      storeCall(opened.store, {
        id,
        events: [...rang(), answered(noon, 'bob'), ended(noon + 9 * minute)],
        pops: [],
        customerId: ada,
        interaction: { ...told, outcome, direction: 'outbound' },
      })
    await call('a', 'missed')
    expect(await due()).toEqual(['missed', 'promised'])
    await call('b', 'answered')
    expect(await due()).toEqual(['promised'])
  })

  it('goes with the customer where two records are merged', async () => {
    const twin = await customer('Ada Twin')
    await plan({ customerId: twin, reason: 'hers' })
    await opened.store.mergeCustomers(twin, ada, noon)
    expect(await opened.store.readTasksOf(twin)).toMatchObject([{ customerId: ada, customerName: 'Ada' }])
    expect((await plan({ customerId: twin })).task.customerId).toBe(ada)
    expect(await opened.store.planTask(callback({ customerId: 1 }), noon)).toEqual({
      kind: 'customer-not-found',
    })
  })

  it('[P83] plans nothing against a wish', async () => {
    const planning = openPlanning({
      store: opened.store,
      against: async (_, channel) => (channel === 'call' ? 'please write' : null),
      now: () => noon,
    })
    expect(await planning(callback())).toEqual({ kind: 'refused', why: 'please write' })
    expect(await planning(callback({ kind: 'visit', reason: 'visit' }))).toMatchObject({ kind: 'planned' })
    expect(await due()).toEqual(['visit'])
  })

  describe('regular visits', () => {
    const visits = [{ tier: 'gold', everyDays: 90 }]
    const later = (by: number, against: string | null = null) => {
      const now = () => noon + by
      const planning = openPlanning({ store: opened.store, against: async () => against, now })
      const pause = async () => undefined
      return planVisits({ store: opened.store, planCallback: planning, visits, now, pause })
    }
    const planned = async (id: number) =>
      (await opened.store.readTasksOf(id)).map(({ dueFrom, state }) => [(dueFrom - noon) / day, state])

    it('[P83] plans the next one, once, also with several nodes; again when that was made', async () => {
      const gold = await customer('Gold', 'gold')
      expect((await Promise.all([later(0), later(0), later(0)])).toSorted()).toEqual([0, 0, 1])
      expect(await planned(gold)).toEqual([[0, 'open']])
      expect(await planned(ada)).toEqual([])
      const [task] = await opened.store.readTasksOf(gold)
      await opened.store.stepTask(task?.id ?? 0, null, { kind: 'done', outcome: '' }, 'alice', noon + day)
      expect(await later(2 * day)).toBe(0)
      expect(await later(80 * day)).toBe(1)
      expect((await planned(gold))[0]).toEqual([91, 'open'])
    })

    it('counts a visit that was put into the history, and asks nobody who does not wish it', async () => {
      const gold = await customer('Gold', 'gold')
      const was = { channel: 'visit', customerId: gold, startedAt: noon - 10 * day } as const
      await opened.store.addInteraction(interaction('All well', was))
      expect(await later(0)).toBe(0)
      expect(await later(70 * day, 'no visits')).toBe(0)
      expect(await later(70 * day)).toBe(1)
    })
  })
})

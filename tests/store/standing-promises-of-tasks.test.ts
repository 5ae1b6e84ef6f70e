import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ofPlannedTask, promisedUntil, standingPromisesOf } from '../../src/standing-promises.ts'
import type { PromiseRecord, PromiseStore } from '../../src/store/promise-store.ts'
import type { TaskStep, TaskToPlan } from '../../src/store/task-store.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { noon, number, person } from './told-customers.ts'

const hour = 60 * 60_000
const day = 24 * hour
const promises = (on: string, id: string) => ({ id, name: { en: id }, withinHours: 0.5, on })
const standing = standingPromisesOf({
  house: { name: 'House', language: 'en' },
  standingPromises: [promises('visit-planned', 'fitter'), promises('callback-planned', 'ring')] as never,
})

describe.each(engines)('what the house promises of callbacks and visits, on %s', (_engine, open) => {
  let opened: OpenedStore
  let store: OpenedStore['store'] & PromiseStore
  let ada: number

  beforeEach(async () => {
    opened = await open()
    store = opened.store as typeof store
    const written = await store.createCustomer(person('Ada'), [number('+49301')], noon - day)
    ada = written.kind === 'written' ? written.customer.id : 0
  })
  afterEach(() => opened.close())

  const plan = async (more: Partial<TaskToPlan> = {}): Promise<number> => {
    const usual = { kind: 'visit', customerId: ada, numberKey: null, numberRaw: null, ownerId: null } as const
    const window = { dueFrom: noon + hour, dueUntil: noon + 3 * hour, reason: '', origin: 'hand' } as const
    const rest = { team: null, originId: null, planKey: null, by: 'alice' }
    const planned = await store.planTask({ ...usual, ...window, ...rest, ...more }, noon)
    return planned.kind === 'planned' ? planned.task.id : 0
  }
  const begin = async (): Promise<number> => {
    let begun = 0
    for (const one of standing) {
      const kind = one.on === 'visit-planned' ? 'visit' : 'callback'
      const promiseOf = (planned: Parameters<typeof ofPlannedTask>[1]) => ofPlannedTask(one, planned)
      begun += await store.promiseForTasks(kind, noon - hour, promiseOf, `standing:${one.id}`, 10)
    }
    return begun
  }
  const step = (id: number, what: TaskStep, at: number) => store.stepTask(id, null, what, 'alice', at)
  const read = (): Promise<readonly PromiseRecord[]> =>
    store.readPromises({
      state: null,
      ownerId: null,
      department: null,
      customerId: null,
      after: 0,
      most: 20,
    })
  const news = () => []

  it('[P81] begin once for what was agreed with somebody, and not for what the house plans of itself', async () => {
    await plan({ team: 'fitters' })
    await plan({ kind: 'callback', customerId: null, numberKey: '+49302', numberRaw: '0302' })
    await plan({ kind: 'message' })
    await plan({ origin: 'plan' })
    await plan({ kind: 'callback', origin: 'signal' })
    await Promise.all([begin(), begin()])
    expect(await begin()).toBe(0)
    const due = noon + 3.5 * hour
    expect((await read()).toSorted((a, b) => a.text.localeCompare(b.text))).toMatchObject([
      { text: 'fitter', customerId: ada, department: 'fitters', channel: 'visit', dueAt: due, madeAt: noon },
      { text: 'ring', customerId: null, numberKey: '+49302', department: null, channel: 'call', dueAt: due },
    ])
  })

  it('[P81] are kept by what is done, moved with it, released where it is given up, broken and made good', async () => {
    const [kept, moved, released, broken] = [await plan(), await plan(), await plan(), await plan()]
    const other = await store.makePromise({
      ...ofPlannedTask(standing[0] as never, {
        id: 1,
        customerId: ada,
        numberKey: null,
        team: null,
        dueUntil: noon,
        createdAt: noon,
      }),
      origin: 'token:crm',
      originId: 'task:of the crm',
    })
    await begin()
    const later = { dueFrom: noon + day, dueUntil: noon + day + hour }
    const promised = promisedUntil(standing, later.dueUntil)
    await step(moved, { kind: 'again', result: 'nobody at home', ...later, promised }, noon + hour)
    await step(kept, { kind: 'done', outcome: '' }, noon + 2 * hour)
    await step(released, { kind: 'given-up', outcome: 'moved house' }, noon + 2 * hour)
    expect(await store.settleOfTasks(noon + 3 * hour, 10)).toBe(2)
    await store.breakPromises(noon + 4 * hour, noon + 4 * hour, 10, news)
    await step(broken, { kind: 'done', outcome: 'late' }, noon + 5 * hour)
    expect(await store.settleOfTasks(noon + 6 * hour, 10)).toBe(1)
    expect(await store.settleOfTasks(noon + 6 * hour, 10)).toBe(0)
    const byTask = new Map((await read()).map((one) => [one.id, one]))
    const all = [...byTask.values()].filter(({ id }) => other.kind !== 'made' || id !== other.promise.id)
    expect(all.map(({ state }) => state).toSorted()).toEqual(['broken', 'kept', 'open', 'released'])
    const of = (state: string) => all.find((one) => one.state === state)
    expect(of('kept')).toMatchObject({ settledAt: noon + 2 * hour, settledBy: 'alice' })
    expect(of('open')).toMatchObject({ dueAt: noon + day + 1.5 * hour, firstDueAt: noon + 3.5 * hour })
    expect(of('released')).toMatchObject({ note: 'moved house' })
    expect(of('broken')).toMatchObject({ madeGoodAt: noon + 5 * hour })
    const [counted] = (await store.countPromises(noon - 1, noon + 1)).filter((one) => one.made > 1)
    expect(counted).toMatchObject({
      standing: 'fitter',
      made: 5,
      kept: 1,
      moved: 1,
      madeGood: 1,
      released: 1,
    })
  })
})

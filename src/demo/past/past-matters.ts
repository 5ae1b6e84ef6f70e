import type { CaseChange, RootCause } from '../../store/case-store.ts'
import type { PromiseChange, PromiseRecord } from '../../store/promise-store.ts'
import type { Store } from '../../store/store.ts'
import type { LateParcel, PastWish } from './past-day.ts'
import type { PastPerson } from './past-people.ts'
import type { CustomerIds } from './tell-past-call.ts'
import type { PastMatter, PastPromise, PastWork } from './work-of-call.ts'

const minute = 60_000
const day = 24 * 60 * minute
const most = 200
/** So long after its time an open promise counts as broken. */
const grace = 15 * minute

/** Something that came of a call later: when (ms), and what. Done again it changes nothing. */
export interface PastDeed {
  /** In the order in which they are done on one day: what was broken may be made good, what was moved be kept. */
  readonly kind: 'explaining' | 'settling' | 'breaking' | 'mending'
  readonly at: number
  readonly done: (store: Store, ids: CustomerIds) => Promise<void>
}

/** What came of a call besides what was done on it. */
export function deedsOf(callId: string, { person, topic }: PastWish, work: PastWork): PastDeed[] {
  const { matter, promise } = work
  if (person === null) return []
  const of = { callId, person, agent: work.agent }
  return [
    ...(matter?.isOpened ? solvingOf(matter, topic.cause, of) : []),
    ...(promise ? settlingOf(promise, of) : []),
  ]
}

interface PastAffair {
  readonly callId: string
  readonly person: PastPerson
  readonly agent: string
}

function solvingOf(matter: PastMatter, cause: RootCause | null, { person, agent }: PastAffair): PastDeed[] {
  const { subject, solvedAt, explainedAt } = matter
  const deed = (kind: PastDeed['kind'], at: number, change: CaseChange): PastDeed => ({
    kind,
    at,
    async done(store, ids) {
      const cases = await store.readCases(idOf(ids, person))
      const open = cases.find((one) => one.subject === subject && one.closedAt === null)
      if (open) await store.changeCase(open.id, null, change, agent, at)
    },
  })
  return [
    ...(explainedAt === null || cause === null
      ? []
      : [deed('explaining', explainedAt, { rootCause: cause })]),
    ...(solvedAt === null ? [] : [deed('settling', solvedAt, { state: 'solved' })]),
  ]
}

function settlingOf({ comes, at, dueAt }: PastPromise, affair: PastAffair): PastDeed[] {
  const deed = (kind: PastDeed['kind'], when: number, change: PromiseChange): PastDeed => ({
    kind,
    at: when,
    async done(store, ids) {
      const made = await promiseOf(store, idOf(ids, affair.person), affair.callId)
      // What was moved once is not moved again.
      if (!made || (change.kind === 'moved' && made.dueAt !== made.firstDueAt)) return
      await store.changePromise(made.id, change, affair.agent, when)
    },
  })
  const kept = { kind: 'kept', note: null } as const
  const breaking = { kind: 'breaking' as const, at: dueAt + grace, done: breakAt(dueAt + grace) }
  switch (comes) {
    case 'broken':
      return [breaking]
    case 'made-good':
      return [breaking, deed('mending', at, { kind: 'good', note: null })]
    case 'moved': {
      const moved = { kind: 'moved', dueAt: dueAt + day, remindAt: null, note: null } as const
      return [deed('settling', at, moved), deed('mending', dueAt + day / 2, kept)]
    }
    case 'released':
      return [deed('settling', at, { kind: 'released', note: null })]
    case 'kept':
      return [deed('settling', at, kept)]
  }
}

/** As the house does it by the clock: whatever is open and was due by then. */
function breakAt(at: number): PastDeed['done'] {
  return async (store) => void (await store.breakPromises(at - grace + 1, at, most, () => []))
}

function idOf(ids: CustomerIds, { customer }: PastPerson): number {
  return ids.get(customer.externalId) ?? 0
}

async function promiseOf(
  store: Store,
  customerId: number,
  callId: string,
): Promise<PromiseRecord | undefined> {
  const wanted = { state: null, ownerId: null, department: null, customerId, after: 0, most }
  return (await store.readPromises(wanted)).find((one) => one.callId === callId)
}

/** What the depots said in the morning of parcels that would be late, and to whom it was told. Said again it changes nothing. */
export async function postLateParcels(
  store: Store,
  parcels: readonly LateParcel[],
  ids: CustomerIds,
): Promise<void> {
  for (const { id: externalId, person, parcel, kind, at, toldAt } of parcels) {
    const id = ids.get(person.customer.externalId)
    if (id === undefined) continue
    const [text, answer] = sayLate(person, kind, parcel)
    const times = { at, validFrom: at, validUntil: at + day }
    const said = { kind, topic: kind, severity: 'notice' as const, text, answer }
    const [posted] = await store.postSignals(
      [{ sender: 'depot', externalId, of: { kind: 'customer', id }, ...said, ...times }],
      at,
    )
    if (toldAt === null || !posted || posted.kind === 'no-such-customer') continue
    await store.signalsTold([posted.id], { by: 'depot', how: 'message', now: toldAt })
  }
}

function sayLate({ tongue }: PastPerson, kind: LateParcel['kind'], parcel: string): [string, string] {
  const isLate = kind === 'parcel-late'
  if (tongue === 'de') {
    return isLate
      ? [`${parcel} kommt einen Tag später`, 'Das Paket kommt morgen vor 18 Uhr.']
      : [`${parcel} liegt beim Zoll`, 'Der Zoll gibt es meist in zwei Tagen frei.']
  }
  if (tongue === 'en') {
    return isLate
      ? [`${parcel} comes a day later`, 'It comes tomorrow before 18:00.']
      : [`${parcel} is with customs`, 'Customs usually releases it within two days.']
  }
  if (tongue === 'zh-CN') {
    return isLate ? [`${parcel} 延误一天`, '明天 18 点前送达。'] : [`${parcel} 正在清关`, '一般两天内放行。']
  }
  return isLate ? [`${parcel} 延誤一日`, '明天 18 時前送達。'] : [`${parcel} 正在清關`, '一般兩日內放行。']
}

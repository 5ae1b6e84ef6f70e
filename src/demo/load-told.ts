import type { Store } from '../store/store.ts'
import { givenPromises, postedSignals, toldFacts } from './told-in-demo.ts'

export type ToldStore = Pick<Store, 'readFacts' | 'keepFact' | 'makePromise' | 'postSignals'>

const hour = 60 * 60_000
const day = 24 * hour

/**
 * What the demo's customers have told, what they were promised, and what befalls them today: how many facts and promises
 * were not there yet. `now` in ms. A customer of whom anything is known already is left as they are.
 */
export async function loadTold(
  store: ToldStore,
  ids: ReadonlyMap<string, number>,
  now: number,
): Promise<number> {
  const [facts, promises] = await Promise.all([loadFacts(store, ids, now), loadPromises(store, ids, now)])
  await store.postSignals(
    postedSignals.flatMap(({ externalId, kind, text, answer }) => {
      const id = ids.get(externalId)
      if (id === undefined) return []
      const today = Math.floor(now / day) * day
      const times = { at: today, validFrom: today, validUntil: today + 2 * day }
      const of = { kind: 'customer', id } as const
      const said = { kind, text, answer, topic: kind, severity: 'warning' as const }
      return [{ sender: 'demo', externalId: `demo-${kind}-${externalId}`, of, ...said, ...times }]
    }),
    now,
  )
  return facts + promises
}

async function loadFacts(store: ToldStore, ids: ReadonlyMap<string, number>, now: number): Promise<number> {
  const untouched = new Map<number, boolean>()
  for (const { externalId } of toldFacts) {
    const id = ids.get(externalId)
    if (id !== undefined) untouched.set(id, (await store.readFacts(id, 1)).length === 0)
  }
  const kept = await Promise.all(
    toldFacts.map(async ({ externalId, key, value, daysAgo, verified }) => {
      const customerId = ids.get(externalId)
      if (customerId === undefined || !untouched.get(customerId)) return false
      const saidAt = now - Math.round(daysAgo * day)
      const write = await store.keepFact(
        {
          customerId,
          key,
          value,
          saidBy: 'customer',
          accountId: 'bob',
          channel: 'call',
          saidAt,
          callId: null,
          verifiedAt: verified ? saidAt : null,
          verifiedBy: verified ? 'bob' : null,
          staleAt: null,
        },
        now,
      )
      return write.kind === 'kept'
    }),
  )
  return kept.filter(Boolean).length
}

async function loadPromises(
  store: ToldStore,
  ids: ReadonlyMap<string, number>,
  now: number,
): Promise<number> {
  const made = await Promise.all(
    givenPromises.map(({ id, externalId, text, owner, madeDaysAgo, dueInDays, daily }) => {
      const dueAt = now + Math.round(dueInDays * day)
      return store.makePromise({
        origin: 'demo',
        originId: daily ? `${id}-${Math.floor(now / day)}` : id,
        customerId: ids.get(externalId) ?? null,
        numberKey: null,
        callId: null,
        caseId: null,
        standing: null,
        text,
        channel: 'call',
        ownerId: owner,
        department: null,
        madeBy: owner,
        madeAt: now - Math.round(madeDaysAgo * day),
        dueAt,
        remindAt: dueAt - hour,
      })
    }),
  )
  return made.filter(({ kind }) => kind === 'made').length
}

import type { Store } from '../store/store.ts'
import type { PlanCallback } from '../store/task-store.ts'

export interface VisitPlan {
  readonly tier: string
  readonly everyDays: number
}

export interface VisitingRoom {
  readonly store: Pick<Store, 'readVisited'>
  readonly planCallback: PlanCallback
  readonly visits: readonly VisitPlan[]
  readonly now: () => number
  /** Between two batches: lets call events pass. */
  readonly pause: () => Promise<void>
}

const day = 24 * 60 * 60_000
const atOnce = 500
/** A visit is planned so long before it is due, so that somebody can put it into their week. */
const aheadMs = 14 * day
/** What a visit has time for once it is due. */
const windowMs = 7 * day

/**
 * Plans the next visit of every customer whose tier is visited regularly: so many days after the last one, or after they
 * became a customer. The key names what it follows, so nodes that plan at once plan one; one that was given up is not
 * planned again before the next is due. Whoever does not wish to be visited is passed over, and asked again the next time.
 */
export async function planVisits(room: VisitingRoom): Promise<number> {
  if (room.visits.length === 0) return 0
  const every = new Map(room.visits.map(({ tier, everyDays }) => [tier, everyDays * day]))
  let planned = 0
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<Store['readVisited']>> = await room.store.readVisited(after, atOnce, [
      ...every.keys(),
    ])
    for (const { id, tier, since, lastVisitAt } of page.customers) {
      const base = lastVisitAt ?? since
      const dueAt = Math.max(base + (every.get(tier) ?? 0), room.now())
      if (dueAt - room.now() > aheadMs) continue
      if (await planVisit(room, id, base, dueAt)) planned++
    }
    after = page.next
    await room.pause()
  }
  return planned
}

async function planVisit(
  room: VisitingRoom,
  customerId: number,
  base: number,
  dueAt: number,
): Promise<boolean> {
  const done = await room.planCallback({
    kind: 'visit',
    customerId,
    numberKey: null,
    numberRaw: null,
    ownerId: null,
    team: null,
    dueFrom: dueAt,
    dueUntil: dueAt + windowMs,
    reason: '',
    origin: 'plan',
    originId: null,
    planKey: `visit:${customerId}:${base}`,
    by: null,
  })
  return done.kind === 'planned' && done.isNew
}

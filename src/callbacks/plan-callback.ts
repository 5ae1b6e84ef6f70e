import type { Store } from '../store/store.ts'
import type { PlanCallback, TaskKind } from '../store/task-store.ts'
import type { ContactChannel } from '../wire/wishes.ts'

export interface PlanningRoom {
  readonly store: Pick<Store, 'planTask'>
  /** Why this customer is not to be contacted on this channel at this instant (ms), in words; null where they may. */
  readonly against: (customerId: number, channel: ContactChannel, instant: number) => Promise<string | null>
  readonly now: () => number
}

/** The channel on which a task would reach somebody; a follow-up reaches nobody by itself. */
export const channelOf: Readonly<Record<TaskKind, ContactChannel | null>> = {
  callback: 'call',
  visit: 'visit',
  message: 'e-mail',
  'follow-up': null,
}

/**
 * Plans what is to be done for somebody, unless they have stated that they do not want to be contacted so. Hours that they
 * have stated are held against the begin of the window: whoever does it then sees them again.
 */
export function openPlanning({ store, against, now }: PlanningRoom): PlanCallback {
  return async (wanted) => {
    const channel = channelOf[wanted.kind]
    if (channel !== null && wanted.customerId !== null) {
      const why = await against(wanted.customerId, channel, wanted.dueFrom)
      if (why !== null) return { kind: 'refused', why }
    }
    return store.planTask(wanted, now())
  }
}

import type { ReachOut } from './customer/signal-handlers.ts'
import type { PlanCallback } from './store/task-store.ts'

const day = 24 * 60 * 60_000

/** A callback for whoever is hit, once for each signal; the customer's wishes may speak against it. */
export function callbacksFor(planCallback: PlanCallback, now: () => number): ReachOut {
  return async (signal, by) => {
    const planned = await planCallback({
      kind: 'callback',
      customerId: signal.customerId,
      numberKey: signal.numberKey,
      numberRaw: signal.number,
      ownerId: null,
      team: null,
      dueFrom: now(),
      dueUntil: Math.max(now() + day / 24, Math.min(signal.validUntil, now() + day)),
      reason: signal.answer === null ? signal.text : `${signal.text}: ${signal.answer}`,
      origin: 'signal',
      originId: signal.topic ?? String(signal.id),
      planKey: `signal:${signal.id}`,
      by: by.sessionHash === null ? null : by.accountId,
    })
    return planned.kind === 'planned'
  }
}

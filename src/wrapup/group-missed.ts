import type { RecentCall } from '../store/desk-store.ts'
import type { MissedCallerView } from '../wire/desk-api.ts'

/** One entry per person, the newest call first: whoever has rung five times is called back once. */
export function groupMissed(calls: readonly RecentCall[]): MissedCallerView[] {
  const callers = new Map<string, MissedCallerView>()
  for (const call of calls.toSorted((a, b) => b.offeredAt - a.offeredAt)) {
    const key = personOf(call)
    const known = callers.get(key)
    if (!known) callers.set(key, { ...call, times: 1, firstAt: call.offeredAt })
    else callers.set(key, { ...known, times: known.times + 1, firstAt: call.offeredAt })
  }
  return [...callers.values()]
}

/** A caller without a number and a name is a person of their own each time. */
function personOf({ customerId, number, callId }: RecentCall): string {
  if (customerId !== null) return `customer:${customerId}`
  return number === null ? `call:${callId}` : `number:${number}`
}

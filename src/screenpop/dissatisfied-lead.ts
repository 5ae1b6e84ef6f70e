import type { PopLead } from '../wire/pop-matters.ts'

/** What a customer said of us so long ago says nothing of today any more, ms. */
const forgottenAfterMs = 90 * 24 * 60 * 60_000

/** That they were dissatisfied when they were asked last: whoever greets them should know it before they say it. */
export function dissatisfiedLead(dissatisfiedAt: number | null, now: number, mayShow: boolean): PopLead[] {
  if (dissatisfiedAt === null || now - dissatisfiedAt > forgottenAfterMs) return []
  const at = mayShow ? dissatisfiedAt : null
  return [{ kind: 'dissatisfied', severity: 'warning', id: null, text: '', say: null, at, owner: null }]
}

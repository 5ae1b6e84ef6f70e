import type { BoardCall } from '../store/live-store.ts'
import type { Store } from '../store/store.ts'
import type { AlertCause } from './raise-alert.ts'

/** More of one kind are told as one: a list of hundreds is read by nobody. */
const mostAlone = 20
const mostRead = 200

/**
 * Open matters for which a customer had to come so often: the newest, and those that were told before and are still open,
 * however many newer ones there are by now.
 */
export async function findUnresolvedCases(
  store: Pick<Store, 'findUnresolvedCases'>,
  contacts: number,
  teamOfAgent: (accountId: string) => string | null,
  told: ReadonlySet<string>,
): Promise<AlertCause[]> {
  const ids = [...told].map((subject) => Number(subject.slice('case:'.length)))
  const cases = await store.findUnresolvedCases(contacts, mostRead, ids)
  return cases.map(({ id, customerId, ownerId, subject, contacts: times, openedAt }) => ({
    rule: 'case-unresolved',
    subjectKey: `case:${id}`,
    customerId,
    team: ownerId === null ? null : teamOfAgent(ownerId),
    figures: { caseId: id, contacts: times, openedAt },
    text: subject,
  }))
}

/** Promises that fall due before this instant (ms) and are not kept yet. */
export async function findPromisesAtRisk(
  store: Pick<Store, 'findPromisesDue'>,
  before: number,
  teamOfAgent: (accountId: string) => string | null,
): Promise<AlertCause[]> {
  const promises = await store.findPromisesDue(before, mostRead)
  const alone = promises.slice(0, mostAlone).map(
    ({ id, customerId, ownerId, text, dueAt }): AlertCause => ({
      rule: 'promise-at-risk',
      subjectKey: `promise:${id}`,
      customerId,
      team: ownerId === null ? null : teamOfAgent(ownerId),
      figures: { promiseId: id, dueAt },
      text,
    }),
  )
  const more = promises.length - alone.length
  if (more <= 0) return alone
  return [...alone, { rule: 'promise-at-risk', subjectKey: 'more', severity: 'critical', figures: { more } }]
}

/** Honoured customers with whom nobody speaks since before this instant (ms). */
export async function findHonouredWaiting(
  store: Pick<Store, 'findWaitingCalls'>,
  before: number,
  teamOfQueue: (queue: string) => string | null,
): Promise<AlertCause[]> {
  const calls = await store.findWaitingCalls()
  return calls.flatMap(({ id, source, queue, customerId, board }): AlertCause[] => {
    const { honoured, speaking, since, tier } = JSON.parse(board) as BoardCall
    if (!honoured || speaking.length > 0 || since > before) return []
    return [
      {
        rule: 'honoured-waiting',
        subjectKey: `call:${id}`,
        severity: 'critical',
        customerId,
        callId: id,
        team: queue === null ? null : teamOfQueue(queue),
        figures: { source, queue, since, tier },
      },
    ]
  })
}

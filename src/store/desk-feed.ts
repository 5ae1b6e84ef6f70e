import type { DeskMessage } from './call-store.ts'
import { change, one, type Steps } from './steps.ts'

const nextVersionSql = `insert into desk (account_id, version, availability) values (?, 1, 'available')
  on conflict (account_id) do update set version = desk.version + 1 returning version`
const insertOutboxSql = 'insert into outbox (account_id, version, body, at) values (?, ?, ?, ?)'

/**
 * Puts what changed on an agent's desk into the outbox, under the desk's next version. The version locks the desk until
 * the end of the transaction, so the versions of a desk become visible in their order and without a gap. A verb that
 * tells several desks must do so in the order of their accounts: two that wait for each other would be undone.
 */
export function* tellDesk(
  accountId: string,
  bodyOf: (version: number) => string,
  now: number,
): Steps<DeskMessage> {
  const version = (yield* one<{ version: number }>(nextVersionSql, accountId))?.version ?? 0
  const body = bodyOf(version)
  yield* change(insertOutboxSql, accountId, version, body, now)
  return { accountId, version, body }
}

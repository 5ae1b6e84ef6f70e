import type { DialFailure, DialNews } from '../wire/dial-news.ts'
import type { DeskMessage } from './call-store.ts'
import { survivorOf } from './customer-rows.ts'
import { tellDesk } from './desk-feed.ts'
import type { Dialled, DialStore, DialToNote } from './dial-store.ts'
import { insertUnderFreeId } from './free-id.ts'
import { change, type Engine, one, type Steps } from './steps.ts'

/** Beyond it nobody asks any more whom a call was meant for, ms. */
const keptMs = 2 * 24 * 60 * 60_000

/** Calls that were placed by a click. `ids` are timeIds(). */
export function dialStore(engine: Engine, ids: (at: number) => number): DialStore {
  return {
    noteDial(dial, most, withinMs) {
      const wantedId = ids(dial.at)
      return engine.write(() => noteDial(wantedId, dial, most, withinMs))
    },
    async forgetDial(callId) {
      await engine.write(() => change('delete from dialled_call where call_id = ?', callId))
    },
    tellDialFailed: (callId, why, now) => engine.write(() => tellDialFailed(callId, why, now)),
    takeDialled: (call) => engine.write(() => takeDialled(call)),
  }
}

function* noteDial(wantedId: number, dial: DialToNote, most: number, withinMs: number): Steps<boolean> {
  // Counted by one at a time: two clicks at two nodes are two.
  yield* change('update account set name = name where id = ?', dial.accountId)
  const placed = yield* one<{ many: number }>(
    'select count(*) as many from dialled_call where account_id = ? and at > ?',
    dial.accountId,
    dial.at - withinMs,
  )
  if ((placed?.many ?? 0) >= most) return false
  yield* change('delete from dialled_call where at < ?', dial.at - keptMs)
  yield* insertUnderFreeId('dialled_call', wantedId, (id) => insertDial(id, dial))
  return true
}

function* insertDial(id: number, dial: DialToNote): Steps<boolean> {
  const { callId, accountId, numberKey, customerId, taskId, at } = dial
  const sql = `insert into dialled_call (id, call_id, account_id, number_key, customer_id, task_id, at)
    values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`
  return (yield* change(sql, id, callId, accountId, numberKey, customerId, taskId, at)) > 0
}

const failedSql = `select d.account_id as "accountId", d.number_key as "numberKey", c.name as "customerName"
  from dialled_call d left join customer c on c.id = d.customer_id where d.call_id = ?`

type FailedRow = Pick<DialToNote, 'accountId' | 'numberKey'> & Pick<DialNews, 'customerName'>

function* tellDialFailed(callId: string, why: DialFailure, now: number): Steps<readonly DeskMessage[]> {
  const row = yield* one<FailedRow>(failedSql, callId)
  if (!row) return []
  const { accountId, numberKey, customerName } = row
  const number = /^(?:ext|short):([^@]+)@/.exec(numberKey)?.[1] ?? numberKey
  const dial: DialNews = { callId, number, customerName, why }
  return [yield* tellDesk(accountId, (version) => JSON.stringify({ kind: 'dial', version, dial }), now)]
}

type Wanted = Parameters<DialStore['takeDialled']>[0]
type DialRow = Dialled & { readonly id: number }

const columns = 'id, account_id as "accountId", customer_id as "customerId"'

function* takeDialled({ callId, accountIds, numberKey, since }: Wanted): Steps<Dialled | null> {
  const noted = yield* one<DialRow>(`select ${columns} from dialled_call where call_id = ?`, callId)
  const row = noted ?? (yield* ofNumber(accountIds, numberKey, since))
  if (!row) return null
  if (!noted) yield* change('update dialled_call set call_id = ? where id = ?', callId, row.id)
  const customerId = row.customerId === null ? null : yield* survivorOf(row.customerId)
  return { accountId: row.accountId, customerId }
}

function* ofNumber(
  accountIds: readonly string[],
  numberKey: string | null,
  since: number,
): Steps<DialRow | undefined> {
  if (numberKey === null) return undefined
  for (const accountId of accountIds) {
    const row = yield* one<DialRow>(
      `select ${columns} from dialled_call where account_id = ? and at >= ? and number_key = ? and call_id is null
        order by at desc limit 1`,
      accountId,
      since,
      numberKey,
    )
    if (row) return row
  }
  return undefined
}

import { all, change, type Engine, type Steps } from './steps.ts'
import type {
  ClaimedDelivery,
  DeliveryClaim,
  DeliveryResult,
  OutsideMessage,
  StoredDelivery,
  WebhookStore,
} from './webhook-store.ts'

/** Whoever is unknown by now is nobody: what is told of a call must not fail for it. */
const messageSql = `insert into webhook_message (id, type, customer_id, body, at)
  values (?, ?, (select id from customer where id = ?), ?, ?) on conflict (id) do nothing`
const deliverySql = `insert into webhook_delivery (webhook, message_id, state, attempts, due_at, at)
  values (?, ?, 'waiting', 0, ?, ?) on conflict (webhook, message_id) do nothing`
const dueSql = `select distinct webhook from webhook_delivery where state = 'waiting' and due_at <= ?
  and (lease_until is null or lease_until < ?)`
/** The lease is asked for once more outside: on PostgreSQL another node may have taken the row since it was chosen. */
const claimSql = `update webhook_delivery set node = ?, lease_until = ?, attempts = attempts + 1
  where webhook = ? and state = 'waiting' and (lease_until is null or lease_until < ?)
  and not exists (select 1 from webhook_stop where webhook = ? and url_hash = ?)
  and message_id in (select message_id from webhook_delivery where webhook = ? and state = 'waiting' and due_at <= ?
    and (lease_until is null or lease_until < ?) order by due_at, message_id limit ?)
  returning message_id as "messageId", attempts`
const settleSql = `update webhook_delivery set state = ?, due_at = ?, tried_at = ?, status = ?, failure = ?,
  node = null, lease_until = null where webhook = ? and message_id = ? and node = ? and state = 'waiting'`
const stopSql = `insert into webhook_stop (webhook, url_hash, at) values (?, ?, ?)
  on conflict (webhook) do update set url_hash = excluded.url_hash, at = excluded.at`
const figuresSql = `select webhook, cast(sum(case when state = 'waiting' then 1 else 0 end) as bigint) as waiting,
  cast(sum(case when state = 'dead' then 1 else 0 end) as bigint) as dead,
  max(case when state = 'delivered' then tried_at end) as "lastDeliveredAt" from webhook_delivery group by webhook`
const listSql = `select d.webhook, d.message_id as "messageId", m.type, d.at, d.state, d.attempts, d.due_at as "dueAt",
  d.tried_at as "triedAt", d.status, d.failure from webhook_delivery d join webhook_message m on m.id = d.message_id
  where (d.webhook = ? or ? = '') and (d.state = ? or ? = '') order by d.at desc, d.message_id limit ?`
const again = `update webhook_delivery set state = 'waiting', attempts = 0, due_at = ?, lease_until = null, node = null`
const resendOneSql = `${again} where webhook = ? and message_id = ? and state <> 'waiting'`
const resendDeadSql = `${again} where webhook = ? and state = 'dead'`
const forgetSql = `delete from webhook_delivery where (webhook, message_id) in (select webhook, message_id
  from webhook_delivery where (state = 'delivered' and at < ?) or at < ? limit ?)`
const forgetBodiesSql = `delete from webhook_message where id in (select id from webhook_message where at < ?
  and not exists (select 1 from webhook_delivery where message_id = webhook_message.id) limit ?)`

/** What other systems are told. */
export function webhookStore({ read, write }: Engine): WebhookStore {
  return {
    tellOutside: (messages) => write(() => tellOutside(messages)),
    async readDueWebhooks(now) {
      const rows = await read(() => all<{ webhook: string }>(dueSql, now, now))
      return rows.map(({ webhook }) => webhook)
    },
    claimDeliveries: (claim) => write(() => claimDeliveries(claim)),
    settleDelivery: (result) => write(() => settle(result)),
    async stopWebhook({ webhook, urlHash, at }) {
      await write(() => change(stopSql, webhook, urlHash, at))
    },
    async startWebhook(webhook) {
      await write(() => change('delete from webhook_stop where webhook = ?', webhook))
    },
    readStoppedWebhooks: () =>
      read(() => all('select webhook, url_hash as "urlHash", at from webhook_stop order by webhook')),
    readWebhookFigures: () => read(() => all(figuresSql)),
    readDeliveries: ({ webhook, state }, most) =>
      read(() => all<StoredDelivery>(listSql, webhook ?? '', webhook ?? '', state ?? '', state ?? '', most)),
    resendDeliveries: (webhook, messageId, now) =>
      write(() =>
        messageId === null
          ? change(resendDeadSql, now, webhook)
          : change(resendOneSql, now, webhook, messageId),
      ),
    forgetDeliveries: (before, most) => write(() => forget(before, most)),
  }
}

/** For verbs that write what is told in the same transaction as what it tells of. */
export function* tellOutside(messages: readonly OutsideMessage[]): Steps<void> {
  for (const { id, type, customerId, body, at, webhooks } of messages) {
    yield* change(messageSql, id, type, customerId, body, at)
    for (const webhook of webhooks) yield* change(deliverySql, webhook, id, at, at)
  }
}

function* claimDeliveries({
  webhook,
  urlHash,
  node,
  now,
  leaseUntil,
  most,
}: DeliveryClaim): Steps<readonly ClaimedDelivery[]> {
  const claimed = yield* all<{ messageId: string; attempts: number }>(
    claimSql,
    node,
    leaseUntil,
    webhook,
    now,
    webhook,
    urlHash,
    webhook,
    now,
    now,
    most,
  )
  const deliveries: ClaimedDelivery[] = []
  for (const { messageId, attempts } of claimed) {
    const sql = 'select body from webhook_message where id = ?'
    const [row] = yield* all<{ body: string }>(sql, messageId)
    if (row) deliveries.push({ messageId, body: row.body, attempts, leaseUntil })
  }
  return deliveries
}

function* settle({
  webhook,
  messageId,
  node,
  state,
  dueAt,
  at,
  status,
  failure,
}: DeliveryResult): Steps<boolean> {
  return (yield* change(settleSql, state, dueAt, at, status, failure, webhook, messageId, node)) === 1
}

function* forget(before: { delivered: number; all: number }, most: number): Steps<boolean> {
  const gone = yield* change(forgetSql, before.delivered, before.all, most)
  const bodies = yield* change(forgetBodiesSql, before.delivered, most)
  return gone === most || bodies === most
}

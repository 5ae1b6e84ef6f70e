import { insertUnderFreeId } from './free-id.ts'
import type { ContactFilter, FoundInteraction, InteractionRecord } from './history-store.ts'
import { teamOfContactSql } from './seen-by-teams.ts'
import { all, change, one, type Steps } from './steps.ts'

/** `i` is the interaction, `c` its customer. */
export const foundColumns = `i.id, i.external_id as "externalId", i.channel, i.direction, i.started_at as "startedAt",
  i.ended_at as "endedAt", i.customer_id as "customerId", i.number_key as "numberKey", i.number_raw as "numberRaw",
  i.account_id as "accountId", i.agent_name as "agentName", i.source, i.queue, i.queue_name as "queueName",
  i.call_id as "callId", i.outcome, i.disposition, i.body, i.subject, i.thread, i.team, i.sentiment,
  c.name as "customerName", c.tier as "customerTier"`

const fromInteractions = 'from interaction i left join customer c on c.id = i.customer_id'

export function* readFound(id: number): Steps<FoundInteraction | null> {
  return (
    (yield* one<FoundInteraction>(`select ${foundColumns} ${fromInteractions} where i.id = ?`, id)) ?? null
  )
}

export function* readFoundByExternalId(externalId: string | null): Steps<FoundInteraction | null> {
  if (externalId === null) return null
  const sql = `select ${foundColumns} ${fromInteractions} where i.external_id = ?`
  return (yield* one<FoundInteraction>(sql, externalId)) ?? null
}

export function readFoundOf(
  customerId: number,
  before: number,
  most: number,
  { channel, thread }: ContactFilter = {},
): Steps<readonly FoundInteraction[]> {
  const ofChannel = channel === undefined ? '' : ' and i.channel = ?'
  const ofThread = thread === undefined ? '' : ' and i.thread = ?'
  return all(
    `select ${foundColumns} ${fromInteractions} where i.customer_id = ? and i.id < ?${ofChannel}${ofThread}
      order by i.id desc limit ?`,
    customerId,
    before,
    ...[channel, thread].filter((one) => one !== undefined),
    most,
  )
}

/** The new row's id; null if somebody has its external id or its call has one already. */
export function insertInteraction(
  wantedId: number,
  row: Omit<InteractionRecord, 'id'>,
): Steps<number | null> {
  const taken = function* (): Steps<boolean> {
    return (yield* readFoundByExternalId(row.externalId)) !== null
  }
  return insertUnderFreeId('interaction', wantedId, (id) => insertWith(id, row), taken)
}

function* insertWith(id: number, row: Omit<InteractionRecord, 'id'>): Steps<boolean> {
  const inserted = yield* change(
    `insert into interaction (id, external_id, channel, direction, started_at, ended_at, customer_id, number_key,
        number_raw, account_id, agent_name, source, queue, queue_name, call_id, outcome, disposition, body, indexed,
        read_by, subject, thread, sentiment, team)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ${teamOfContactSql})
      on conflict do nothing`,
    id,
    row.externalId,
    row.channel,
    row.direction,
    row.startedAt,
    row.endedAt,
    row.customerId,
    row.numberKey,
    row.numberRaw,
    row.accountId,
    row.agentName,
    row.source,
    row.queue,
    row.queueName,
    row.callId,
    row.outcome,
    row.disposition,
    row.body,
    row.readBy ?? null,
    row.subject ?? null,
    row.thread ?? null,
    row.sentiment ?? null,
    row.accountId,
    row.queue,
  )
  return inserted > 0
}

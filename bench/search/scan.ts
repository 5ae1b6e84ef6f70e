import type Database from 'better-sqlite3'
import type { SearchOrderInput } from '../../src/wire/history-api.ts'

interface Row {
  readonly id: number
  readonly body: string
  readonly subject: string | null
  readonly account: string | null
  readonly number: string | null
  readonly tier: string | null
  readonly length: number
  readonly disposition: string | null
}

/** A query, and what it means said without any of the search's own code. */
export interface Scanned {
  readonly input: Partial<SearchOrderInput>
  readonly fits: (row: Row) => boolean
}

const plain = (text: string | null): string => (text ?? '').toLowerCase()
const says =
  (words: string) =>
  (row: Row): boolean =>
    plain(row.body).includes(words) || plain(row.subject).includes(words)

/** Words that are seldom, so that all that are found can be compared. */
export const scanned: readonly Scanned[] = [
  { input: { text: 'AB-12345 ' }, fits: ({ body }) => /\bAB-12345\b/.test(body) },
  {
    input: { text: '54321 ' },
    fits: ({ body, number }) =>
      /\bAB-54321\b/.test(body) || body.includes('customer54321@') || (number?.endsWith('54321') ?? false),
  },
  { input: { text: 'customer777 ' }, fits: ({ body }) => body.includes('customer777@') },
  {
    input: { text: '已約定', accountId: 'agent-00042' },
    fits: (row) => row.account === 'agent-00042' && says('已約定')(row),
  },
  {
    input: { text: '午後', accountId: 'agent-00007' },
    fits: (row) => row.account === 'agent-00007' && says('午後')(row),
  },
  {
    input: { text: 'ช่าง', accountId: 'agent-00011' },
    fits: (row) => row.account === 'agent-00011' && says('ช่าง')(row),
  },
  {
    input: { tier: 'platinum', disposition: 'solved' },
    fits: (row) => row.tier === 'platinum' && row.disposition === 'solved',
  },
  { input: { disposition: 'legal' }, fits: ({ disposition }) => disposition === 'legal' },
  {
    input: { atLeastMs: 40 * 60_000, accountId: 'agent-00101' },
    fits: (row) => row.account === 'agent-00101' && row.length >= 40 * 60_000,
  },
]

/** Reads every row once; the ids that fit each query, newest first. */
export function scanAll(db: Database.Database): number[][] {
  const found: number[][] = scanned.map(() => [])
  const rows = db
    .prepare(`select i.id, i.body, i.subject, i.account_id as account, i.number_key as number, c.tier, i.disposition,
      i.ended_at - i.started_at as length from interaction i left join customer c on c.id = i.customer_id order by i.id desc`)
    .iterate() as Iterable<Row>
  for (const row of rows) {
    scanned.forEach(({ fits }, n) => {
      if (fits(row)) found[n]?.push(row.id)
    })
  }
  return found
}

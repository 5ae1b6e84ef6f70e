import type { Account } from '../store/account-store.ts'
import type { AuditRow, ChainCheck, ChainState, Seal } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { ChainStateView, RecordEntry } from '../wire/record-api.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'

export interface RecordRoom {
  readonly store: Pick<Store, 'readRecord' | 'readChainState' | 'readAccounts' | 'audit'>
  /** The name of an account; null where it is none of ours. */
  readonly nameOf: (accountId: string) => string | null
  /** Begins a check of the chain, unless one is under way. */
  readonly beginCheck: () => Promise<void>
  readonly now: () => number
  /** Never goes back, ms. */
  readonly elapsed: () => number
}

export type RecordRoute = 'readRecord' | 'readRecordFilters' | 'readChain' | 'verifyChain'

/** A page is looked for so long, ms: then it is given as it is, with where to go on. */
const patienceMs = 1000

/** The record for auditors and admins. Whoever reads it stands in it. */
export function recordHandlers(room: RecordRoom): Handlers<RecordRoute> {
  const { store } = room
  return {
    async readRecord({ query, who }) {
      const page = await readPage(room, query)
      await note(room, who, 'read-record', saidOf(query))
      return page
    },
    async readRecordFilters() {
      const people = (await store.readAccounts()).map(({ id, name, role }: Account) => ({ id, name, role }))
      return { people }
    },
    readChain: async () => showChain(await store.readChainState()),
    async verifyChain({ who }) {
      await note(room, who, 'verify-record', '')
      await room.beginCheck()
      return showChain(await store.readChainState())
    },
  }
}

async function readPage(
  { store, nameOf, elapsed }: RecordRoom,
  { before, most, ...filter }: Asked<'readRecord'>['query'],
): Promise<Answered<'readRecord'>> {
  const begun = elapsed()
  const found: AuditRow[] = []
  let next: number | null = before ?? null
  do {
    const piece = await store.readRecord(filter, next)
    found.push(...piece.rows)
    next = piece.next
    await new Promise((resolve) => setImmediate(resolve))
  } while (next !== null && found.length < most && elapsed() - begun < patienceMs)
  const shown = found.slice(0, most)
  const isCut = found.length > most
  return {
    items: shown.map((row) => showRow(row, nameOf)),
    next: isCut ? (shown.at(-1)?.id ?? null) : next,
  }
}

function showRow(row: AuditRow, nameOf: RecordRoom['nameOf']): RecordEntry {
  const { id, at, accountId, action, subject, detail, seal } = row
  const name = accountId && nameOf(accountId)
  return { id, at, accountId, name, action, subject, subjectName: nameOf(subject), detail, seal }
}

function showChain({ rows, unsealed, newest, prunedUntil, check }: ChainState): ChainStateView {
  return {
    rows,
    unsealed,
    newest: newest && showSeal(newest),
    prunedUntil: prunedUntil && showSeal(prunedUntil),
    check: check && showCheck(check),
  }
}

function showCheck({ untilHash: _, newestAt = null, faults, ...rest }: ChainCheck): ChainStateView['check'] {
  return { ...rest, newestAt, faults: faults.map((one) => ({ ...one })) }
}

function showSeal({ n, at, hash, rowsUntil }: Seal): NonNullable<ChainStateView['newest']> {
  return { n, at, hash, rows: rowsUntil }
}

/** What was asked for, without the place in it. */
function saidOf({ before: _before, most: _most, ...filter }: Asked<'readRecord'>['query']): string {
  const said = Object.entries(filter).filter(([, value]) => value !== undefined)
  return said.map(([name, value]) => `${name} ${value}`).join(', ')
}

async function note(room: RecordRoom, who: Who, action: string, detail: string): Promise<void> {
  await room.store.audit({ at: room.now(), accountId: who.accountId, action, subject: 'record', detail })
}

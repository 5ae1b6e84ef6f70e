import { hashOfSeal } from './store/audit-chain.ts'
import type { AuditRow, ChainCheck, ChainFault, ChainReader, Seal } from './store/audit-store.ts'
import { firstIdAt } from './store/time-id.ts'

/** A seal that somebody has kept. */
export interface KeptSeal {
  readonly n: number
  readonly hash: string
}

export interface Verifying {
  /** What is to be found in the chain, so that a tail that was cut off shows. */
  readonly kept: readonly KeptSeal[]
  /** A seal up to which all was found right before: only what came after it is computed. Left out: the whole chain. */
  readonly after?: KeptSeal | undefined
  /** When the check was begun, ms. */
  readonly startedAt: number
  /** Told after each piece. */
  readonly tell: (check: ChainCheck) => void
}

const sealsAtOnce = 200
const mostFaults = 100

/**
 * Computes the whole chain again from its rows. What was changed, deleted, added, put in another order or moved to another
 * seal shows at its seal; seals that are gone at the end show only against one that was kept. What is
 * returned is not finished yet: when, is for whoever has a clock.
 */
export async function verifyChain(reader: ChainReader, order: Verifying): Promise<ChainCheck> {
  for (;;) {
    const [begins] = await reader.readSeals(-1, 1)
    const check = await goThrough(reader, order)
    const [beginsNow] = check.faults.length === 0 ? [begins] : await reader.readSeals(-1, 1)
    // What was given up for its age meanwhile is missing for no other reason.
    if (beginsNow?.n === begins?.n) return check
  }
}

async function goThrough(
  reader: ChainReader,
  { kept, after: from, startedAt, tell }: Verifying,
): Promise<ChainCheck> {
  const rowsAll = await reader.countSealed()
  const faults: ChainFault[] = []
  const fault = (kind: ChainFault['kind'], seal: number): void => {
    if (faults.length < mostFaults) faults.push({ kind, seal })
  }
  const wanted = new Map([...kept, ...(from ? [from] : [])].map(({ n, hash }) => [n, hash.toLowerCase()]))
  let previous: Seal | null = null
  let right: Seal | null = null
  let givenUp: Seal | null = null
  let rowsRead = 0
  const state = (): ChainCheck => ({
    startedAt,
    finishedAt: null,
    rowsRead,
    rowsAll,
    untilSeal: right?.n ?? 0,
    untilAt: right?.at ?? null,
    untilHash: right?.hash ?? '',
    faults: [...faults],
  })
  for (let after = from ? from.n - 1 : -1; ; ) {
    const seals: readonly Seal[] = await reader.readSeals(after, sealsAtOnce)
    for (const seal of seals) {
      if (seal.n !== (previous?.n ?? (isBeginning(seal, from) ? seal.n - 1 : 0)) + 1)
        fault('seal-missing', seal.n)
      if (wanted.has(seal.n) && wanted.get(seal.n) !== seal.hash) fault('seal-changed', seal.n)
      wanted.delete(seal.n)
      // Nobody but the beginning can be given up: a mark in the middle would hide its rows from this look.
      if (seal.prunedAt !== null && previous !== null) fault('seal-changed', seal.n)
      if (seal.prunedAt !== null && previous === null) givenUp = seal
      else if (seal.n !== from?.n) {
        const rows = (await reader.readSealedRows(seal.firstId, seal.lastId)).filter(
          (row) => row.seal === seal.n,
        )
        rowsRead += rows.length
        const kind = faultOf(previous, seal, rows)
        if (kind) fault(kind, seal.n)
      }
      if (faults.length === 0) right = seal
      previous = seal
      after = seal.n
    }
    tell(state())
    if (seals.length < sealsAtOnce) break
  }
  for (const n of wanted.keys()) if (n > (previous?.n ?? 0)) fault('kept-seal-missing', n)
  // To count all rows there are takes as long as to read them: that is for whoever goes through the whole chain.
  if (!from) await findStrays(reader, { givenUp, last: previous?.n ?? 0, rowsRead }, fault)
  return state()
}

/** What was given up for its age is not there to be checked, and neither is what was found right before. */
function isBeginning(seal: Seal, from: KeptSeal | undefined): boolean {
  return seal.prunedAt !== null || seal.n === from?.n
}

function faultOf(previous: Seal | null, seal: Seal, rows: readonly AuditRow[]): ChainFault['kind'] | null {
  if (rows.length < seal.rowCount) return 'row-missing'
  if (rows.length > seal.rowCount) return 'row-added'
  if (hashOfSeal(previous?.hash ?? '', seal, rows) === seal.hash) return null
  return seal.rowsUntil === (previous?.rowsUntil ?? 0) + seal.rowCount ? 'row-changed' : 'seal-changed'
}

/** Rows that name a seal which does not count them: put in by hand, or left over where seals were cut off. */
async function findStrays(
  reader: ChainReader,
  found: { readonly givenUp: Seal | null; readonly last: number; readonly rowsRead: number },
  fault: (kind: ChainFault['kind'], seal: number) => void,
): Promise<void> {
  const { givenUp, last } = found
  // Rows of what was given up go batch by batch; one with a younger id was never among them.
  const after = { seal: givenUp?.n ?? 0, id: givenUp ? firstIdAt(givenUp.newestAt + 1000) : 0 }
  const { rows, newestNamed, newestSeal } = await reader.countRows(after, last)
  if (newestNamed > newestSeal) fault('unknown-seal', newestNamed)
  if (rows > found.rowsRead) fault('row-added', found.last)
}

/** One line of the record: who did what to what. `detail` carries no personal data beyond ids. */
export interface AuditEntry {
  readonly at: number
  /** Null where nobody is signed in. */
  readonly accountId: string | null
  readonly action: string
  /** What it was done to: `customer:7`, `call:main:1`, an account's id. */
  readonly subject: string
  readonly detail: string
}

export interface AuditRow extends AuditEntry {
  readonly id: number
  /** The seal that it lies under; null until the sealer has come by. */
  readonly seal: number | null
}

/** Rows that were sealed together, and with them all that was sealed before. */
export interface Seal {
  /** 1, 2, 3, … without a gap. */
  readonly n: number
  readonly at: number
  readonly rowCount: number
  /** Of this and all earlier seals. */
  readonly rowsUntil: number
  readonly firstId: number
  readonly lastId: number
  /** The newest instant that a row of this or an earlier seal tells of. */
  readonly newestAt: number
  /** SHA-256, hexadecimal: see audit-chain.ts. */
  readonly hash: string
  /** When the rows up to this seal were removed for their age; null while they are there. */
  readonly prunedAt: number | null
}

export interface RecordFilter {
  readonly accountId?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
  /** All that was done to this customer, to those merged into them, and to their newest contacts. */
  readonly customerId?: number | undefined
  /** Begun at `from` or later, and before `until`; ms. */
  readonly from?: number | undefined
  readonly until?: number | undefined
}

export interface RecordPiece {
  /** Newest first. */
  readonly rows: readonly AuditRow[]
  /** Where the next piece begins; null where nothing is left. */
  readonly next: number | null
}

/** How far a check of the chain is, or what it has found. */
export interface ChainCheck {
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly rowsRead: number
  readonly rowsAll: number
  /** The newest seal that was found right, with all before it; 0 where none was. */
  readonly untilSeal: number
  readonly untilAt: number | null
  /** Of that seal; empty where there is none. Left out by a check of an earlier version. */
  readonly untilHash?: string
  /** When what was sealed since the whole chain was gone through was looked at last; null or left out: never. */
  readonly newestAt?: number | null
  readonly faults: readonly ChainFault[]
}

export interface ChainFault {
  readonly kind:
    | 'row-changed'
    | 'row-missing'
    | 'row-added'
    | 'seal-missing'
    | 'seal-changed'
    | 'kept-seal-missing'
    | 'unknown-seal'
  /** The seal at which it shows. */
  readonly seal: number
}

export interface ChainState {
  readonly rows: number
  readonly unsealed: number
  readonly newest: Seal | null
  readonly prunedUntil: Seal | null
  readonly check: ChainCheck | null
}

export interface AuditStore {
  /** Writes one line of the record. */
  audit(entry: AuditEntry): Promise<void>
  /**
   * Looks through a piece of the record, newest first, at most 300 rows of the filter that narrows most; what fits the
   * other filters too is given back.
   */
  readRecord(filter: RecordFilter, before: number | null): Promise<RecordPiece>
  /** Seals the oldest rows that are not sealed yet, a small batch; null where there are none. */
  sealAudit(now: number): Promise<Seal | null>
  readChainState(): Promise<ChainState>
  readSeal(n: number): Promise<Seal | null>
  /** Keeps how far a check is; there is one at a time. */
  keepChainCheck(check: ChainCheck): Promise<void>
  /**
   * Gives up rows that were sealed before this instant (ms), whole seals from the beginning. The last of these seals stays,
   * so that the chain goes on from it. That seal, or null where nothing is so old.
   */
  pruneAudit(before: number, now: number): Promise<Seal | null>
  /** Removes given-up rows, a small batch; true if more are left. */
  removePruned(): Promise<boolean>
}

/** Goes through the whole chain, on a connection of its own. */
export interface ChainReader {
  /** How many rows the seals say that there are. */
  countSealed(): Promise<number>
  /**
   * Rows that name a seal beyond `after.seal` and up to `until`, or an earlier one though their id is not below `after.id`;
   * the newest seal that a row names, and that there is.
   */
  countRows(
    after: { readonly seal: number; readonly id: number },
    until: number,
  ): Promise<{ readonly rows: number; readonly newestNamed: number; readonly newestSeal: number }>
  /** By number, beyond `after`. */
  readSeals(after: number, most: number): Promise<readonly Seal[]>
  /** Rows with ids from `firstId` to `lastId` by id, that lie under any seal. */
  readSealedRows(firstId: number, lastId: number): Promise<readonly AuditRow[]>
  close(): Promise<void>
}

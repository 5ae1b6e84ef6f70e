export interface ImportJob {
  readonly id: number
  readonly kind: string
  readonly fileName: string
  readonly state: 'running' | 'done' | 'failed' | 'interrupted'
  readonly bytesTotal: number
  readonly bytesRead: number
  readonly rowsRead: number
  readonly rowsCreated: number
  readonly rowsChanged: number
  readonly rowsRefused: number
  readonly accountId: string
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly failure: string | null
}

/** Whose an import is: the process that runs it, and until when (ms) it is believed to live if it says nothing more. */
export interface ImportLease {
  readonly node: string
  readonly leaseUntil: number
}

export interface ImportRefusal {
  readonly line: number
  readonly field: string
  readonly reason: string
  readonly value: string
}

export interface ImportStore {
  beginImport(
    job: Pick<ImportJob, 'kind' | 'fileName' | 'bytesTotal' | 'accountId' | 'startedAt'> & ImportLease,
  ): Promise<ImportJob>
  /**
   * Adds to the counters (`bytesRead` is the place in the file so far), keeps the refusals of one batch and renews the
   * lease. False, and nothing is done, where the job is not running any more: its lease was over.
   */
  advanceImport(
    id: number,
    step: {
      bytesRead: number
      rowsRead: number
      rowsCreated: number
      rowsChanged: number
      refusals: readonly ImportRefusal[]
      leaseUntil: number
    },
  ): Promise<boolean>
  /** Renews the leases of jobs that wait, or are long at one batch. */
  renewImports(ids: readonly number[], leaseUntil: number): Promise<void>
  /** Passed over where the job is not running any more. */
  endImport(
    id: number,
    state: 'done' | 'failed' | 'interrupted',
    failure: string | null,
    now: number,
  ): Promise<void>
  readImport(id: number): Promise<ImportJob | null>
  /** The newest first; `accountId`: only those of this account, null for all. */
  readImports(most: number, accountId?: string | null): Promise<readonly ImportJob[]>
  /** The refusals of the next `most` lines after `afterLine`, in order; all fields of a line are given together. */
  readImportRefusals(id: number, afterLine: number, most: number): Promise<readonly ImportRefusal[]>
  /** Running jobs whose lease is over become `interrupted`: nobody runs them any more. How many there were. */
  interruptImports(now: number): Promise<number>
}

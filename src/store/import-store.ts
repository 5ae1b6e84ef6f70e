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

export interface ImportRefusal {
  readonly line: number
  readonly field: string
  readonly reason: string
  readonly value: string
}

export interface ImportStore {
  beginImport(
    job: Omit<
      ImportJob,
      | 'id'
      | 'state'
      | 'finishedAt'
      | 'failure'
      | 'bytesRead'
      | 'rowsRead'
      | 'rowsCreated'
      | 'rowsChanged'
      | 'rowsRefused'
    >,
  ): Promise<ImportJob>
  /** Adds to the counters (`bytesRead` is the place in the file so far) and keeps the refusals of one batch. */
  advanceImport(
    id: number,
    step: {
      bytesRead: number
      rowsRead: number
      rowsCreated: number
      rowsChanged: number
      refusals: readonly ImportRefusal[]
    },
  ): Promise<void>
  endImport(
    id: number,
    state: 'done' | 'failed' | 'interrupted',
    failure: string | null,
    now: number,
  ): Promise<void>
  readImport(id: number): Promise<ImportJob | null>
  readImports(most: number): Promise<readonly ImportJob[]>
  /** The refusals of the next `most` lines after `afterLine`, in order; all fields of a line are given together. */
  readImportRefusals(id: number, afterLine: number, most: number): Promise<readonly ImportRefusal[]>
  /** Jobs that were running when the process stopped become `interrupted`. */
  interruptImports(now: number): Promise<void>
}

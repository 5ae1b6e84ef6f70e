import type { SearchAnswer, SearchOrder } from './history-store.ts'
import type { CallsToReviewOrder, CallToReview } from './quality-store.ts'

export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const
export type ExportState = (typeof exportStates)[number]

/** What somebody wants to have as a file, and how far it is. */
export interface ExportJob {
  readonly id: string
  readonly kind: string
  readonly format: 'csv' | 'json-lines'
  /** What was asked for, as the route takes it: JSON. */
  readonly asked: string
  readonly accountId: string
  readonly accountName: string
  readonly state: ExportState
  readonly rows: number
  /** How much is done, in parts of a thousand; null where that is not known before the end. */
  readonly doneOfThousand: number | null
  readonly bytes: number
  /** Of the whole file, hexadecimal; once it is done. */
  readonly sha256: string | null
  readonly why: string | null
  readonly askedAt: number
  readonly finishedAt: number | null
  /** When the file is deleted, ms. */
  readonly expiresAt: number
}

export interface ExportProgress {
  readonly rows: number
  readonly doneOfThousand: number | null
  readonly bytes: number
}

export interface ExportStore {
  /** It waits at this node, and is believed to do so until `leaseUntil` (ms) if the node says nothing more. */
  addExport(job: ExportJob, node: string, leaseUntil: number): Promise<void>
  /** Those of these that wait go on waiting. */
  holdExports(ids: readonly string[], leaseUntil: number): Promise<void>
  /** The newest first; of one account, or of all (null). */
  readExports(accountId: string | null, most: number): Promise<readonly ExportJob[]>
  readExport(id: string): Promise<ExportJob | null>
  /** False where it is not waiting any more: somebody has cancelled it. */
  beginExport(id: string, node: string, leaseUntil: number): Promise<boolean>
  /** False where it is not running any more: somebody has cancelled it. */
  advanceExport(id: string, progress: ExportProgress, leaseUntil: number): Promise<boolean>
  /** False where it is not running any more. */
  endExport(
    id: string,
    end: ExportProgress & {
      readonly state: 'done' | 'failed'
      readonly sha256: string | null
      readonly why: string | null
      readonly at: number
    },
  ): Promise<boolean>
  /** True where it was waiting or running. */
  cancelExport(id: string, at: number): Promise<boolean>
  /** Those whose node is gone count as interrupted; how many. */
  interruptExports(now: number): Promise<number>
  /** The node goes: what waits there or is being written counts as interrupted at once. */
  abandonExports(node: string, now: number): Promise<void>
  /** Forgets those that were asked for before this instant (ms); at most `most`; true if more are left. */
  forgetExports(before: number, most: number): Promise<boolean>
}

/** What can be exported row by row, in the order of its ids. */
export const tableExports = ['customers', 'promises', 'cases', 'surveys', 'audit'] as const
export type TableExport = (typeof tableExports)[number]

export interface TableOrder {
  readonly kind: TableExport
  /** Exclusive; null: from the beginning. */
  readonly after: string | number | null
  readonly from: number | null
  readonly until: number | null
  /** Whose work is seen; null: all. */
  readonly teams: readonly string[] | null
  readonly most: number
}

export type ExportCell = string | number | null
/** `id` is what the next page goes on after. */
export type ExportRow = Readonly<Record<string, ExportCell>> & { readonly id: string | number }

/** Reads for an export, on connections of its own and beside the thread that pops. */
export interface ExportReader {
  searchInteractions(order: SearchOrder, deadlineMs: number): Promise<SearchAnswer>
  readTable(order: TableOrder): Promise<readonly ExportRow[]>
  /** For the sample of calls to review. */
  readCallsToReview(order: CallsToReviewOrder): Promise<readonly CallToReview[]>
  close(): Promise<void>
}

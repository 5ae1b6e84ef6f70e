import type { CallEvent } from '../call/call-event.ts'

/** What was taken while the house's store could not be written. */
export interface Spooled {
  readonly source: string
  /** The phone system's id of the call, or of its leg. What is spooled of one is drained in order. */
  readonly call: string
  /** Null where nothing but links was told. */
  readonly event: CallEvent | null
  /** Which leg belongs to what another belongs to; null where the phone system's calls have no legs of their own. */
  readonly links: readonly { readonly leg: string; readonly of: string }[] | null
  /** By our clock, ms. */
  readonly receivedAt: number
  /** When it was sent, by the clock that the event's own time is of, ms. */
  readonly sentAt: number
}

export interface SpoolRow extends Spooled {
  /** Grows from row to row. */
  readonly id: number
}

export interface SpoolUsage {
  readonly rows: number
  /** Those that the house's store has refused. */
  readonly setAside: number
  readonly bytes: number
}

/**
 * Events on a node's own disk that were acknowledged and are not in the house's store yet. Nothing leaves it but by
 * `remove`, once it is durable there.
 */
export interface SpoolStore {
  /** Puts them at the tail, together; resolves once they are durable. Rejects with Refusal `store-unavailable` where there is no room. */
  append(spooled: readonly Spooled[]): Promise<void>
  /** From the head, at most `most`. */
  head(most: number): readonly SpoolRow[]
  /** Whether something of this call is there, or on its way in. */
  holds(source: string, call: string): boolean
  remove(rows: readonly SpoolRow[]): Promise<void>
  /** Takes a row out of the line and keeps it with the reason; the next start puts it into the line again. */
  setAside(row: SpoolRow, reason: string, at: number): Promise<void>
  usage(): SpoolUsage
  /** Gives the room of what was removed back to the disk. */
  shrink(): Promise<void>
  close(): Promise<void>
}

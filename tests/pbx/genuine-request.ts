import type { HookKeys, HookRequest } from '../../src/pbx/dialect.ts'
import type { DialectKind } from '../../src/pbx/dialects.ts'

/**
 * One genuine request per row. Vectors that a vendor has published name where; the others were made by us by the rule in
 * the vendor's documents, and show only that we are consistent with ourselves.
 */
export interface Genuine {
  readonly kind: DialectKind
  readonly from: string
  readonly request: Partial<Omit<HookRequest, 'body'>> & { readonly body: string }
  readonly keys: Partial<HookKeys>
  /** When it comes in, ms; for schemes that sign a time. */
  readonly now?: number
  /** How far the sender's time may be off, s, for schemes that sign one. */
  readonly window?: number
  /** Each of these alone missing makes it nobody's. */
  readonly headers: readonly string[]
  /** What a change of makes it nobody's. */
  readonly covers: readonly ('body' | 'address' | 'path' | 'token')[]
  /** The port in the address counts for nothing. */
  readonly anyPort?: boolean
}

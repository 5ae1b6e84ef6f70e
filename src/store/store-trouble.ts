/** What keeps a store from its work. All but `damaged` pass by themselves once their cause is gone. */
export interface StoreTrouble {
  readonly kind: 'full' | 'read-only' | 'failing' | 'damaged' | 'away'
  /** For whoever runs the house; no personal data. */
  readonly says: string
  /** Since when, ms. */
  readonly since: number
}

export type CheckResult =
  | { readonly kind: 'sound'; readonly ms: number }
  /** What is wrong, as SQLite says it: names of tables and indexes and numbers of pages, no contents. At most 20. */
  | { readonly kind: 'damaged'; readonly found: readonly string[] }
  | { readonly kind: 'broken-off'; readonly why: string }

/** What whoever runs the house should hear of its store. */
export type StoreNews =
  | { readonly kind: 'trouble'; readonly trouble: StoreTrouble }
  /** Once a minute while it lasts. */
  | { readonly kind: 'trouble-lasts'; readonly trouble: StoreTrouble }
  | { readonly kind: 'trouble-over'; readonly trouble: StoreTrouble; readonly lastedMs: number }
  | { readonly kind: 'stopped-uncleanly' }
  | { readonly kind: 'migrated'; readonly to: number; readonly name: string }
  /** The disk is full; the file kept for this was given up, and work goes on in its room. */
  | { readonly kind: 'reserve-used' }
  | { readonly kind: 'reserve-made' }
  | { readonly kind: 'little-space'; readonly freeShare: number }
  | { readonly kind: 'space-again'; readonly freeShare: number }
  /** Every few seconds, for a gauge. */
  | { readonly kind: 'disk'; readonly freeShare: number }
  | { readonly kind: 'checked'; readonly result: CheckResult }

import type { Wish } from '../wire/wishes.ts'
import type { Metrics } from './customer-matters.ts'

/** A customer as it is written; keys of numbers are made by the caller of these verbs, with the one normaliser. */
export interface CustomerRecord {
  readonly id: number
  readonly externalId: string | null
  readonly kind: 'person' | 'household' | 'company'
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly title: string | null
  readonly saidAs: string | null
  readonly pronunciation: string | null
  readonly language: string | null
  readonly timeZone: string | null
  readonly tier: string
  readonly role: string | null
  readonly about: string | null
  readonly confidential: string | null
  readonly wishes: readonly string[]
  /** With their sources: see wire/stated-wishes.ts. */
  readonly contactWishes: readonly Wish[]
  readonly metrics: Metrics | null
  readonly belongsTo: number | null
  readonly mergedInto: number | null
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

export interface CustomerNumber {
  readonly numberKey: string
  readonly raw: string
  readonly label: string | null
  /** Last seven digits of an E.164 number; null for other kinds. */
  readonly ending: string | null
  readonly verifiedAt: number | null
  /** How `raw` was to be read: empty as the house usually does, `region:GB`, `source:main`; null where nobody has said. */
  readonly readBy?: string | null
}

export interface CustomerWithNumbers {
  readonly customer: CustomerRecord
  readonly numbers: readonly CustomerNumber[]
}

export type CustomerFields = Omit<CustomerRecord, 'id' | 'mergedInto' | 'version' | 'createdAt' | 'updatedAt'>

export type CustomerWrite =
  | { readonly kind: 'written'; readonly customer: CustomerRecord; readonly created: boolean }
  /** The expected version is not the stored one. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'external-id-taken' }
  | { readonly kind: 'not-found' }
  /** `belongsTo` names nobody, or the customer itself. */
  | { readonly kind: 'group-not-found' }

/** One customer of an import. Fields that the file has no column for are absent and stay as they are. */
export interface ImportRow {
  readonly externalId: string
  readonly fields: Partial<Omit<CustomerFields, 'externalId' | 'belongsTo'>> & { readonly name: string }
  /** External id of the household or company; null takes the customer out of it; absent leaves it. */
  readonly belongsTo?: string | null
  readonly numbers: readonly CustomerNumber[]
  /** What the file says of the customer beside the record; absent where it says nothing. */
  readonly facts?: readonly { readonly key: string; readonly value: string }[]
}

export interface ImportedRows {
  readonly created: number
  readonly changed: number
  /** Places in `rows` that were not written because nobody has the external id in `belongsTo` (yet). */
  readonly withoutGroup: readonly number[]
}

/** A merged customer's id leads to the survivor in every verb. */
export interface CustomerStore {
  readCustomer(id: number): Promise<CustomerWithNumbers | null>
  findCustomerByExternalId(externalId: string): Promise<number | null>
  /** Who has the first of these keys that anybody has: the number itself, then switchboard prefixes, longest first. */
  findCustomersByNumber(keys: readonly string[], most: number): Promise<readonly number[]>
  createCustomer(
    fields: CustomerFields,
    numbers: readonly CustomerNumber[],
    now: number,
  ): Promise<CustomerWrite>
  /** Absent fields stay; `numbers`, when given, replaces all, but a number verified before keeps its instant. */
  changeCustomer(
    id: number,
    expectedVersion: number | null,
    fields: Partial<CustomerFields>,
    numbers: readonly CustomerNumber[] | null,
    now: number,
  ): Promise<CustomerWrite>
  /**
   * Moves numbers, interactions, cases, judgements and members of `from` to `into`; reading `from` then leads to `into`.
   * A long history is moved in small batches; the promise resolves when all is moved.
   */
  mergeCustomers(from: number, into: number, now: number): Promise<CustomerWrite>
  /** Finishes what a stopped process left: interactions of merged or renamed customers. For the start of the process. */
  settleCustomers(): Promise<void>
  /**
   * Creates or changes by external id, in order, in one transaction; numbers are added, not replaced. A row of a merged
   * customer only adds its numbers.
   */
  importCustomers(rows: readonly ImportRow[], now: number): Promise<ImportedRows>
  /** How many rows are best imported at a time, so that call events pass. */
  readonly rowsPerImport: number
}

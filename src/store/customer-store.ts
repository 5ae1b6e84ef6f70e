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
  readonly wishes: readonly string[]
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
}

export interface CustomerCase {
  readonly id: number
  readonly externalId: string | null
  readonly customerId: number
  readonly reference: string | null
  readonly subject: string
  readonly openedAt: number
  readonly closedAt: number | null
}

export interface InteractionRecord {
  readonly id: number
  readonly externalId: string | null
  readonly channel: string
  readonly direction: 'inbound' | 'outbound' | 'internal'
  readonly startedAt: number
  readonly endedAt: number | null
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly numberRaw: string | null
  readonly accountId: string | null
  readonly agentName: string | null
  readonly source: string | null
  readonly queue: string | null
  readonly queueName: string | null
  readonly callId: string | null
  readonly outcome: string | null
  readonly disposition: string | null
  readonly body: string
}

type Fields = Omit<CustomerRecord, 'id' | 'mergedInto' | 'version' | 'createdAt' | 'updatedAt'>

export type CustomerWrite =
  | { readonly kind: 'written'; readonly customer: CustomerRecord; readonly created: boolean }
  /** The expected version is not the stored one. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'external-id-taken' }
  | { readonly kind: 'not-found' }

export interface CustomerStore {
  readCustomer(id: number): Promise<{ customer: CustomerRecord; numbers: readonly CustomerNumber[] } | null>
  findCustomerByExternalId(externalId: string): Promise<number | null>
  createCustomer(fields: Fields, numbers: readonly CustomerNumber[], now: number): Promise<CustomerWrite>
  /** Absent fields stay; `numbers`, when given, replaces all. Follows a merge to its survivor. */
  changeCustomer(
    id: number,
    expectedVersion: number | null,
    fields: Partial<Fields>,
    numbers: readonly CustomerNumber[] | null,
    now: number,
  ): Promise<CustomerWrite>
  /** Moves numbers, interactions, cases and judgements of `from` to `into`; reading `from` then leads to `into`. */
  mergeCustomers(from: number, into: number, now: number): Promise<CustomerWrite>
  /**
   * Creates or changes many by external id in one transaction; numbers are added, not replaced. `belongsToExternalId`
   * names a group that exists or comes earlier.
   */
  importCustomers(
    rows: readonly {
      fields: Omit<Fields, 'belongsTo'>
      belongsToExternalId: string | null
      numbers: readonly CustomerNumber[]
    }[],
    now: number,
  ): Promise<{ created: number; changed: number }>

  openCase(record: Omit<CustomerCase, 'id'>): Promise<CustomerCase | null>
  closeCase(id: number, now: number): Promise<boolean>
  readCases(customerId: number): Promise<readonly CustomerCase[]>

  /** Null when the external id is there already (the stored one is then found by `findInteractionByExternalId`). */
  addInteraction(record: Omit<InteractionRecord, 'id'>): Promise<InteractionRecord | null>
  findInteractionByExternalId(externalId: string): Promise<InteractionRecord | null>
  readInteraction(id: number): Promise<InteractionRecord | null>
  changeInteraction(
    id: number,
    change: Partial<Pick<InteractionRecord, 'customerId' | 'disposition' | 'body' | 'outcome'>>,
  ): Promise<InteractionRecord | null>
  /** Newest first, before the cursor (an id, exclusive; null: from the newest). */
  readInteractionsOf(
    customerId: number,
    before: number | null,
    most: number,
  ): Promise<readonly InteractionRecord[]>
}

export interface SavedSearch {
  readonly id: string
  readonly accountId: string
  readonly ownerName: string | null
  readonly name: string
  readonly shared: 'nobody' | 'team' | 'all'
  /** Whose supervisors see it, where it is shared with a team: JSON list of teams; null where its owner sees all. */
  readonly team: string | null
  /** JSON that the history room reads and writes. */
  readonly body: string
  readonly version: number
}

export interface SavedSearchStore {
  /** One’s own, and those that others share with somebody; by name. */
  readSavedSearches(accountId: string): Promise<readonly SavedSearch[]>
  readSavedSearch(id: string): Promise<SavedSearch | null>
  /** False where there is one of this id. */
  addSavedSearch(search: Omit<SavedSearch, 'ownerName' | 'version'>, now: number): Promise<boolean>
  /** False where it is another version by now, or another’s. */
  changeSavedSearch(
    search: Pick<SavedSearch, 'id' | 'accountId' | 'name' | 'shared' | 'team' | 'body' | 'version'>,
    now: number,
  ): Promise<boolean>
  /** False where the account has none of this id. */
  removeSavedSearch(id: string, accountId: string): Promise<boolean>
}

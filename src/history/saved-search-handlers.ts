import { Refusal } from '../errors.ts'
import type { SavedSearch } from '../store/saved-search-store.ts'
import type { Store } from '../store/store.ts'
import type { SavedSearchView } from '../wire/history-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'

export interface SavedSearchRoom {
  readonly store: Pick<
    Store,
    'readSavedSearches' | 'readSavedSearch' | 'addSavedSearch' | 'changeSavedSearch' | 'removeSavedSearch'
  >
  readonly newId: () => string
  readonly now: () => number
}

type SavedSearchRoute = 'readSavedSearches' | 'saveSearch' | 'changeSavedSearch' | 'removeSavedSearch'

/** Searches that are kept under a name. Whoever opens one that is shared searches with their own eyes: it holds no results. */
export function savedSearchHandlers({ store, newId, now }: SavedSearchRoom): Handlers<SavedSearchRoute> {
  const readOwn = async (id: string, who: Who): Promise<SavedSearch> => {
    const stored = await store.readSavedSearch(id)
    if (stored?.accountId !== who.accountId) throw new Refusal('not-found')
    return stored
  }
  const shown = async (id: string): Promise<SavedSearchView> => {
    const stored = await store.readSavedSearch(id)
    if (!stored) throw new Refusal('not-found')
    return show(stored)
  }
  return {
    async readSavedSearches({ who }) {
      const all = await store.readSavedSearches(who.accountId)
      return { items: all.filter((one) => isSeen(one, who)).map(show) }
    },
    async saveSearch({ body: { name, shared, search }, who }) {
      // A program belongs to nobody: what it kept would be nobody's to change.
      if (who.sessionHash === null) throw new Refusal('forbidden')
      const id = newId()
      const { accountId } = who
      const body = JSON.stringify(search)
      await store.addSavedSearch({ id, accountId, name, shared, team: teamsOf(who), body }, now())
      return shown(id)
    },
    async changeSavedSearch({ params: { id }, body, who }) {
      const stored = await readOwn(id, who)
      const next = {
        ...stored,
        name: body.name ?? stored.name,
        shared: body.shared ?? stored.shared,
        team: teamsOf(who),
        body: body.search ? JSON.stringify(body.search) : stored.body,
        version: body.version,
      }
      if (!(await store.changeSavedSearch(next, now()))) throw new Refusal('conflict')
      return shown(id)
    },
    async removeSavedSearch({ params: { id }, who }) {
      await readOwn(id, who)
      await store.removeSavedSearch(id, who.accountId)
      return undefined
    },
  }
}

function teamsOf({ teams }: Who): string | null {
  return teams === null ? null : JSON.stringify(teams)
}

/** Shared with the team: with those who lead one of the owner's teams, or who see all. */
function isSeen({ accountId, shared, team }: SavedSearch, who: Who): boolean {
  if (accountId === who.accountId || shared === 'all') return true
  if (shared === 'nobody') return false
  if (who.teams === null) return true
  return team !== null && (JSON.parse(team) as string[]).some((one) => who.teams?.includes(one))
}

function show({ id, name, shared, accountId, ownerName, body, version }: SavedSearch): SavedSearchView {
  return {
    id,
    name,
    shared,
    accountId,
    ownerName,
    search: JSON.parse(body) as SavedSearchView['search'],
    version,
  }
}

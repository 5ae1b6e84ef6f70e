import type { SavedSearch, SavedSearchStore } from './saved-search-store.ts'
import { all, change, type Engine, one } from './steps.ts'

const columns = `s.id, s.account_id as "accountId", a.name as "ownerName", s.name, s.shared, s.team, s.body, s.version
  from saved_search s left join account a on a.id = s.account_id`
const mostShown = 500
const ofAccountSql = `select ${columns} where s.account_id = ? or s.shared <> 'nobody' order by s.name, s.id limit ${mostShown}`
const addSql = `insert into saved_search (id, account_id, name, shared, team, body, version, updated_at)
  values (?, ?, ?, ?, ?, ?, 1, ?) on conflict (id) do nothing`
const changeSql = `update saved_search set name = ?, shared = ?, team = ?, body = ?, version = version + 1, updated_at = ?
  where id = ? and account_id = ? and version = ?`

/** Searches that people keep. */
export function savedSearchStore({ read, write }: Engine): SavedSearchStore {
  return {
    readSavedSearches: (accountId) => read(() => all<SavedSearch>(ofAccountSql, accountId)),
    readSavedSearch: async (id) =>
      (await read(() => one<SavedSearch>(`select ${columns} where s.id = ?`, id))) ?? null,
    async addSavedSearch({ id, accountId, name, shared, team, body }, now) {
      return (await write(() => change(addSql, id, accountId, name, shared, team, body, now))) === 1
    },
    async changeSavedSearch({ id, accountId, name, shared, team, body, version }, now) {
      const values = [name, shared, team, body, now, id, accountId, version]
      return (await write(() => change(changeSql, ...values))) === 1
    },
    async removeSavedSearch(id, accountId) {
      const sql = 'delete from saved_search where id = ? and account_id = ?'
      return (await write(() => change(sql, id, accountId))) === 1
    },
  }
}

import type {
  GuidanceStore,
  GuidanceToSave,
  StoredGuidance,
  StoredGuidanceVersion,
} from './guidance-store.ts'
import { all, change, type Engine, type Steps } from './steps.ts'

const allSql = `select g.id, g.version, g.body, v.author, v.saved_at as "savedAt" from guidance g
  join guidance_version v on v.topic_id = g.id and v.version = g.version where g.removed_at is null order by g.id`
const versionsSql = `select version, body, author, saved_at as "savedAt" from guidance_version
  where topic_id = ? order by version desc limit 500`
const createSql = `insert into guidance (id, version, body, removed_at) values (?, 1, ?, null) on conflict (id) do nothing`
const saveSql = `update guidance set version = version + 1, body = coalesce(?, body), removed_at = ?
  where id = ? and version = ?`
const keepSql = `insert into guidance_version (topic_id, version, body, account_id, author, saved_at)
  values (?, ?, ?, ?, ?, ?)`

export function guidanceStore({ read, write }: Engine): GuidanceStore {
  return {
    readAllGuidance: () => read(() => all<StoredGuidance>(allSql)),
    readGuidanceVersions: (id) => read(() => all<StoredGuidanceVersion>(versionsSql, id)),
    saveGuidance: (save) => write(() => saveOne(save)),
  }
}

function* saveOne({
  id,
  expectedVersion,
  body,
  accountId,
  author,
  now,
}: GuidanceToSave): Steps<number | null> {
  const saved =
    expectedVersion === 0
      ? body === null
        ? 0
        : yield* change(createSql, id, body)
      : yield* change(saveSql, body, body === null ? now : null, id, expectedVersion)
  if (saved === 0) return null
  const version = expectedVersion + 1
  yield* change(keepSql, id, version, body, accountId, author, now)
  return version
}

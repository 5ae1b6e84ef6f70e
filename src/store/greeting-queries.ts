import type { GreetingStore, RecentCaller, StoredGreeting } from './greeting-store.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

const columns = 'language, phrase, version, text, account_id as "accountId", at'
const newestSql = `select ${columns} from greeting_template g where version =
  (select max(version) from greeting_template o where o.language = g.language and o.phrase = g.phrase)
  order by language, phrase`
const versionsSql = `select ${columns} from greeting_template where language = ? and phrase = ?
  order by version desc limit ?`
const newestVersionSql =
  'select max(version) as version from greeting_template where language = ? and phrase = ?'
/** Of two who write the same version at once, the second finds it taken. */
const putSql = `insert into greeting_template (language, phrase, version, text, account_id, at)
  values (?, ?, ?, ?, ?, ?) on conflict (language, phrase, version) do nothing`
const recentSql = `select id as "callId", source, direction, arrived_at as "arrivedAt", number_key as "numberKey",
  presentation, answered_by as "answeredBy", recognition, customer_id as "customerId" from call
  where recognition is not null and test_at is null and arrived_at > 0 order by arrived_at desc limit ?`

/** How the house words its greetings, every version of it. */
export function greetingStore({ read, write }: Engine): GreetingStore {
  return {
    readGreetings: () => read(() => all<StoredGreeting>(newestSql)),
    async countGreetingVersions() {
      return (await read(() => one<{ n: number }>('select count(*) as n from greeting_template')))?.n ?? 0
    },
    readGreetingVersions: (language, phrase, most) =>
      read(() => all<StoredGreeting>(versionsSql, language, phrase, most)),
    putGreeting: (greeting) => write(() => put(greeting)),
    readRecentCallers: (most) => read(() => recentCallers(most)),
  }
}

function* put({
  expectedVersion,
  ...greeting
}: Parameters<GreetingStore['putGreeting']>[0]): Steps<StoredGreeting | null> {
  const { language, phrase, text, accountId, at } = greeting
  const newest = yield* one<{ version: number | null }>(newestVersionSql, language, phrase)
  if ((newest?.version ?? 0) !== expectedVersion) return null
  const version = expectedVersion + 1
  const written = yield* change(putSql, language, phrase, version, text, accountId, at)
  return written === 0 ? null : { ...greeting, version }
}

function* recentCallers(most: number): Steps<readonly RecentCaller[]> {
  const rows = yield* all<Omit<RecentCaller, 'answeredBy'> & { answeredBy: string }>(recentSql, most)
  return rows.map((row) => ({ ...row, answeredBy: JSON.parse(row.answeredBy) as string[] }))
}

import type { Account, AccountStore } from './account-store.ts'
import { auditStore } from './audit-queries.ts'
import { all, change, type Engine, one, type Steps, type Value } from './steps.ts'

const accountColumns = `a.id, a.login, a.name, a.role, a.language, a.disabled_at as "disabledAt",
  a.team, a.leads, a.password_hash as "passwordHash"`
const byIdSql = `select ${accountColumns} from account a where a.id = ?`
const byLoginSql = `select ${accountColumns} from account a where a.login = ?`
const allSql = `select ${accountColumns} from account a order by a.name, a.login`
const sessionSql = `select ${accountColumns}, s.seen_at as "seenAt", s.expires_at as "expiresAt"
  from session s join account a on a.id = s.account_id where s.token_hash = ?`
const extensionsSql =
  'select source, extension from account_extension where account_id = ? order by source, extension'
const allExtensionsSql = `select account_id as "accountId", source, extension from account_extension
  order by source, extension`
const ownerSql = 'select account_id as "accountId" from account_extension where source = ? and extension = ?'
const insertExtensionSql = 'insert into account_extension (source, extension, account_id) values (?, ?, ?)'
const insertAccountSql = `insert into account (id, login, name, role, language, password_hash, team, leads, created_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (login) do nothing`
/** What is not said stays: two changes at once that touch different things both stand. */
const changeAccountSql = `update account set login = coalesce(?, login), name = coalesce(?, name),
  role = coalesce(?, role), language = coalesce(?, language), password_hash = coalesce(?, password_hash),
  disabled_at = case when ? = 'keep' then disabled_at else ? end,
  team = case when ? = 'keep' then team else ? end, leads = case when ? = 'keep' then leads else ? end where id = ?`
const newestChangeSql = `select max(id) as id from audit
  where id > ? and action in ('account-created', 'account-changed')`
const insertSessionSql =
  'insert into session (token_hash, account_id, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?)'
const attemptsSql = 'select failures, last_at as "lastAt" from sign_in_attempt where who = ?'
const recordFailureSql = `insert into sign_in_attempt (who, failures, last_at) values (?, 1, ?)
  on conflict (who) do update set failures = sign_in_attempt.failures + 1,
  last_at = case when excluded.last_at > sign_in_attempt.last_at then excluded.last_at
  else sign_in_attempt.last_at end`

const attemptsKeptMs = 30 * 24 * 60 * 60_000

interface AccountRow extends Omit<Account, 'extensions' | 'leads'> {
  readonly leads: string | null
  readonly passwordHash: string | null
}

type Extensions = Account['extensions']
type NewAccount = Parameters<AccountStore['createAccount']>[0]
type Change = Parameters<AccountStore['changeAccount']>[1]

/** Accounts, sessions, sign-in attempts and the record. `ids` makes an id that begins with an instant (ms). */
export function accountStore(engine: Engine, ids: (at: number) => number): AccountStore {
  return {
    ...accountsOf(engine),
    ...sessionsOf(engine),
    ...attemptsOf(engine),
    ...auditStore(engine, ids),
  }
}

type AccountVerbs = Pick<
  AccountStore,
  'readAccounts' | 'readAccountByLogin' | 'createAccount' | 'changeAccount' | 'keepQueueTeams'
>

function accountsOf({ read, write }: Engine): AccountVerbs {
  return {
    readAccounts: () => read(readAccounts),
    readAccountByLogin: (login) => read(() => readAccountByLogin(login)),
    createAccount: (account) => write(() => createAccount(account)),
    changeAccount: (id, said) => write(() => changeAccount(id, said)),
    async keepQueueTeams(queues) {
      // Read first: a house starts on a full disk too.
      const kept = await read(queueTeams)
      if (JSON.stringify(kept) !== JSON.stringify(inOrder(queues))) await write(() => keepQueueTeams(queues))
    },
  }
}

function* readAccounts(): Steps<Account[]> {
  const extensions = new Map<string, Extensions[number][]>()
  type Row = Extensions[number] & { accountId: string }
  for (const { accountId, source, extension } of yield* all<Row>(allExtensionsSql)) {
    const own = extensions.get(accountId)
    if (own) own.push({ source, extension })
    else extensions.set(accountId, [{ source, extension }])
  }
  const rows = yield* all<AccountRow>(allSql)
  return rows.map((row) => accountOf(row, extensions.get(row.id) ?? []))
}

function* readAccountByLogin(login: string): Steps<(Account & { passwordHash: string | null }) | null> {
  const row = yield* one<AccountRow>(byLoginSql, login)
  if (!row) return null
  return { ...accountOf(row, yield* all(extensionsSql, row.id)), passwordHash: row.passwordHash }
}

function* createAccount(account: NewAccount): Steps<Account | null> {
  const { id, login, name, role, language, extensions, passwordHash, team = null, now } = account
  if (yield* isTaken(extensions, id)) return null
  const leads = writtenLeads(account.leads ?? null)
  const made = yield* change(
    insertAccountSql,
    id,
    login,
    name,
    role,
    language,
    passwordHash,
    team,
    leads,
    now,
  )
  if (made === 0) return null
  yield* writeExtensions(extensions, id)
  return yield* readAccount(id)
}

function* changeAccount(id: string, said: Change): Steps<Account | null> {
  const old = yield* one<AccountRow>(byIdSql, id)
  if (!old || (said.login !== undefined && (yield* isLoginTaken(said.login, id)))) return null
  if (said.extensions && (yield* isTaken(said.extensions, id))) return null
  const { login = null, name = null, role = null, language = null, passwordHash = null, disabledAt } = said
  yield* change(
    changeAccountSql,
    login,
    name,
    role,
    language,
    passwordHash,
    ...orKeep(disabledAt),
    ...orKeep(said.team),
    ...orKeep(said.leads === undefined ? undefined : writtenLeads(said.leads)),
    id,
  )
  if (said.extensions) {
    yield* change('delete from account_extension where account_id = ?', id)
    yield* writeExtensions(said.extensions, id)
  }
  return yield* readAccount(id)
}

/** For a column that may be set to null: what to do, and the value. */
function orKeep(value: Value | undefined): readonly [string, Value] {
  return value === undefined ? ['keep', null] : ['set', value]
}

function writtenLeads(leads: Account['leads']): string | null {
  return leads === null ? null : JSON.stringify(leads)
}

interface QueueTeam {
  readonly queue: string
  readonly team: string
}

function queueTeams(): Steps<readonly QueueTeam[]> {
  return all('select queue, team from queue_team order by queue')
}

function inOrder(queues: readonly QueueTeam[]): QueueTeam[] {
  const sorted = queues.toSorted((one, other) => (one.queue < other.queue ? -1 : 1))
  return sorted.map(({ queue, team }) => ({ queue, team }))
}

function* keepQueueTeams(queues: readonly QueueTeam[]): Steps<void> {
  const kept = yield* queueTeams()
  const wanted = new Map(queues.map(({ queue, team }) => [queue, team]))
  for (const { queue } of kept) {
    if (!wanted.has(queue)) yield* change('delete from queue_team where queue = ?', queue)
  }
  for (const [queue, team] of wanted) {
    if (kept.some((one) => one.queue === queue && one.team === team)) continue
    yield* change(
      'insert into queue_team (queue, team) values (?, ?) on conflict (queue) do update set team = excluded.team',
      queue,
      team,
    )
  }
}

function* isLoginTaken(login: string, by: string): Steps<boolean> {
  const owner = yield* one<AccountRow>(byLoginSql, login)
  return owner !== undefined && owner.id !== by
}

function* isTaken(extensions: Extensions, by: string): Steps<boolean> {
  for (const { source, extension } of extensions) {
    const owner = yield* one<{ accountId: string }>(ownerSql, source, extension)
    if (owner && owner.accountId !== by) return true
  }
  return false
}

/** One that another node has given away meanwhile breaks the key, and the whole verb is run again. */
function* writeExtensions(extensions: Extensions, id: string): Steps<void> {
  const written = new Set<string>()
  for (const { source, extension } of extensions) {
    const key = `${source}\n${extension}`
    if (!written.has(key)) yield* change(insertExtensionSql, source, extension, id)
    written.add(key)
  }
}

function* readAccount(id: string): Steps<Account | null> {
  const row = yield* one<AccountRow>(byIdSql, id)
  return row ? accountOf(row, yield* all(extensionsSql, id)) : null
}

function accountOf({ passwordHash: _, ...row }: AccountRow, extensions: Extensions): Account {
  const { id, login, name, role, language, disabledAt, team } = row
  const leads = row.leads === null ? null : (JSON.parse(row.leads) as string[])
  return { id, login, name, role, language, disabledAt, team, leads, extensions }
}

type SessionVerbs = Pick<
  AccountStore,
  'createSession' | 'readSession' | 'touchSession' | 'endSession' | 'endSessionsOf' | 'forgetOldSessions'
>

function sessionsOf({ read, write }: Engine): SessionVerbs {
  const run = async (sql: string, ...values: readonly Value[]): Promise<void> => {
    await write(() => change(sql, ...values))
  }
  return {
    createSession: ({ tokenHash, accountId, now, expiresAt }) =>
      run(insertSessionSql, tokenHash, accountId, now, now, expiresAt),
    readSession: (tokenHash) => read(() => readSession(tokenHash)),
    touchSession: (tokenHash, now) =>
      run('update session set seen_at = ? where token_hash = ? and seen_at < ?', now, tokenHash, now),
    endSession: (tokenHash) => run('delete from session where token_hash = ?', tokenHash),
    endSessionsOf: (accountId) => run('delete from session where account_id = ?', accountId),
    forgetOldSessions: (now, idleSince) => write(() => forgetOldSessions(now, idleSince)),
  }
}

function* readSession(
  tokenHash: string,
): Steps<{ account: Account; seenAt: number; expiresAt: number } | null> {
  type Row = AccountRow & { seenAt: number; expiresAt: number }
  const row = yield* one<Row>(sessionSql, tokenHash)
  if (!row) return null
  const account = accountOf(row, yield* all(extensionsSql, row.id))
  return { account, seenAt: row.seenAt, expiresAt: row.expiresAt }
}

function* forgetOldSessions(now: number, idleSince: number): Steps<void> {
  yield* change('delete from session where expires_at <= ? or seen_at <= ?', now, idleSince)
  // Nobody asks for an attempt of so long ago, and guessed logins would fill the table.
  yield* change('delete from sign_in_attempt where last_at <= ?', now - attemptsKeptMs)
}

type AttemptVerbs = Pick<
  AccountStore,
  'readAttempts' | 'recordFailure' | 'forgiveFailures' | 'newestAccountChange'
>

function attemptsOf({ read, write }: Engine): AttemptVerbs {
  return {
    readAttempts: (who) => read(() => readAttempts(who)),
    async recordFailure(who, now) {
      await write(() => change(recordFailureSql, who, now))
    },
    async forgiveFailures(who) {
      await write(() => change('delete from sign_in_attempt where who = ?', who))
    },
    newestAccountChange: (after) =>
      read(function* () {
        return (yield* one<{ id: number | null }>(newestChangeSql, after))?.id ?? null
      }),
  }
}

function* readAttempts(who: string): Steps<{ failures: number; lastAt: number } | null> {
  return (yield* one<{ failures: number; lastAt: number }>(attemptsSql, who)) ?? null
}

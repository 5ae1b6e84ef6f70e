import type { Account, AccountStore } from './account-store.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

const accountColumns = 'a.id, a.login, a.name, a.role, a.language, a.disabled_at, a.password_hash'
const byIdSql = `select ${accountColumns} from account a where a.id = ?`
const byLoginSql = `select ${accountColumns} from account a where a.login = ?`
const allSql = `select ${accountColumns} from account a order by a.name, a.login`
const sessionSql = `select ${accountColumns}, s.seen_at, s.expires_at
  from session s join account a on a.id = s.account_id where s.token_hash = ?`
const extensionsSql =
  'select source, extension from account_extension where account_id = ? order by source, extension'
const allExtensionsSql =
  'select account_id, source, extension from account_extension order by source, extension'
const ownerSql = 'select account_id from account_extension where source = ? and extension = ?'
const insertExtensionSql = `insert into account_extension (source, extension, account_id) values (?, ?, ?)
  on conflict (source, extension) do nothing`
const insertAuditSql = `insert into audit (id, at, account_id, action, subject, detail) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do nothing`

const attemptsKeptMs = 30 * 24 * 60 * 60_000

interface AccountRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: Account['role']
  readonly language: string
  readonly disabled_at: number | null
  readonly password_hash: string | null
}

type Extensions = Account['extensions']
type NewAccount = Parameters<AccountStore['createAccount']>[0]
type Change = Parameters<AccountStore['changeAccount']>[1]
type AuditEntry = Parameters<AccountStore['audit']>[0]

/** Accounts, sessions, sign-in attempts and the audit on SQLite. `ids` makes an id that begins with an instant (ms). */
export function sqliteAccountStore(connection: SqliteConnection, ids: (at: number) => number): AccountStore {
  return { ...accountsOf(connection), ...sessionsOf(connection), ...attemptsOf(connection, ids) }
}

type AccountVerbs = Pick<
  AccountStore,
  'readAccounts' | 'readAccountByLogin' | 'createAccount' | 'changeAccount'
>

function accountsOf(connection: SqliteConnection): AccountVerbs {
  return {
    readAccounts: async () => readAccounts(connection),
    async readAccountByLogin(login) {
      const row = connection.prepare(byLoginSql).get(login) as AccountRow | undefined
      if (!row) return null
      return { ...accountOf(row, extensionsOf(connection, row.id)), passwordHash: row.password_hash }
    },
    createAccount: (account) => connection.write(() => createAccount(connection, account)),
    changeAccount: (id, change) => connection.write(() => changeAccount(connection, id, change)),
  }
}

function readAccounts({ prepare }: SqliteConnection): Account[] {
  const extensions = new Map<string, Extensions[number][]>()
  type Row = { account_id: string; source: string; extension: string }
  for (const { account_id, source, extension } of prepare(allExtensionsSql).all() as Row[]) {
    const own = extensions.get(account_id)
    if (own) own.push({ source, extension })
    else extensions.set(account_id, [{ source, extension }])
  }
  return (prepare(allSql).all() as AccountRow[]).map((row) => accountOf(row, extensions.get(row.id) ?? []))
}

function createAccount(connection: SqliteConnection, account: NewAccount): Account | null {
  if (isTaken(connection, account.extensions, account.id)) return null
  const made = connection
    .prepare(
      `insert into account (id, login, name, role, language, password_hash, created_at)
       values (?, ?, ?, ?, ?, ?, ?) on conflict (login) do nothing`,
    )
    .run(
      account.id,
      account.login,
      account.name,
      account.role,
      account.language,
      account.passwordHash,
      account.now,
    )
  if (made.changes === 0) return null
  writeExtensions(connection, account.extensions, account.id)
  return readAccount(connection, account.id)
}

function changeAccount(connection: SqliteConnection, id: string, change: Change): Account | null {
  const old = connection.prepare(byIdSql).get(id) as AccountRow | undefined
  if (!old || isLoginTaken(connection, change.login ?? old.login, id)) return null
  if (change.extensions && isTaken(connection, change.extensions, id)) return null
  connection
    .prepare(
      `update account set login = ?, name = ?, role = ?, language = ?, password_hash = ?, disabled_at = ?
       where id = ?`,
    )
    .run(
      change.login ?? old.login,
      change.name ?? old.name,
      change.role ?? old.role,
      change.language ?? old.language,
      change.passwordHash ?? old.password_hash,
      change.disabledAt === undefined ? old.disabled_at : change.disabledAt,
      id,
    )
  if (change.extensions) {
    connection.prepare('delete from account_extension where account_id = ?').run(id)
    writeExtensions(connection, change.extensions, id)
  }
  return readAccount(connection, id)
}

function isLoginTaken({ prepare }: SqliteConnection, login: string, by: string): boolean {
  const owner = prepare(byLoginSql).get(login) as AccountRow | undefined
  return owner !== undefined && owner.id !== by
}

function isTaken({ prepare }: SqliteConnection, extensions: Extensions, by: string): boolean {
  return extensions.some(({ source, extension }) => {
    const owner = prepare(ownerSql).get(source, extension) as { account_id: string } | undefined
    return owner !== undefined && owner.account_id !== by
  })
}

function writeExtensions({ prepare }: SqliteConnection, extensions: Extensions, id: string): void {
  for (const { source, extension } of extensions) prepare(insertExtensionSql).run(source, extension, id)
}

function readAccount(connection: SqliteConnection, id: string): Account | null {
  const row = connection.prepare(byIdSql).get(id) as AccountRow | undefined
  return row ? accountOf(row, extensionsOf(connection, id)) : null
}

function extensionsOf({ prepare }: SqliteConnection, id: string): Extensions {
  return prepare(extensionsSql).all(id) as Extensions[number][]
}

function accountOf(row: AccountRow, extensions: Extensions): Account {
  const { id, login, name, role, language } = row
  return { id, login, name, role, language, disabledAt: row.disabled_at, extensions }
}

type SessionVerbs = Pick<
  AccountStore,
  'createSession' | 'readSession' | 'touchSession' | 'endSession' | 'endSessionsOf' | 'forgetOldSessions'
>

function sessionsOf(connection: SqliteConnection): SessionVerbs {
  const { prepare, write } = connection
  const change = (sql: string, ...values: unknown[]): Promise<void> =>
    write(() => {
      prepare(sql).run(...values)
    })
  return {
    createSession: ({ tokenHash, accountId, now, expiresAt }) =>
      change(
        'insert into session (token_hash, account_id, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?)',
        tokenHash,
        accountId,
        now,
        now,
        expiresAt,
      ),
    async readSession(tokenHash) {
      type Row = AccountRow & { seen_at: number; expires_at: number }
      const row = prepare(sessionSql).get(tokenHash) as Row | undefined
      if (!row) return null
      const account = accountOf(row, extensionsOf(connection, row.id))
      return { account, seenAt: row.seen_at, expiresAt: row.expires_at }
    },
    touchSession: (tokenHash, now) =>
      change('update session set seen_at = ? where token_hash = ? and seen_at < ?', now, tokenHash, now),
    endSession: (tokenHash) => change('delete from session where token_hash = ?', tokenHash),
    endSessionsOf: (accountId) => change('delete from session where account_id = ?', accountId),
    forgetOldSessions: (now, idleSince) =>
      write(() => {
        prepare('delete from session where expires_at <= ? or seen_at <= ?').run(now, idleSince)
        // Nobody asks for an attempt of so long ago, and guessed logins would fill the table.
        prepare('delete from sign_in_attempt where last_at <= ?').run(now - attemptsKeptMs)
      }),
  }
}

type AttemptVerbs = Pick<AccountStore, 'readAttempts' | 'recordFailure' | 'forgiveFailures' | 'audit'>

function attemptsOf({ prepare, write }: SqliteConnection, ids: (at: number) => number): AttemptVerbs {
  return {
    async readAttempts(who) {
      type Row = { failures: number; lastAt: number }
      const row = prepare('select failures, last_at as "lastAt" from sign_in_attempt where who = ?').get(who)
      return (row as Row | undefined) ?? null
    },
    recordFailure: (who, now) =>
      write(() => {
        prepare(
          `insert into sign_in_attempt (who, failures, last_at) values (?, 1, ?)
           on conflict (who) do update set failures = sign_in_attempt.failures + 1, last_at = excluded.last_at`,
        ).run(who, now)
      }),
    forgiveFailures: (who) =>
      write(() => {
        prepare('delete from sign_in_attempt where who = ?').run(who)
      }),
    audit: (entry) => write(() => writeAudit(prepare, ids(entry.at), entry)),
  }
}

/** Another process on the same file may make the same id in the same millisecond: then the next one is taken. */
function writeAudit(prepare: SqliteConnection['prepare'], firstId: number, entry: AuditEntry): void {
  const insert = prepare(insertAuditSql)
  const { at, accountId, action, subject, detail } = entry
  for (let id = firstId; ; id++) {
    if (insert.run(id, at, accountId, action, subject, detail).changes === 1) return
  }
}

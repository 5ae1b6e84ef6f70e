import type { AuditStore } from './audit-store.ts'

export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: 'agent' | 'supervisor' | 'admin' | 'auditor'
  readonly language: string
  readonly disabledAt: number | null
  /** Where the person works. */
  readonly team: string | null
  /** Which teams a supervisor sees; null: all. Means nothing for other roles. */
  readonly leads: readonly string[] | null
  readonly extensions: readonly { readonly source: string; readonly extension: string }[]
}

export interface AccountStore extends AuditStore {
  readAccounts(): Promise<readonly Account[]>
  readAccountByLogin(login: string): Promise<(Account & { readonly passwordHash: string | null }) | null>
  /** Null when the login, or one of the extensions, is somebody else's already. */
  createAccount(
    account: Omit<Account, 'disabledAt' | 'team' | 'leads'> &
      Partial<Pick<Account, 'team' | 'leads'>> & { passwordHash: string | null; now: number },
  ): Promise<Account | null>
  changeAccount(
    id: string,
    change: Partial<Omit<Account, 'id' | 'disabledAt'>> & {
      passwordHash?: string
      disabledAt?: number | null
    },
  ): Promise<Account | null>

  createSession(session: {
    tokenHash: string
    accountId: string
    now: number
    expiresAt: number
  }): Promise<void>
  readSession(tokenHash: string): Promise<{ account: Account; seenAt: number; expiresAt: number } | null>
  touchSession(tokenHash: string, now: number): Promise<void>
  endSession(tokenHash: string): Promise<void>
  endSessionsOf(accountId: string): Promise<void>
  forgetOldSessions(now: number, idleSince: number): Promise<void>

  readAttempts(who: string): Promise<{ failures: number; lastAt: number } | null>
  recordFailure(who: string, now: number): Promise<void>
  forgiveFailures(who: string): Promise<void>

  /** Which team serves each queue, as the configuration has it now. */
  keepQueueTeams(queues: readonly { readonly queue: string; readonly team: string }[]): Promise<void>

  /** The newest entry of the record that tells of a change of accounts, after this one (an id); null if there is none. */
  newestAccountChange(after: number): Promise<number | null>
}

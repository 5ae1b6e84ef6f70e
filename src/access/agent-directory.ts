import { testDeskId } from '../call/test-call.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import type { AgentReference } from '../wire/event-contract.ts'

/** All accounts in memory: the way of a call asks for several agents per event and waits for no store. */
export interface AgentDirectory {
  /** The account that a phone system of this source means; null if none, or if it is disabled. */
  resolve(agent: AgentReference, source: string): string | null
  /** Where an agent is reached at a source; null for one who has no extension there, or is disabled. */
  extensionOf(accountId: string, source: string): string | null
  /** Also of accounts that are disabled by now: history names them. */
  nameOf(accountId: string): string | null
  /** All of them, also those that are disabled by now. */
  listed(): readonly Pick<Account, 'id' | 'name' | 'login'>[]
  /** Where somebody works; null for who is in no team. */
  teamOf(accountId: string): string | null
  /** Reads the accounts again; to be called when one has changed, and now and then for what other processes change. */
  reload(): Promise<void>
  /** Reads them again if another process has changed one since; thousands of accounts are not read for nothing. */
  refresh(): Promise<void>
}

/** Reads all accounts once, and again with each `reload`. */
export async function openAgentDirectory(
  store: Pick<Store, 'readAccounts' | 'newestAccountChange'>,
): Promise<AgentDirectory> {
  let known = listed([])
  let begun = 0
  let shown = 0
  let seen = 0
  const reload = async (): Promise<void> => {
    const turn = ++begun
    const accounts = await store.readAccounts()
    // Of two readings at once the one that began later counts, whichever comes in last.
    if (turn < shown) return
    shown = turn
    known = listed(accounts)
  }
  await reload()
  return {
    resolve(agent, source) {
      if ('extension' in agent)
        return byExtension(known, source, agent.extension) ?? testDesk(known, agent.extension)
      if ('login' in agent) return known.byLogin.get(agent.login.toLowerCase()) ?? null
      return known.enabled.has(agent.id) ? agent.id : null
    },
    extensionOf: (accountId, source) => known.extensions.get(extensionKey(source, accountId)) ?? null,
    listed: () => known.accounts,
    nameOf: (accountId) => known.names.get(accountId) ?? null,
    teamOf: (accountId) => known.teams.get(accountId) ?? null,
    reload,
    async refresh() {
      const newest = await store.newestAccountChange(seen)
      if (newest === null) return
      await reload()
      seen = newest
    },
  }
}

function listed(accounts: readonly Account[]) {
  const enabled = accounts.filter((account) => account.disabledAt === null)
  return {
    accounts,
    names: new Map(accounts.map((account) => [account.id, account.name])),
    teams: new Map(accounts.map((account) => [account.id, account.team])),
    enabled: new Set(enabled.map((account) => account.id)),
    byLogin: new Map(enabled.map((account) => [account.login.toLowerCase(), account.id])),
    extensions: new Map(
      enabled.flatMap((account) =>
        account.extensions
          .toReversed()
          .map(({ source, extension }) => [extensionKey(source, account.id), extension] as const),
      ),
    ),
    byExtension: new Map([...extensionsOf(enabled, folded), ...extensionsOf(enabled, (written) => written)]),
  }
}

function extensionsOf(accounts: readonly Account[], as: (extension: string) => string) {
  return accounts.flatMap((account) =>
    account.extensions.map(
      ({ source, extension }) => [extensionKey(source, as(extension)), account.id] as const,
    ),
  )
}

/** The desk of test calls has its own name for an extension at every phone system. */
function testDesk({ enabled }: ReturnType<typeof listed>, extension: string): string | null {
  return extension === testDeskId && enabled.has(testDeskId) ? testDeskId : null
}

/** As it is written or, for names and addresses that phone systems write as they like, in other letters of the same name. */
function byExtension(known: ReturnType<typeof listed>, source: string, extension: string): string | null {
  return (
    known.byExtension.get(extensionKey(source, extension)) ??
    known.byExtension.get(extensionKey(source, folded(extension))) ??
    null
  )
}

function folded(extension: string): string {
  return extension.normalize('NFC').toLowerCase()
}

function extensionKey(source: string, extension: string): string {
  return `${source}\n${extension}`
}

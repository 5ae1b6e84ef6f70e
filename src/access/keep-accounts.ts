import type { z } from 'zod'
import { Refusal } from '../errors.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import type { accountChange, newAccount } from '../wire/access-api.ts'
import type { Passwords } from './passwords.ts'
import { normalLogin } from './sign-in.ts'
import { faultOfPassword } from './weak-passwords.ts'

export type NewAccount = z.infer<typeof newAccount>
export type AccountChange = z.infer<typeof accountChange>

export interface AccountKeeping {
  readonly store: Pick<Store, 'readAccounts' | 'createAccount' | 'changeAccount' | 'audit'>
  readonly passwords: Pick<Passwords, 'hash'>
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /** Ids of the house's teams. */
  readonly teams: readonly string[]
  /** Ends every session of the account and cuts its sockets. */
  readonly signOutEverywhere: (accountId: string) => Promise<void>
  /** Accounts are not what they were: whoever holds a copy reads them again. */
  readonly accountsChanged: () => Promise<void>
}

/** Makes an account. `by` is who does it, null for whoever has the machine. Refuses `bad-input`, `already-exists`. */
export async function createAccount(
  keeping: AccountKeeping,
  by: string | null,
  wanted: NewAccount,
): Promise<Account> {
  const { store, passwords, now, randomBytes } = keeping
  const login = normalLogin(wanted.login)
  refuseWeakPassword(wanted.password, login)
  refuseUnknownTeams(keeping, wanted)
  const made = await store.createAccount({
    id: Buffer.from(randomBytes(10)).toString('hex'),
    login,
    name: wanted.name,
    role: wanted.role,
    language: wanted.language,
    extensions: wanted.extensions,
    team: wanted.team,
    leads: wanted.leads,
    passwordHash: await passwords.hash(wanted.password),
    now: now(),
  })
  if (!made) throw new Refusal('already-exists')
  await keeping.accountsChanged()
  await store.audit({
    at: now(),
    accountId: by,
    action: 'account-created',
    subject: made.id,
    detail: made.role,
  })
  return made
}

/**
 * Changes an account. What it says of rights (role, password, disabled) takes effect at once: its sessions end and its
 * sockets are cut. Nobody disables or demotes themselves, so the house is never left without an admin who could mend it.
 * Refuses `bad-input`, `not-found`, `already-exists` (an extension of somebody else).
 */
export async function changeAccount(
  keeping: AccountKeeping,
  by: string | null,
  id: string,
  change: AccountChange,
): Promise<Account> {
  const { store, now } = keeping
  const old = (await store.readAccounts()).find((account) => account.id === id)
  if (!old) throw new Refusal('not-found')
  if (by === id) refuseOwnDownfall(old, change)
  refuseUnknownTeams(keeping, change, old)
  const changed = await store.changeAccount(id, await storedChange(keeping, old, change))
  if (!changed) throw new Refusal('already-exists')
  if (touchesRights(old, change)) await keeping.signOutEverywhere(id)
  await keeping.accountsChanged()
  await store.audit({
    at: now(),
    accountId: by,
    action: 'account-changed',
    subject: id,
    detail: Object.keys(change).join(','),
  })
  return changed
}

type StoredChange = Parameters<Store['changeAccount']>[1]

async function storedChange(
  { passwords, now }: AccountKeeping,
  old: Account,
  { password, disabled, name, role, language, extensions, team, leads }: AccountChange,
): Promise<StoredChange> {
  if (password !== undefined) refuseWeakPassword(password, old.login)
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(language !== undefined && { language }),
    ...(extensions !== undefined && { extensions }),
    ...(team !== undefined && { team }),
    ...(leads !== undefined && { leads }),
    ...(password !== undefined && { passwordHash: await passwords.hash(password) }),
    ...(disabled !== undefined && { disabledAt: disabled ? (old.disabledAt ?? now()) : null }),
  }
}

function touchesRights(old: Account, change: AccountChange): boolean {
  const isOtherRole = change.role !== undefined && change.role !== old.role
  return (
    isOtherRole || change.password !== undefined || change.disabled !== undefined || seesLess(old, change)
  )
}

/** What a desktop has on the screen of a team that is no longer theirs goes with the session. */
function seesLess(old: Account, { leads }: AccountChange): boolean {
  if (leads === undefined || leads === null) return false
  return old.leads === null || old.leads.some((team) => !leads.includes(team))
}

/** A team that the account is in already may be one that the configuration has no more. */
function refuseUnknownTeams(
  { teams }: Pick<AccountKeeping, 'teams'>,
  said: Pick<AccountChange, 'team' | 'leads'>,
  old?: Pick<Account, 'team' | 'leads'>,
): void {
  const known = new Set([...teams, ...(old?.leads ?? []), old?.team])
  const message = `the teams of this house are: ${teams.join(', ') || 'none'}`
  const faults: { path: string; message: string }[] = []
  if (typeof said.team === 'string' && !known.has(said.team)) faults.push({ path: 'team', message })
  if (said.leads?.some((team) => !known.has(team))) faults.push({ path: 'leads', message })
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
}

function refuseWeakPassword(password: string, login: string): void {
  const message = faultOfPassword(password, login)
  if (message !== null) throw new Refusal('bad-input', { faults: [{ path: 'password', message }] })
}

function refuseOwnDownfall(old: Account, change: AccountChange): void {
  const fault = (path: string, message: string): Refusal =>
    new Refusal('bad-input', { faults: [{ path, message }] })
  if (change.disabled) throw fault('disabled', 'Nobody can disable themselves. Ask another admin.')
  if (change.role !== undefined && change.role !== old.role) {
    throw fault('role', 'Nobody can change their own role. Ask another admin.')
  }
}

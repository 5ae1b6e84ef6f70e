import { Refusal } from '../errors.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import { oneAtATime } from './bounded-queue.ts'
import type { Passwords } from './passwords.ts'
import { hashOfToken, type Sessions } from './sessions.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

export interface SignInAttempt {
  readonly login: string
  readonly password: string
  readonly address: string
  /** The session that this one takes the place of: whoever planted it is not to share the new one's rights. */
  readonly earlierSession: string | null
}

interface SignInSettings {
  readonly store: Pick<Store, 'readAccountByLogin' | 'audit'>
  readonly passwords: Passwords
  readonly throttle: SignInThrottle
  readonly sessions: Sessions
  readonly now: () => number
}

export type SignIn = (attempt: SignInAttempt) => Promise<{ token: string; account: Account }>

/** The form in which a login is stored and looked up: no two people differ by capitals only. */
export function normalLogin(login: string): string {
  return login.toLowerCase()
}

/**
 * Signs a person in. Refuses with `wrong-credentials` in the same words and after the same work whether the login is
 * unknown, disabled, without a password or the password is wrong; with `too-many-attempts` before any of that work.
 */
export function signInWith(settings: SignInSettings): SignIn {
  // Tries for one login take turns, so that a hundred at once are counted like a hundred one by one.
  const inTurn = oneAtATime(5)
  return (attempt) => inTurn(normalLogin(attempt.login), () => signIn(settings, attempt))
}

async function signIn(settings: SignInSettings, attempt: SignInAttempt) {
  const { store, passwords, throttle, sessions } = settings
  const login = normalLogin(attempt.login)
  if (!(await throttle.mayTry(login, attempt.address))) throw new Refusal('too-many-attempts')
  const account = await store.readAccountByLogin(login)
  const isRight = await passwords.isRight(account?.passwordHash ?? null, attempt.password)
  if (!account || !isRight || account.disabledAt !== null) {
    await throttle.failed(login, attempt.address)
    await recordFailure(settings, account, isRight)
    throw new Refusal('wrong-credentials')
  }
  await throttle.succeeded(login, attempt.address)
  const token = await sessions.begin(account.id)
  await undoIfOvertaken(settings, account, token)
  if (attempt.earlierSession) await sessions.end(attempt.earlierSession)
  await store.audit({
    at: settings.now(),
    accountId: account.id,
    action: 'signed-in',
    subject: account.id,
    detail: '',
  })
  return { token, account: withoutHash(account) }
}

/** The login is not written down where it is nobody's: people type their password into that field. */
async function recordFailure({ store, now }: SignInSettings, account: Account | null, isRight: boolean) {
  const detail = !account ? 'unknown-login' : isRight ? 'disabled' : 'wrong-password'
  const subject = account?.id ?? ''
  await store.audit({ at: now(), accountId: null, action: 'sign-in-failed', subject, detail })
}

type WithHash = Account & { readonly passwordHash: string | null }

/**
 * Checking a password takes a while, in which the account may be disabled or changed and its sessions ended: ours came
 * too late to be among them.
 */
async function undoIfOvertaken({ store, sessions }: SignInSettings, then: WithHash, token: string) {
  const now = await store.readAccountByLogin(then.login)
  const isSame = now?.passwordHash === then.passwordHash && now.disabledAt === null && now.role === then.role
  if (isSame) return
  await sessions.end(hashOfToken(token))
  throw new Refusal('wrong-credentials')
}

function withoutHash({ passwordHash: _, ...account }: WithHash): Account {
  return account
}

import { Refusal } from '../errors.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import type { AccountView, Me } from '../wire/access-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { type AccountKeeping, changeAccount, createAccount } from './keep-accounts.ts'
import type { Sessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'

export type AccessRoute =
  | 'signIn'
  | 'readSession'
  | 'signOut'
  | 'readMe'
  | 'changeMe'
  | 'readAccounts'
  | 'createAccount'
  | 'changeAccount'

/** What a desktop is told of the house beside the account. */
export type HouseForDesktop = Omit<Me, 'account'>

interface AccessHandlerSettings {
  readonly store: Pick<Store, 'readSession' | 'readAccounts' | 'changeAccount' | 'audit'>
  readonly house: HouseForDesktop
  readonly signIn: SignIn
  readonly sessions: Sessions
  readonly keeping: AccountKeeping
  readonly cutSockets: (whose: { sessionHash: string }) => void
  readonly now: () => number
}

export function accessHandlers(settings: AccessHandlerSettings): Handlers<AccessRoute> {
  const { store, house, keeping } = settings
  return {
    async signIn({ body, who, setSession }) {
      const earlierSession = isSomebody(who) ? who.sessionHash : null
      const { token, account } = await settings.signIn({ ...body, address: who.address, earlierSession })
      if (earlierSession) settings.cutSockets({ sessionHash: earlierSession })
      setSession(token)
      return { account: accountView(account), ...house }
    },
    async readSession({ who }) {
      return { me: isSomebody(who) ? { account: await ownAccount(store, who), ...house } : null }
    },
    async signOut({ who, setSession }) {
      setSession(null)
      if (who.sessionHash !== null) await signOut(settings, who.accountId, who.sessionHash)
      return undefined
    },
    readMe: async ({ who }) => ({ account: await ownAccount(store, who), ...house }),
    async changeMe({ who, body }) {
      if (who.sessionHash === null) throw new Refusal('forbidden')
      if (body.language === undefined) return ownAccount(store, who)
      const changed = await store.changeAccount(who.accountId, { language: body.language })
      if (!changed) throw new Refusal('not-found')
      return accountView(changed)
    },
    readAccounts: async () => ({ items: (await store.readAccounts()).map(accountView) }),
    createAccount: async ({ who, body }) => accountView(await createAccount(keeping, who.accountId, body)),
    changeAccount: async ({ who, params, body }) =>
      accountView(await changeAccount(keeping, who.accountId, params.id, body)),
  }
}

/** The route binder hands over the whole of whoever is signed in already, also where a route is for anyone. */
function isSomebody(who: Pick<Who, 'address'> & Partial<Who>): who is Who {
  return who.accountId !== undefined
}

async function signOut(
  settings: AccessHandlerSettings,
  accountId: string,
  sessionHash: string,
): Promise<void> {
  await settings.sessions.end(sessionHash)
  settings.cutSockets({ sessionHash })
  await settings.store.audit({
    at: settings.now(),
    accountId,
    action: 'signed-out',
    subject: accountId,
    detail: '',
  })
}

/** A program has no account; what it is told of itself is what its token says. */
async function ownAccount(store: Pick<Store, 'readSession'>, who: Who): Promise<AccountView> {
  const { accountId: id, name, role, sessionHash } = who
  if (sessionHash === null) {
    const leads = who.teams === null ? null : [...who.teams]
    return { id, login: id, name, role, language: 'en', disabled: false, extensions: [], team: null, leads }
  }
  const session = await store.readSession(sessionHash)
  if (!session) throw new Refusal('not-signed-in')
  return accountView(session.account)
}

function accountView({ id, login, name, role, language, disabledAt, ...account }: Account): AccountView {
  const { extensions, team, leads } = account
  return {
    id,
    login,
    name,
    role,
    language,
    disabled: disabledAt !== null,
    extensions: [...extensions],
    team,
    leads: leads && [...leads],
  }
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountStore } from '../../src/store/account-store.ts'

export interface OpenedAccounts {
  readonly store: AccountStore
  /** Rows of a statement with `?` placeholders, for what the port does not show. */
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

const noon = Date.UTC(2026, 10, 2, 12)
const day = 24 * 60 * 60_000

/** What every engine must do with accounts, sessions, attempts and the audit. */
export function accountContract(engine: string, open: () => Promise<OpenedAccounts>): void {
  describe(`accounts on ${engine}`, () => {
    let opened: OpenedAccounts
    let store: AccountStore

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const add = (login: string, extensions: { source: string; extension: string }[] = []) =>
      store.createAccount({
        id: `id-${login}`,
        login,
        name: login.toUpperCase(),
        role: 'agent',
        language: 'en',
        extensions,
        passwordHash: `hash of ${login}`,
        now: noon,
      })

    it('gives back an account as it was made', async () => {
      const extensions = [
        { source: 'branch', extension: '1001' },
        { source: 'main', extension: '1001' },
      ]
      const made = await add('alice', extensions)
      const expected = { id: 'id-alice', login: 'alice', name: 'ALICE', role: 'agent', language: 'en' }
      expect(made).toEqual({ ...expected, disabledAt: null, team: null, leads: null, extensions })
      expect(await store.readAccountByLogin('alice')).toEqual({ ...made, passwordHash: 'hash of alice' })
      expect(await store.readAccountByLogin('bob')).toBeNull()
      expect(await store.readAccounts()).toEqual([made])
    })

    it('refuses a login or an extension that is somebody else’s, and leaves nothing behind', async () => {
      await add('alice', [{ source: 'main', extension: '1001' }])
      expect(await add('alice')).toBeNull()
      expect(await add('bob', [{ source: 'main', extension: '1001' }])).toBeNull()
      expect(await store.readAccountByLogin('bob')).toBeNull()
      expect(await add('bob', [{ source: 'branch', extension: '1001' }])).not.toBeNull()
      expect(await store.changeAccount('id-bob', { login: 'alice' })).toBeNull()
      const taken = { name: 'Robert', extensions: [{ source: 'main', extension: '1001' }] }
      expect(await store.changeAccount('id-bob', taken)).toBeNull()
      expect(await store.readAccountByLogin('bob')).toMatchObject({
        name: 'BOB',
        extensions: [{ source: 'branch', extension: '1001' }],
      })
    })

    it('lets only one of two have an extension that both ask for at once', async () => {
      const both = await Promise.all(
        ['alice', 'bob'].map((login) => add(login, [{ source: 'main', extension: '1001' }])),
      )
      expect(both.filter((made) => made !== null)).toHaveLength(1)
    })

    it('changes what is named and nothing else', async () => {
      await add('alice', [{ source: 'main', extension: '1001' }])
      await store.changeAccount('id-alice', { role: 'supervisor', disabledAt: noon })
      await store.changeAccount('id-alice', { extensions: [{ source: 'main', extension: '1002' }] })
      const kept = await store.changeAccount('id-alice', { name: 'Alice Ng' })
      expect(kept).toMatchObject({
        login: 'alice',
        name: 'Alice Ng',
        role: 'supervisor',
        disabledAt: noon,
        extensions: [{ source: 'main', extension: '1002' }],
      })
      const enabled = await store.changeAccount('id-alice', { disabledAt: null, passwordHash: 'other' })
      expect(enabled?.disabledAt).toBeNull()
      expect((await store.readAccountByLogin('alice'))?.passwordHash).toBe('other')
      expect(await store.changeAccount('id-nobody', { name: 'Nobody' })).toBeNull()
    })

    it('keeps a session until it is ended, and shows the account as it is now', async () => {
      await add('alice')
      await store.createSession({ tokenHash: 'a', accountId: 'id-alice', now: noon, expiresAt: noon + day })
      await store.createSession({ tokenHash: 'b', accountId: 'id-alice', now: noon, expiresAt: noon + day })
      await store.changeAccount('id-alice', { role: 'admin' })
      const session = await store.readSession('a')
      expect(session).toMatchObject({ seenAt: noon, expiresAt: noon + day, account: { role: 'admin' } })
      await store.endSession('a')
      expect(await store.readSession('a')).toBeNull()
      expect(await store.readSession('b')).not.toBeNull()
      await store.endSessionsOf('id-alice')
      expect(await store.readSession('b')).toBeNull()
    })

    it('remembers the latest touch, whichever comes in last, and revives no ended session', async () => {
      await add('alice')
      await store.createSession({ tokenHash: 'a', accountId: 'id-alice', now: noon, expiresAt: noon + day })
      await Promise.all([store.touchSession('a', noon + 2000), store.touchSession('a', noon + 1000)])
      expect((await store.readSession('a'))?.seenAt).toBe(noon + 2000)
      await store.endSession('a')
      await store.touchSession('a', noon + 3000)
      expect(await store.readSession('a')).toBeNull()
    })

    it('forgets sessions that are idle or over, and attempts of more than a month ago', async () => {
      await add('alice')
      const begin = (tokenHash: string, now: number, expiresAt: number) =>
        store.createSession({ tokenHash, accountId: 'id-alice', now, expiresAt })
      await begin('live', noon, noon + day)
      await begin('idle', noon - 7200_000, noon + day)
      await begin('over', noon, noon - 1)
      await store.recordFailure('long ago', noon - 31 * day)
      await store.recordFailure('lately', noon - day)
      await store.forgetOldSessions(noon, noon - 3600_000)
      expect(await store.readSession('live')).not.toBeNull()
      expect(await store.readSession('idle')).toBeNull()
      expect(await store.readSession('over')).toBeNull()
      expect(await store.readAttempts('long ago')).toBeNull()
      expect(await store.readAttempts('lately')).not.toBeNull()
    })

    it('counts every failure, also those of one moment, until they are forgiven', async () => {
      expect(await store.readAttempts('x')).toBeNull()
      await Promise.all([1, 2, 3, 4, 5].map((n) => store.recordFailure('x', noon + n)))
      expect(await store.readAttempts('x')).toEqual({ failures: 5, lastAt: noon + 5 })
      await store.forgiveFailures('x')
      expect(await store.readAttempts('x')).toBeNull()
    })

    it('writes each audit entry once, in order, also many in one millisecond', async () => {
      const entry = { at: noon, accountId: null, action: 'sign-in-failed', subject: '', detail: 'x' }
      await Promise.all(Array.from({ length: 600 }, (_, n) => store.audit({ ...entry, detail: String(n) })))
      const rows = await opened.sql('select at, account_id, action, detail from audit order by id')
      expect(rows).toHaveLength(600)
      expect(new Set(rows.map((row) => row.detail)).size).toBe(600)
      expect(rows[0]).toMatchObject({ at: noon, account_id: null, action: 'sign-in-failed' })
    })
  })
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, goodPassword, type House, hour, minute, office, openHouse } from './house.ts'

describe('signing in', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
    await house.addAccount('alice')
  })
  afterEach(() => house.close())

  const audited = () =>
    house.connection.prepare('select account_id, action, subject, detail from audit order by id').all()
  const guess = (login = 'alice', address = '203.0.113.9', password = 'wrong password') =>
    codeOf(house.signIn(login, password, address))

  it('knows who comes back with the cookie', async () => {
    const cookie = await house.signIn('alice')
    expect(await house.identify(cookie)).toMatchObject({ name: 'alice', role: 'agent', address: office })
    expect(await house.identify(`theme=dark; ${cookie}; x=1`)).toMatchObject({ name: 'alice' })
    expect(await house.identify('')).toBeNull()
  })

  it('makes nothing of capitals in a login, but much of them in a password', async () => {
    expect(await codeOf(house.signIn('ALICE'))).toBe('done')
    expect(await codeOf(house.signIn('alice', goodPassword.toUpperCase()))).toBe('wrong-credentials')
  })

  it('takes a password whichever way its letters were composed', async () => {
    await house.addAccount('rene', 'agent', 'un café très doux'.normalize('NFD'))
    expect(await codeOf(house.signIn('rene', 'un café très doux'.normalize('NFC')))).toBe('done')
  })

  it('says the same and does the same work for unknown, disabled, passwordless and mistaken', async () => {
    const bob = await house.addAccount('bob')
    await house.store.changeAccount(bob.id, { disabledAt: house.clock.now })
    const nobodys = { role: 'agent', language: 'en', extensions: [], passwordHash: null, now: 0 } as const
    await house.store.createAccount({ id: 'sso', login: 'sso', name: 'Sso', ...nobodys })
    const cases = [
      ['nobody', 'whatever they typed'],
      ['bob', goodPassword],
      ['sso', 'whatever they typed'],
      ['alice', 'whatever they typed'],
    ]
    for (const [login, password] of cases) {
      const before = house.seen.verifies
      expect(await codeOf(house.signIn(login ?? '', password))).toBe('wrong-credentials')
      expect(house.seen.verifies - before, login).toBe(1)
    }
  })

  it('begins a new session each time and ends the one it was asked with', async () => {
    const planted = await house.signIn('alice')
    const who = await house.identify(planted)
    const fresh = await house.signIn('alice', goodPassword, office, who ?? undefined)
    expect(fresh).not.toBe(planted)
    expect(await house.identify(planted)).toBeNull()
    expect(await house.identify(fresh)).not.toBeNull()
    expect(house.seen.cut).toEqual([{ sessionHash: who?.sessionHash }])
  })

  it('never stores the token itself', async () => {
    const token = (await house.signIn('alice')).split('=')[1] ?? ''
    const stored = JSON.stringify(house.connection.prepare('select * from session').all())
    expect(token).toHaveLength(43)
    expect(stored).not.toContain(token)
  })

  it('writes success, failure and sign-out down once each, without what was typed', async () => {
    const cookie = await house.signIn('alice')
    const who = await house.identify(cookie)
    await guess('nobody')
    await guess('alice')
    if (who) await house.access.handlers.signOut(house.asked(who))
    const id = who?.accountId
    expect(audited().slice(1)).toEqual([
      { account_id: id, action: 'signed-in', subject: id, detail: '' },
      { account_id: null, action: 'sign-in-failed', subject: '', detail: 'unknown-login' },
      { account_id: null, action: 'sign-in-failed', subject: id, detail: 'wrong-password' },
      { account_id: id, action: 'signed-out', subject: id, detail: '' },
    ])
  })

  it('verifies at most ten guesses a minute at one account, however many come and from wherever', async () => {
    const before = house.seen.verifies
    for (let second = 0; second < 60; second++) {
      for (let n = 0; n < 20; n++) await guess('alice', n % 2 === 0 ? '203.0.113.9' : `203.0.113.${n}`)
      house.pass(1000)
    }
    const verifies = house.seen.verifies - before
    expect(verifies).toBeGreaterThanOrEqual(5)
    expect(verifies).toBeLessThanOrEqual(10)
    expect(await guess('alice')).toBe('too-many-attempts')
  })

  it('counts guesses that come all at once like guesses one by one', async () => {
    const before = house.seen.verifies
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => guess('alice', `203.0.113.${n}`)))
    expect(house.seen.verifies - before).toBeLessThanOrEqual(10)
    expect(answers.filter((code) => code === 'too-many-attempts').length).toBeGreaterThanOrEqual(90)
  })

  it('counts guesses at unknown logins too, so that the count tells nobody who exists', async () => {
    const codes = []
    for (let n = 0; n < 6; n++) codes.push(await guess('nobody'))
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrong-credentials'), 'too-many-attempts'])
  })

  it('waits longer after each failure and never for good', async () => {
    for (let n = 0; n < 5; n++) await guess()
    house.pass(1999)
    expect(await guess()).toBe('too-many-attempts')
    house.pass(1)
    expect(await guess()).toBe('wrong-credentials')
    house.pass(3999)
    expect(await guess()).toBe('too-many-attempts')
    house.pass(1)
    expect(await codeOf(house.signIn('alice', goodPassword, '203.0.113.9'))).toBe('done')
  })

  it('does not lock the owner out of the place where they work, while others attack the account', async () => {
    await house.signIn('alice')
    for (let n = 0; n < 40; n++) {
      await guess('alice', `203.0.113.${n}`)
      house.pass(1000)
    }
    expect(await codeOf(house.signIn('alice', goodPassword, '198.51.100.1'))).toBe('too-many-attempts')
    expect(await codeOf(house.signIn('alice'))).toBe('done')
  })

  it('forgets failures of long ago, and a clock that is set back makes nobody wait', async () => {
    for (let n = 0; n < 12; n++) {
      await guess()
      house.pass(17 * minute)
    }
    expect(await guess()).toBe('wrong-credentials')
    house.pass(-24 * hour)
    expect(await guess()).toBe('wrong-credentials')
    house.pass(26 * hour)
    for (let n = 0; n < 5; n++) expect(await guess()).toBe('wrong-credentials')
  })

  it.each([[{ password: 'another good one' }], [{ role: 'supervisor' }], [{ disabled: true }]])(
    'gives no session to whoever had %j done to them while their password was checked',
    async (change) => {
      const { id } = await house.addAccount('carol')
      house.meanwhile.verifying = () =>
        house.access.handlers.changeAccount(house.asked(house.root, change, { id }))
      expect(await codeOf(house.signIn('carol'))).toBe('wrong-credentials')
      expect(house.connection.prepare('select * from session').all()).toEqual([])
    },
  )
})

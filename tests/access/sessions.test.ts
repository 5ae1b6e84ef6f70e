import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type House, hour, minute, openHouse } from './house.ts'

describe('a session', () => {
  let house: House
  let cookie: string
  let aliceId: string
  beforeEach(async () => {
    house = await openHouse()
    aliceId = (await house.addAccount('alice')).id
    cookie = await house.signIn('alice')
  })
  afterEach(() => house.close())

  const change = (what: object) =>
    house.access.handlers.changeAccount(house.asked(house.root, what, { id: aliceId }))
  const isIn = async (hand: 'person' | 'program' = 'person') => (await house.identify(cookie, hand)) !== null

  it('is over an hour after the last thing a person did', async () => {
    for (let n = 0; n < 5; n++) {
      house.pass(50 * minute)
      expect(await isIn()).toBe(true)
    }
    house.pass(hour)
    expect(await isIn()).toBe(false)
  })

  it('is not kept alive by a socket that asks on its own', async () => {
    for (let n = 0; n < 5; n++) {
      house.pass(10 * minute)
      expect(await isIn('program')).toBe(true)
    }
    house.pass(10 * minute)
    expect(await isIn('program')).toBe(false)
    expect(await isIn('person')).toBe(false)
  })

  it('is over twelve hours after signing in, whatever was done', async () => {
    for (let n = 0; n < 23; n++) {
      house.pass(30 * minute)
      expect(await isIn()).toBe(true)
    }
    house.pass(30 * minute)
    expect(await isIn()).toBe(false)
  })

  it('can be set to live shorter', async () => {
    const strict = await openHouse({ sessionLife: { idleMs: 5 * minute, absoluteMs: 20 * minute } })
    await strict.addAccount('bob')
    const his = await strict.signIn('bob')
    for (let n = 0; n < 4; n++) {
      strict.pass(4 * minute)
      expect(await strict.identify(his)).not.toBeNull()
    }
    strict.pass(4 * minute)
    expect(await strict.identify(his)).toBeNull()
    await strict.close()
  })

  it('asks the database once for many requests, but no later than a second on', async () => {
    expect(await isIn()).toBe(true)
    await house.connection.write(() => house.connection.prepare('delete from session').run())
    expect(await isIn()).toBe(true)
    house.pass(1000)
    expect(await isIn()).toBe(false)
  })

  it('is of no use once signed out, also to who has copied the cookie', async () => {
    const who = await house.identify(cookie)
    if (!who) throw new Error('nobody signed in')
    await house.access.handlers.signOut(house.asked(who))
    expect(await isIn()).toBe(false)
    expect(house.seen.cut).toEqual([{ sessionHash: who.sessionHash }])
  })

  it('signs out one session and leaves the other', async () => {
    const other = await house.signIn('alice')
    const who = await house.identify(cookie)
    if (who) await house.access.handlers.signOut(house.asked(who))
    expect(await house.identify(other)).not.toBeNull()
  })

  it.each([[{ disabled: true }], [{ role: 'supervisor' }], [{ password: 'quite another one' }]])(
    'is over, and the sockets cut, as soon as an admin does %j',
    async (what) => {
      expect(await isIn()).toBe(true)
      await change(what)
      expect(await isIn()).toBe(false)
      expect(house.seen.cut).toEqual([{ accountId: aliceId }])
      expect(house.connection.prepare('select * from session').all()).toEqual([])
    },
  )

  it('is over before the sockets are cut, so that none comes back with it', async () => {
    let comesBack: Promise<unknown> = Promise.resolve('was not cut')
    const strict = await openHouse({
      cutSockets: () => {
        comesBack = strict.identify(his, 'program')
      },
    })
    const { id } = await strict.addAccount('bob')
    const his = await strict.signIn('bob')
    expect(await strict.identify(his)).not.toBeNull()
    await strict.access.handlers.changeAccount(strict.asked(strict.root, { disabled: true }, { id }))
    expect(await comesBack).toBeNull()
    await strict.close()
  })

  it('goes on when only a name or an extension changes', async () => {
    await change({ name: 'Alice Ng', role: 'agent', extensions: [] })
    expect(await house.identify(cookie)).toMatchObject({ name: 'Alice Ng' })
    expect(house.seen.cut).toEqual([])
  })

  it('does not work for an account that was disabled behind our back', async () => {
    await house.store.changeAccount(aliceId, { disabledAt: house.clock.now })
    house.pass(1000)
    expect(await isIn()).toBe(false)
  })

  it('leaves the database when it is over', async () => {
    house.pass(30 * minute)
    const fresh = await house.signIn('alice')
    house.pass(40 * minute)
    await house.access.forgetOldSessions()
    expect(house.connection.prepare('select * from session').all()).toHaveLength(1)
    expect(await house.identify(fresh)).not.toBeNull()
  })

  it('is still read when the disk takes nothing more', async () => {
    house.pass(30 * minute)
    house.connection.prepare('pragma query_only = on').run()
    expect(await isIn()).toBe(true)
    house.connection.prepare('pragma query_only = off').run()
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boundedQueue } from '../../src/access/bounded-queue.ts'
import { openPasswords } from '../../src/access/passwords.ts'
import { faultOfPassword } from '../../src/access/weak-passwords.ts'
import { Refusal } from '../../src/errors.ts'
import { account, me } from '../../src/wire/access-api.ts'
import { codeOf, goodPassword, type House, openHouse } from './house.ts'

describe('accounts', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse({ apiTokens: [{ name: 'crm', role: 'admin', token: 'a-long-token-of-the-crm' }] })
  })
  afterEach(() => house.close())

  const change = (id: string, what: object, by = house.root) =>
    house.access.handlers.changeAccount(house.asked(by, what, { id }))

  it('are shown without anything of the password', async () => {
    await house.addAccount('alice')
    const { items } = await house.access.handlers.readAccounts(house.asked(house.root))
    expect(items).toHaveLength(1)
    for (const item of items) expect(account.parse(item)).toEqual(item)
  })

  it('are stored with an argon2id hash of 19 MiB and two passes', async () => {
    await house.addAccount('alice')
    const [row] = house.connection.prepare('select password_hash from account').all()
    expect(JSON.stringify(row)).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  it('keep a login to one person, whatever its capitals', async () => {
    await house.addAccount('alice')
    expect(await codeOf(house.addAccount('Alice'))).toBe('already-exists')
  })

  it('refuse a password that is tried first, repeats itself or is the login', async () => {
    for (const weak of ['password1', 'PASSWORD1', '1q2w3e4r', 'aaaaaaaaaaaa', 'alice.ng', 'Alice.Ng2026!']) {
      const refused = await house.addAccount('alice.ng', 'agent', weak).catch((reason: unknown) => reason)
      expect(refused, weak).toBeInstanceOf(Refusal)
      expect((refused as Refusal).faults?.[0]?.path).toBe('password')
    }
    const { id } = await house.addAccount('alice.ng', 'agent', goodPassword)
    expect(await codeOf(change(id, { password: 'iloveyou' }))).toBe('bad-input')
    expect(faultOfPassword('alice likes tea', 'alice')).toBeNull()
  })

  it('tell a change of nobody from an extension that is taken', async () => {
    await house.addAccount('alice')
    const { id } = await house.addAccount('bob')
    expect(await codeOf(change('nobody', { name: 'x' }))).toBe('not-found')
    const extensions = [{ source: 'main', extension: 'x-alice' }]
    expect(await codeOf(change(id, { extensions }))).toBe('already-exists')
  })

  it('let nobody disable or demote themselves, so that an admin is always left', async () => {
    const { id } = await house.addAccount('chief', 'admin')
    const chief = await house.identify(await house.signIn('chief'))
    if (!chief) throw new Error('nobody signed in')
    expect(await codeOf(change(id, { disabled: true }, chief))).toBe('bad-input')
    expect(await codeOf(change(id, { role: 'agent' }, chief))).toBe('bad-input')
    expect(await codeOf(change(id, { role: 'admin', name: 'The Chief' }, chief))).toBe('done')
  })

  it('are found by what a phone system calls them, at once after a change and never when disabled', async () => {
    const { agents } = house.access
    const { id } = await house.addAccount('alice')
    const all = [{ extension: 'x-alice' }, { login: 'Alice' }, { id }]
    for (const agent of all) expect(agents.resolve(agent, 'main')).toBe(id)
    expect(agents.resolve({ extension: 'x-alice' }, 'branch')).toBeNull()
    await change(id, { extensions: [{ source: 'main', extension: '1002' }], name: 'Alice Ng' })
    expect(agents.resolve({ extension: 'x-alice' }, 'main')).toBeNull()
    expect(agents.resolve({ extension: '1002' }, 'main')).toBe(id)
    await change(id, { disabled: true })
    for (const agent of [...all, { extension: '1002' }]) expect(agents.resolve(agent, 'main')).toBeNull()
    expect(agents.nameOf(id)).toBe('Alice Ng')
    expect(agents.nameOf('nobody')).toBeNull()
    await change(id, { disabled: false })
    expect(agents.resolve({ extension: '1002' }, 'main')).toBe(id)
  })

  it('are found in other letters of the same name, unless somebody has just those', async () => {
    const { agents } = house.access
    const { id } = await house.addAccount('alice')
    const other = (await house.addAccount('bob')).id
    const call = (...extensions: string[]) => ({
      extensions: extensions.map((extension) => ({ source: 'main', extension })),
    })
    await change(id, call('Alice@House.example', 'M\u00fcller', 'w0'))
    await change(other, call('W0'))
    for (const extension of ['alice@house.EXAMPLE', 'MU\u0308LLER', 'w0']) {
      expect(agents.resolve({ extension }, 'main'), extension).toBe(id)
    }
    expect(agents.resolve({ extension: 'W0' }, 'main')).toBe(other)
  })

  it('show each one their own account and the house, and let them change their language only', async () => {
    await house.addAccount('alice')
    const who = await house.identify(await house.signIn('alice'))
    if (!who) throw new Error('nobody signed in')
    await house.access.handlers.changeMe(house.asked(who, { language: 'zh-CN' }))
    const shown = await house.access.handlers.readMe(house.asked(who))
    expect(me.parse(shown)).toEqual(shown)
    expect(shown).toMatchObject({ sources: ['main'], account: { login: 'alice', language: 'zh-CN' } })
    const { readSession } = house.access.handlers
    expect(await readSession(house.asked(who))).toEqual({ me: shown })
    const nobody = { address: '::1' } as typeof who
    expect(await readSession(house.asked(nobody))).toEqual({ me: null })
  })

  it('are not had by programs, which can be told who they are but change nothing of it', async () => {
    const authorization = 'Bearer a-long-token-of-the-crm'
    const who = await house.access.identify({ cookie: undefined, authorization, address: '::1' })
    if (!who) throw new Error('nobody signed in')
    expect(await house.access.handlers.readMe(house.asked(who))).toMatchObject({
      account: { id: 'token:crm', role: 'admin' },
    })
    expect(await codeOf(house.access.handlers.changeMe(house.asked(who, { language: 'en' })))).toBe(
      'forbidden',
    )
    expect(await codeOf(house.access.handlers.signOut(house.asked(who)))).toBe('done')
  })

  it('leave a line in the record for each change, with names of fields and no values', async () => {
    const { id } = await house.addAccount('alice')
    await change(id, { password: 'quite another one', name: 'Secret Name' })
    const lines = house.connection.prepare('select account_id, action, subject, detail from audit').all()
    expect(lines).toEqual([
      { account_id: 'root', action: 'account-created', subject: id, detail: 'agent' },
      { account_id: 'root', action: 'account-changed', subject: id, detail: 'password,name' },
    ])
  })
})

describe('hashing', () => {
  it('runs two at a time, lets so many wait and refuses the rest', async () => {
    const run = boundedQueue({ inFlight: 2, waiting: 3 })
    let running = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }
    const codes = await Promise.all(Array.from({ length: 9 }, () => codeOf(run(work))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(5)
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(4)
    expect(most).toBe(2)
    expect(await codeOf(run(work))).toBe('done')
    expect(await codeOf(run(() => Promise.reject(new Error('broken'))))).toContain('broken')
    expect(await codeOf(Promise.all([run(work), run(work), run(work)]))).toBe('done')
  })

  it('gives the same password a different hash each time, and no password fits a missing hash', async () => {
    let n = 0
    const passwords = await openPasswords({ randomBytes: (size) => new Uint8Array(size).fill(n++) })
    const [one, other] = [await passwords.hash(goodPassword), await passwords.hash(goodPassword)]
    expect(one).not.toBe(other)
    expect(await passwords.isRight(one, goodPassword)).toBe(true)
    expect(await passwords.isRight(other, `${goodPassword} `)).toBe(false)
    const dummy = Buffer.from(new Uint8Array(16).fill(0)).toString('hex')
    expect(await passwords.isRight(null, dummy)).toBe(false)
  })
})

import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { account } from '../../src/cli/account.ts'
import { codeOf, type House, openHouse } from './house.ts'

describe('the account command', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  let bytes = 0
  const run = async (line: string, input = '', env: Record<string, string> = {}, isTTY = false) => {
    const [output, errors] = [new PassThrough(), new PassThrough()]
    const code = await account(
      line.split(' '),
      { input: Object.assign(Readable.from([input]), { isTTY }), output, errors },
      {
        openStore: async () => ({ ...house.store, close: async () => undefined }),
        env,
        teams: ['hongkong', 'berlin'],
        now: () => house.clock.now,
        randomBytes: (size) => createHash('sha256').update(`cli ${bytes++}`).digest().subarray(0, size),
      },
    )
    output.end()
    errors.end()
    return { code, output: await text(output), errors: await text(errors) }
  }

  it('adds an account that can sign in, with the password from the input or the environment', async () => {
    const line =
      'add --login Alice --name Alice --role supervisor --extension main:1001 --extension branch:a:b'
    expect((await run(line, 'correct horse battery\nmore\n')).code).toBe(0)
    expect(await codeOf(house.signIn('alice'))).toBe('done')
    const bob = 'add --login bob --name Bob --password-from-env BOBS'
    expect((await run(bob, '', { BOBS: 'another good one' })).code).toBe(0)
    expect(await codeOf(house.signIn('bob', 'another good one'))).toBe('done')
    expect((await run('list')).output).toBe(
      'alice\tsupervisor\tenabled\tAlice\tbranch:a:b main:1001\tleads all\nbob\tagent\tenabled\tBob\t\t\n',
    )
  })

  it('puts people into teams, and gives a supervisor some or all to lead', async () => {
    await house.addAccount('alice')
    await house.addAccount('sam', 'supervisor')
    expect((await run('change --login alice --team berlin')).code).toBe(0)
    expect((await run('change --login sam --leads berlin --leads hongkong')).code).toBe(0)
    expect(await house.store.readAccounts()).toMatchObject([
      { team: 'berlin', leads: null },
      { team: null, leads: ['berlin', 'hongkong'] },
    ])
    const unknown = await run('change --login sam --leads paris')
    expect(unknown).toMatchObject({ code: 1, errors: expect.stringContaining('hongkong, berlin') })
    expect((await run('change --login sam --leads all')).code).toBe(0)
    expect((await run('change --login alice --team none --role auditor')).code).toBe(0)
    expect(await house.store.readAccounts()).toMatchObject([
      { role: 'auditor', team: null },
      { role: 'supervisor', leads: null },
    ])
    expect((await run('change --login alice')).code).toBe(2)
  })

  it('does not show the password', async () => {
    for (const isTTY of [true, false]) {
      const line = `add --login alice${isTTY} --name Alice`
      const { code, output, errors } = await run(line, 'correct horse battery\n', {}, isTTY)
      expect(code).toBe(0)
      expect(output + errors).toContain('Password: ')
      expect(output + errors).not.toContain('horse')
    }
  })

  it('says what is wrong and does nothing', async () => {
    expect(await run('add --login alice --name Alice', 'password1\n')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('password: '),
    })
    expect(await run('add --login alice --name Alice', 'short\n')).toMatchObject({ code: 2 })
    expect(await run('add --login a!b --name x', 'correct horse battery\n')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('login: '),
    })
    expect(await run('add --login alice --name x --extension 1001', 'x')).toMatchObject({ code: 2 })
    expect(await run('add --login alice --name x --password-from-env NONE')).toMatchObject({ code: 2 })
    expect(await run('frobnicate')).toMatchObject({ code: 2, errors: expect.stringContaining('usage') })
    expect(await run('constructor')).toMatchObject({ code: 2 })
    expect(await run('list --unknown')).toMatchObject({ code: 2 })
    expect(await run('disable --login nobody')).toMatchObject({ code: 2 })
    expect(await house.store.readAccounts()).toEqual([])
  })

  it('sets a password, which ends the sessions', async () => {
    await house.addAccount('alice')
    const cookie = await house.signIn('alice')
    expect((await run('password --login ALICE', 'another good one\n')).code).toBe(0)
    house.pass(1000)
    expect(await house.identify(cookie)).toBeNull()
    expect(await codeOf(house.signIn('alice'))).toBe('wrong-credentials')
    expect(await codeOf(house.signIn('alice', 'another good one'))).toBe('done')
  })

  it('disables, which ends the sessions, and enables again', async () => {
    await house.addAccount('alice')
    const cookie = await house.signIn('alice')
    expect((await run('disable --login alice')).code).toBe(0)
    house.pass(1000)
    expect(await house.identify(cookie)).toBeNull()
    expect(await codeOf(house.signIn('alice'))).toBe('wrong-credentials')
    expect((await run('enable --login alice')).code).toBe(0)
    expect(await codeOf(house.signIn('alice'))).toBe('done')
  })
})

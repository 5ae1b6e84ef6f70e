import { describe, expect, it } from 'vitest'
import { numberKey } from '../../src/call/caller-number.ts'
import { usualPolicy } from '../../src/recognition/recognition-policy.ts'
import { wantedCaller } from '../../src/recognition/wanted-caller.ts'
import { caller, e164 } from './candidates.ts'

function ask(who: ReturnType<typeof caller>, policy = usualPolicy) {
  return wantedCaller({ ...who, key: numberKey(who.number, 'berlin') }, policy)
}

const unreadable = (raw: string) => caller({ kind: 'unreadable', raw, why: 'invalid' })

describe('what the store is asked for', () => {
  it('a number asks for itself and for the switchboards it may stand behind, longest first', () => {
    expect(ask(caller(e164('+493012345617')))).toEqual({
      numberKey: '+493012345617',
      prefixes: ['+493012345617*', '+49301234561*', '+4930123456*', '+493012345*', '+49301234*', '+4930123*'],
      claimedIds: [],
      ending: null,
    })
  })

  it('a prefix has at least seven digits', () => {
    expect(ask(caller(e164('+49301234'))).prefixes).toEqual(['+49301234*', '+4930123*'])
  })

  it('an extension asks for its own key only', () => {
    const extension = caller({ kind: 'extension', raw: '412', extension: '412' })
    expect(ask(extension)).toMatchObject({ numberKey: 'ext:412@berlin', prefixes: [], ending: null })
  })

  it('the ending is asked for only where nothing better can be read', () => {
    expect(ask(unreadable('(0)30 / 1234567')).ending).toBe('1234567')
    expect(ask(unreadable('sip:12345@192.168.10.20;user=phone')).ending).toBeNull()
    expect(ask(unreadable('123456')).ending).toBeNull()
  })

  it('claims that name a customer are asked for, however they are spelt', () => {
    const claims = { Customer_Number: ' K-1 ', accountId: 'A9', menu: '2', 'external-id': 'K-1', account: '' }
    expect(ask(caller(e164('+493012345617'), { claims })).claimedIds).toEqual(['K-1', 'A9'])
  })

  it('a number that is not to be shown asks for nobody; what was typed still does', () => {
    const claims = { customer: 'K-1' }
    const restricted = caller(e164('+493012345617'), { presentation: 'restricted', claims })
    const nothing = { numberKey: null, prefixes: [], claimedIds: ['K-1'], ending: null }
    expect(ask(restricted)).toEqual(nothing)
    expect(ask({ ...unreadable('00301234567'), presentation: 'restricted', claims })).toEqual(nothing)
    expect(ask(restricted, { ...usualPolicy, useRestrictedNumbers: true }).numberKey).toBe('+493012345617')
  })
})

import { describe, expect, it } from 'vitest'
import { chooseShown } from '../../src/desktop/desk/shown-call.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { somePop } from './some-pop.ts'

const calm = { busy: false, untouched: () => true }

describe('which call is shown', () => {
  it('[P1] a ringing call takes the empty place', () => {
    expect(chooseShown({ ...calm, shown: null, pops: [call('a', 'ringing')] })).toBe('a')
  })

  it('a second call never takes the place of a conversation', () => {
    const pops = [call('a', 'connected'), call('b', 'ringing')]
    expect(chooseShown({ ...calm, shown: 'a', pops })).toBe('a')
    const both = [call('a', 'connected'), call('b', 'connected')]
    expect(chooseShown({ ...calm, shown: 'a', pops: both })).toBe('a')
  })

  it('a call never takes the place of something that is being typed', () => {
    const pops = [call('a', 'wrap-up'), call('b', 'ringing')]
    expect(chooseShown({ ...calm, busy: true, shown: 'a', pops })).toBe('a')
    expect(chooseShown({ ...calm, untouched: () => false, shown: 'a', pops })).toBe('a')
  })

  it('a call takes the place of a wrap-up that nobody has begun', () => {
    expect(chooseShown({ ...calm, shown: 'a', pops: [call('a', 'wrap-up'), call('b', 'ringing')] })).toBe('b')
  })

  it('[P8] what comes next takes the place of a call that a colleague has taken', () => {
    const pops = [call('a', 'closed'), call('b', 'ringing')]
    expect(chooseShown({ ...calm, shown: 'a', pops })).toBe('b')
    expect(chooseShown({ ...calm, shown: 'a', pops: [call('a', 'closed')] })).toBe('a')
  })

  it('of two calls that ring, the answered one is shown', () => {
    const pops = [call('a', 'ringing'), call('b', 'connected')]
    expect(chooseShown({ ...calm, shown: 'a', pops })).toBe('b')
  })

  it('after the last call its unfinished wrap-up comes back', () => {
    expect(chooseShown({ ...calm, shown: 'gone', pops: [call('a', 'wrap-up')] })).toBe('a')
    expect(chooseShown({ ...calm, shown: 'gone', pops: [] })).toBeNull()
  })
})

function call(callId: string, state: Pop['state']): Pop {
  return somePop({
    callId,
    state,
    arrivedAt: callId.charCodeAt(0),
    closing: state === 'closed' ? 'lost' : null,
  })
}

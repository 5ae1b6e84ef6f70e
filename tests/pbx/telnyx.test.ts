import { describe, expect, it } from 'vitest'
import type { HookRequest } from '../../src/pbx/dialect.ts'
import { telnyx } from '../../src/pbx/dialects/telnyx.ts'
import { telnyx as speaker } from '../../src/speakers/telnyx.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(speaker)

function hear(data: object) {
  const request: HookRequest = {
    method: 'POST',
    url: 'https://calls.example/v1/sources/main/telnyx',
    parts: [],
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ data: { id: 'e1', occurred_at: '2026-11-22T12:00:00Z', ...data } })),
  }
  return telnyx.hear(request, { dials: 'agents' }, { secrets: [], tokens: [] })
}

describe('what Telnyx says', () => {
  it('[P51] of other things than calls is understood, also where it has no payload', () => {
    expect(hear({ event_type: 'number_order.complete' })).toMatchObject({ kind: 'ignored' })
    expect(hear({ event_type: 'call.initiated' })).toMatchObject({ kind: 'refused', code: 'bad-input' })
  })

  it.each([
    ['A', true, 'A'],
    ['b', true, 'B'],
    ['C', false, 'failed'],
    ['A', undefined, undefined],
    [undefined, true, undefined],
    [undefined, false, undefined],
  ])('[P23] of the number: level %s, checked %s, is %s', (level, isValid, attestation) => {
    const heard = hear({
      event_type: 'call.initiated',
      payload: {
        call_leg_id: 'l',
        call_session_id: 's',
        direction: 'incoming',
        from: '+4930901820',
        to: '+493023125100',
        shaken_stir_attestation: level,
        shaken_stir_validated: isValid,
      },
    })
    expect(heard.kind === 'events' && heard.events[0]?.attestation).toBe(attestation)
  })
})

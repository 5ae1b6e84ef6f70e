import { expect, it } from 'vitest'
import { bandwidth } from '../../src/pbx/dialects/bandwidth.ts'
import { bandwidth as speaker } from '../../src/speakers/bandwidth.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(speaker)

it.each([
  ['TN-Validation-Passed', 'A', 'A'],
  ['Tn-Verification-Passed', 'B', 'B'],
  ['TN-Validation-Failed', 'A', 'failed'],
  ['No-TN-Validation', undefined, 'none'],
  ['TN-Validation-Passed', undefined, undefined],
  [undefined, 'A', undefined],
])('[P23] Bandwidth’s verdict %s beside level %s is %s', (verstat, attestationIndicator, attestation) => {
  const said = {
    eventType: 'initiate',
    callId: 'c',
    direction: 'inbound',
    from: '+4930901820',
    to: '+493023125100',
  }
  const heard = bandwidth.hear(
    {
      method: 'POST',
      url: 'https://calls.example/v1/sources/main/bandwidth',
      parts: [],
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ ...said, stirShaken: { verstat, attestationIndicator } })),
    },
    { dials: 'agents' },
    { secrets: [], tokens: [] },
  )
  expect(heard.kind === 'events' && heard.events[0]?.attestation).toBe(attestation)
})

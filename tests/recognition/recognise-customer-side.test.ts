import { expect, it } from 'vitest'
import { retell } from '../../src/call/call.ts'
import { customerSide } from '../../src/recognition/customer-side.ts'

const arrived = {
  id: '1',
  source: 'hk',
  call: 'c1',
  kind: 'arrived',
  at: 1,
  from: '+85291234567',
  to: '+85221234567',
  displayName: 'CHAN TAI MAN',
  presentation: 'restricted',
  attestation: 'B',
} as const

it('who rings us is the caller', () => {
  expect(customerSide(retell([arrived]))).toMatchObject({
    raw: '+85291234567',
    presentation: 'restricted',
    attestation: 'B',
    ours: '+85221234567',
  })
})

it('whom we dial is the customer, and that we withhold our number hides nothing of theirs', () => {
  const dialled = { ...arrived, direction: 'outbound', from: '+85221234567', to: '+85291234567' } as const
  expect(customerSide(retell([dialled]))).toEqual({
    raw: '+85291234567',
    presentation: 'allowed',
    attestation: null,
    diversion: null,
    displayName: null,
    ours: '+85221234567',
  })
})

import { describe, expect, it } from 'vitest'
import { judgeTrust, type WhatSpeaksForTrust } from '../../src/recognition/judge-trust.ts'
import { e164 } from './candidates.ts'

const day = 24 * 60 * 60_000
const ordinary: WhatSpeaksForTrust = {
  direction: 'inbound',
  number: e164('+4915112345678'),
  presentation: 'allowed',
  attestation: null,
  diversion: null,
  numberIsOurOwn: false,
  sharedBy: 1,
  claimWasChecked: false,
  seenAsOthers: 0,
  addedAt: null,
  nameDiffers: false,
  now: 1_790_000_000_000,
}

describe('how far a number may be believed', () => {
  it.each([
    ['an ordinary call', {}, 'usual', []],
    ['attestation A', { attestation: 'A' }, 'attested', ['attestation-a']],
    ['attestation B', { attestation: 'B' }, 'usual', ['attestation-b']],
    ['attestation C: only passed on', { attestation: 'C' }, 'doubtful', ['attestation-c']],
    ['an attestation that failed', { attestation: 'failed' }, 'doubtful', ['attestation-failed']],
    ['none where others have one', { attestation: 'none' }, 'usual', ['attestation-none']],
    ['a call sent on by another number', { diversion: '+49301234' }, 'doubtful', ['diverted']],
    [
      'sent on, and attested all the same',
      { attestation: 'A', diversion: '+49301234' },
      'doubtful',
      ['attestation-a', 'diverted'],
    ],
    ['sent on, told twice', { attestation: 'diverted', diversion: '+49301234' }, 'doubtful', ['diverted']],
    ['a shared number', { attestation: 'A', sharedBy: 3 }, 'attested', ['attestation-a', 'number-shared']],
    ['our own number from outside', { numberIsOurOwn: true }, 'doubtful', ['own-number']],
    [
      'an extension from outside',
      { number: { kind: 'extension', raw: '412', extension: '412' } },
      'doubtful',
      ['internal-looking'],
    ],
    ['a number used though restricted', { presentation: 'restricted' }, 'doubtful', ['restricted']],
    ['a withheld number', { number: { kind: 'withheld', raw: 'anonymous' } }, 'none', ['restricted']],
    ['no number', { number: { kind: 'unavailable', raw: '' } }, 'none', ['no-number']],
    ['nonsense', { number: { kind: 'unreadable', raw: '+999', why: 'invalid' } }, 'doubtful', ['unreadable']],
    [
      'a withheld number whose PIN was right',
      { number: { kind: 'withheld', raw: '' }, claimWasChecked: true },
      'usual',
      ['restricted', 'claim-checked'],
    ],
    ['two other customers today', { attestation: 'A', seenAsOthers: 2 }, 'attested', ['attestation-a']],
    ['three other customers today', { seenAsOthers: 3 }, 'doubtful', ['many-customers']],
    [
      'a number that was put down last week',
      { attestation: 'A', addedAt: ordinary.now - 7 * day },
      'usual',
      ['attestation-a', 'number-new'],
    ],
    [
      'one that was put down long ago',
      { attestation: 'A', addedAt: ordinary.now - 40 * day },
      'attested',
      ['attestation-a'],
    ],
    ['another name than in the record', { nameDiffers: true }, 'usual', ['name-differs']],
    ['whom we have dialled', { direction: 'outbound', attestation: 'failed' }, 'usual', ['dialled-by-us']],
  ] satisfies [string, Partial<WhatSpeaksForTrust>, string, string[]][])('%s', (_, known, level, reasons) => {
    expect(judgeTrust({ ...ordinary, ...known })).toEqual({ level, reasons })
  })
})

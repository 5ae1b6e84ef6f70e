import { describe, expect, it } from 'vitest'
import {
  callEventKinds,
  directions,
  endReasons,
  offerEnds,
  presentations,
} from '../../src/call/call-event.ts'
import { demoKinds } from '../../src/demo/demo-calls.ts'
import { callTitle } from '../../src/desktop/desk/call-title.ts'
import { en } from '../../src/desktop/words/en.ts'
import { regionalTag } from '../../src/desktop/words/pick-language.ts'
import { makeSpoken } from '../../src/desktop/words/speak.ts'
import { zhCn } from '../../src/desktop/words/zh-cn.ts'
import { refusals } from '../../src/errors.ts'
import { judgeTrust } from '../../src/recognition/judge-trust.ts'
import { reasonWeights } from '../../src/screenpop/reason-weights.ts'
import { channels } from '../../src/wire/customer-api.ts'
import { greetingArguments, greetingCase, messageFault, phraseNames } from '../../src/wire/greeting-api.ts'
import { personalReads } from '../../src/wire/personal-reads.ts'
import { closings, outcomes, popReason, popStates } from '../../src/wire/pop.ts'
import { somePop } from './some-pop.ts'

const both = [en, zhCn] as const
const hour = 3_600_000

describe('the words of the desktop', () => {
  it('name every deed that a route puts into the record', () => {
    const deeds = Object.values(personalReads).flatMap((read) =>
      typeof read === 'string' ? [] : [read.action],
    )
    for (const words of [en, zhCn]) {
      expect(deeds.filter((deed) => words.record.actions[deed] === undefined)).toEqual([])
    }
    expect(Object.keys(zhCn.record.actions)).toEqual(Object.keys(en.record.actions))
  })

  it('both languages have the same words, and Chinese ones are Chinese', () => {
    const english = leaves(en)
    const chinese = leaves(zhCn)
    expect([...chinese.keys()]).toEqual([...english.keys()])
    const untranslated = [...chinese].filter(
      ([key, said]) => said === english.get(key) && /[a-z]{3}/i.test(said),
    )
    expect(untranslated.map(([key]) => key).sort()).toEqual(sameInBoth)
  })

  it('every refusal, state, closing, outcome, reason and channel is put into words', () => {
    for (const words of both) {
      expect(Object.keys(words.refusals).sort()).toEqual([...Object.keys(refusals), 'unreachable'].sort())
      expect(Object.keys(words.states)).toEqual(expect.arrayContaining([...popStates]))
      expect(Object.keys(words.closings).sort()).toEqual([...closings].sort())
      expect(Object.keys(words.outcomes).sort()).toEqual([...outcomes].sort())
      expect(Object.keys(words.reasons).sort()).toEqual([...popReason.shape.kind.options].sort())
      expect(Object.keys(words.because).sort()).toEqual(Object.keys(reasonWeights).sort())
      expect(Object.keys(words.channels).sort()).toEqual([...channels].sort())
      expect(Object.keys(words.demo.kinds).sort()).toEqual([...demoKinds].sort())
      expect(Object.keys(words.explain.eventKinds)).toEqual([...callEventKinds])
      const values = [...directions, ...presentations, ...offerEnds, ...endReasons]
      expect(Object.keys(words.explain.values)).toEqual(expect.arrayContaining(values))
    }
  })

  it('every situation, argument and fault of a greeting is put into words', () => {
    for (const { greetings } of both) {
      expect(Object.keys(greetings.phrases).sort()).toEqual([...phraseNames].sort())
      expect(Object.keys(greetings.means).sort()).toEqual([...greetingArguments].sort())
      expect(Object.keys(greetings.faults).sort()).toEqual([...messageFault.shape.reason.options].sort())
      expect(Object.keys(greetings.outcomes).sort()).toEqual([...greetingCase.shape.outcome.options].sort())
    }
  })

  it('[P23] every reason to trust a number or not is put into words', () => {
    const known = new Set<string>()
    for (const attestation of ['A', 'B', 'C', 'failed', 'none', 'diverted', null] as const)
      for (const presentation of ['allowed', 'restricted', 'unavailable'] as const)
        for (const number of numbers)
          for (const direction of ['inbound', 'outbound'] as const)
            for (const flag of [true, false])
              for (const reason of judgeTrust({
                direction,
                number,
                presentation,
                attestation,
                diversion: flag ? '+49301' : null,
                numberIsOurOwn: flag,
                sharedBy: flag ? 3 : 1,
                claimWasChecked: flag,
                seenAsOthers: flag ? 3 : 0,
                addedAt: flag ? 1 : null,
                nameDiffers: flag,
                now: 1,
              }).reasons)
                known.add(reason)
    expect(known.size).toBeGreaterThan(10)
    for (const words of both) expect(Object.keys(words.trustReasons).sort()).toEqual([...known].sort())
  })

  it('[P21] a possible caller is not named in tabs and titles', () => {
    const named = somePop({ outcome: 'possible' })
    expect(callTitle(named, en)).toBe('+49 30 901820')
    expect(callTitle(somePop({ outcome: 'recognised' }), en)).toBe('Anna Sommerfeld')
  })

  it('[P17] a withheld number has no title but that it is withheld', () => {
    expect(callTitle(somePop({ outcome: 'withheld', person: null }), zhCn)).toBe('号码被隐藏')
  })

  it('[P8] whoever lost a call to a colleague reads nothing of it', () => {
    expect(callTitle(somePop({ state: 'closed', closing: 'lost' }), en)).toBe('Taken by a colleague')
  })
})

describe('the browser’s languages', () => {
  it('give the region for dates, and what is no language tag is passed over', () => {
    expect(regionalTag('en', ['fr-FR', 'en-GB', 'en-US'])).toBe('en-GB')
    expect(regionalTag('en', ['en-US@posix', 'en'])).toBe('en')
    expect(regionalTag('zh-CN', ['en-GB', 'zh-TW'])).toBe('zh-TW')
  })
})

describe('times as one says them', () => {
  const noon = new Date(2026, 10, 20, 12, 0).getTime()
  const spoken = makeSpoken('en-GB', en)

  it('says how long ago in the largest unit that fits, and days as the calendar has them', () => {
    expect(spoken.ago(noon - 20_000, noon)).toBe('just now')
    expect(spoken.ago(noon - 5 * 60_000, noon)).toBe('5 minutes ago')
    expect(spoken.ago(noon - 3 * hour, noon)).toBe('3 hours ago')
    expect(spoken.ago(noon - 13 * hour, noon)).toBe('yesterday')
    expect(spoken.ago(noon - 21 * 24 * hour, noon)).toBe('3 weeks ago')
    expect(spoken.ago(noon + 3 * hour, noon)).toBe('in 3 hours')
    expect(makeSpoken('zh-CN', zhCn).ago(noon - 3 * hour, noon)).toBe('3小时前')
  })

  it('counts seconds, minutes and hours', () => {
    expect(spoken.lasting(7_900)).toBe('0:07')
    expect(spoken.lasting(750_000)).toBe('12:30')
    expect(spoken.lasting(3_750_000)).toBe('1:02:30')
    expect(spoken.lasting(-5)).toBe('0:00')
  })

  it('names languages in the language of the page, and gives an unknown tag back', () => {
    expect(spoken.language('de')).toBe('German')
    expect(makeSpoken('zh-CN', zhCn).language('de')).toBe('德语')
    expect(spoken.language('not a tag')).toBe('not a tag')
  })
})

const numbers = [
  { kind: 'e164', raw: '+4930901820', e164: '+4930901820' },
  { kind: 'extension', raw: '1001', extension: '1001' },
  { kind: 'short', raw: '110', digits: '110' },
  { kind: 'withheld', raw: 'anonymous' },
  { kind: 'unavailable', raw: '' },
  { kind: 'unreadable', raw: 'x', why: 'x' },
] as const

/** Names and keys of the keyboard, which are the same everywhere. */
const sameInBoth = ['app.name', 'shortcuts.alt', 'shortcuts.ctrl']

/** Every text by its path; a phrase with gaps is said with marks in them. */
function leaves(words: object, path: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const here = [...path, key]
    if (typeof value === 'string') found.set(here.join('.'), value)
    else if (typeof value === 'function') found.set(here.join('.'), String(value(3, 3)))
    else for (const [inner, said] of leaves(value, here)) found.set(inner, said)
  }
  return found
}

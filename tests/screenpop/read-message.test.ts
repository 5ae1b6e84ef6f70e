import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GreetingBook } from '../../src/screenpop/greet.ts'
import { lawfulArguments } from '../../src/screenpop/greeting-arguments.ts'
import { builtInMessage, builtInText } from '../../src/screenpop/phrase-book.ts'
import { type Message, readMessage } from '../../src/screenpop/read-message.ts'
import { sayFault } from '../../src/screenpop/say-fault.ts'
import {
  greetingArguments,
  greetingLanguages,
  namelessSituations,
  type PhraseName,
  phraseNames,
} from '../../src/wire/greeting-api.ts'
import { named, say } from './greeted.ts'

const faultsIn = (text: string, phrase: PhraseName = 'usual') => {
  const read = readMessage(text, phrase)
  return read.kind === 'faulty' ? read.faults : []
}

/** The built-in book, but for one text. */
function bookWith(text: string, phrase: PhraseName = 'usual'): GreetingBook {
  const own = readMessage(text, phrase)
  if (own.kind === 'faulty') throw new Error(own.faults.map(sayFault).join())
  return {
    messageFor: (language, asked): Message => (asked === phrase ? own : builtInMessage(language, asked)),
  }
}

describe('a text that is faulty', () => {
  it.each([
    ['Hello {name', 'unclosed-brace', '{name'],
    ['Hello {name}}', 'stray-brace', '}'],
    ['Hello {}', 'empty-argument', '{}'],
    ['Hello {na me}', 'malformed-argument', '{na '],
    ['Hello {nme}', 'unknown-argument', '{nme}'],
    ['Hello {matter}', 'not-in-this-situation', '{matter}'],
    ['Hello {name, number}', 'only-select', '{name, number}'],
    ['Hi {name, plural, one {x} other {y}}', 'only-select', '{name, plural, one {x} other {y}}'],
    ['Hello {name, date, ::yMd}', 'only-select', '{name, date, ::yMd}'],
    ['Hello {name, foo}', 'only-select', 'foo'],
    ['Hello {standing, select}', 'select-options', ''],
    ['Hello {standing, select, honoured {x}}', 'select-needs-other', ''],
    ['{standing, select, usual {x} usual {y} other {z}}', 'select-twice', 'usual'],
    ['{standing, select, usual {to {nobody}} other {z}}', 'unknown-argument', '{nobody}'],
    ["L'appel d'{name}", 'stray-brace', '{'],
    ['  ', 'says-nothing', '  '],
  ] as const)('[P71] %s: %s', (text, reason, place) => {
    const [fault] = faultsIn(text)
    expect(fault?.reason).toBe(reason)
    expect(text.slice(fault?.at, fault?.until)).toBe(place)
    expect(fault && sayFault(fault)).toMatch(/^at character \d+: \S/)
  })

  it('[P71] all unknown arguments are told at once, each with its place', () => {
    expect(faultsIn('{hello}, {you}! {introduction} {them}')).toEqual([
      { reason: 'unknown-argument', at: 9, until: 14, argument: 'you' },
      { reason: 'unknown-argument', at: 31, until: 37, argument: 'them' },
    ])
  })

  it('markup is text', () => {
    expect(faultsIn('<b>{name}</b> & <script>')).toEqual([])
    expect(say({}, bookWith('<b>{name}</b>'))).toBe('<b>Mr Chan</b>')
  })

  it('whatever is typed is read or refused with a place within it', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      "'",
      ',',
      'name',
      'select',
      'other',
      ' ',
      '#',
      '<',
      'x',
      '{name}',
      '陈',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 14 }), (parts) => {
        const text = parts.join('')
        for (const { at, until } of faultsIn(text)) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(until).toBeLessThanOrEqual(text.length)
          expect(at).toBeLessThanOrEqual(until)
        }
      }),
      { numRuns: 5000 },
    )
  })
})

describe('who may be named', () => {
  it('[P71] no text can name anybody in a situation in which nobody is named', () => {
    for (const phrase of [...namelessSituations, 'hello', 'introduction'] as const) {
      for (const argument of ['name', 'fullName', 'givenName', 'familyName', 'title', 'matter', 'standing']) {
        expect(faultsIn(`{${argument}}`, phrase)[0]?.reason, `${phrase} ${argument}`).toBe(
          'not-in-this-situation',
        )
        expect(faultsIn(`{${argument}, select, x {y} other {z}}`, phrase)).toHaveLength(1)
      }
    }
  })

  it('every argument is of use somewhere, and every built-in text keeps to what is lawful', () => {
    const used = new Set(Object.values(lawfulArguments).flat())
    expect([...greetingArguments].filter((one) => !used.has(one))).toEqual([])
    for (const language of greetingLanguages) {
      for (const phrase of phraseNames) expect(faultsIn(builtInText(language, phrase), phrase)).toEqual([])
    }
  })
})

describe('the house’s own text', () => {
  it('is said in the place of the built-in one', () => {
    const book = bookWith('{name}! {standing, select, honoured {Thank you.} other {Yes?}}')
    expect(say({}, book)).toBe('Mr Chan! Yes?')
    expect(say({ mayBeNamed: false }, book)).toContain('May I ask who')
  })

  it('gives way to the built-in one where the customer lacks what it needs', () => {
    const book = bookWith('Hi {givenName}.')
    expect(say({ name: named('Mr Chan', { givenName: 'Tai Man' }) }, book)).toBe('Hi Tai Man.')
    expect(say({}, book)).toBe('Good morning, Mr Chan. This is Alice at Star Courier. How may I help you?')
  })

  it('a part that is worded otherwise is heard in every situation, without its full stop', () => {
    expect(say({}, bookWith('{daytime, select, morning {Top of the morning!} other {Hi}}', 'hello'))).toBe(
      'Top of the morning, Mr Chan. This is Alice at Star Courier. How may I help you?',
    )
    expect(say({}, bookWith('{introducing, select, both {{agent} here.} other {}}', 'introduction'))).toBe(
      'Good morning, Mr Chan. Alice here. How may I help you?',
    )
    expect(say({ agent: null }, bookWith('{introducing, select, both {x} other {}}', 'introduction'))).toBe(
      'Good morning, Mr Chan. How may I help you?',
    )
    expect(say({}, bookWith('{daytime, select, night {Hi} other {}}', 'hello'))).toContain('Good morning, Mr')
  })

  it('a choice by title goes by what is stored, and by nothing else', () => {
    const book = bookWith(
      '{title, select, Frau {Liebe {name}} Herr {Lieber {name}} other {Hallo {name}}}, ja?',
    )
    expect(say({ name: named('Frau Weber', { title: 'Frau' }) }, book)).toBe('Liebe Frau Weber, ja?')
    expect(say({ name: named('Andrea Weber') }, book)).toBe('Hallo Andrea Weber, ja?')
  })
})

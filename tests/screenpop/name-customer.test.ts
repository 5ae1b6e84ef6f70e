import { describe, expect, it } from 'vitest'
import { nameCustomer } from '../../src/screenpop/name-customer.ts'

type Card = Parameters<typeof nameCustomer>[0]

function person(more: Partial<Card> & { name: string }): Card {
  return {
    kind: 'person',
    givenName: null,
    familyName: null,
    title: null,
    saidAs: null,
    language: null,
    ...more,
  }
}

const addressOf = (card: Card, language = 'en') => nameCustomer(card, language).address
const firstNameOf = (card: Card) => nameCustomer(card, 'en').firstName

describe('the name as it is said', () => {
  it.each([
    ['Mr Chan', { name: 'Chan Tai Man', familyName: 'Chan', title: 'Mr', language: 'en-HK' }],
    ['Frau Dr. Weber', { name: 'Anna Weber', familyName: 'Weber', title: 'Frau Dr.', language: 'de' }],
    ['陈先生', { name: '陈伟', familyName: '陈', givenName: '伟', title: '先生', language: 'zh-CN' }],
    ['陳小姐', { name: '陳美玲', familyName: '陳', title: '小姐', language: 'zh-Hant-HK' }],
    ['Mr Chan', { name: 'Chan Tai Man', familyName: 'Chan', title: 'Mr', language: 'zh-HK' }],
    ['田中様', { name: '田中太郎', familyName: '田中', title: '様', language: 'ja' }],
    ['田中様', { name: '田中太郎', familyName: '田中', language: 'ja' }],
    ['Ms Baker', { name: 'Joan Baker', familyName: 'Baker', title: 'Ms', language: 'ja' }],
    ['김민수 님', { name: '김민수', familyName: '김', givenName: '민수', language: 'ko' }],
    ['김민수 과장님', { name: '김민수', familyName: '김', title: '과장님', language: 'ko' }],
    ['Monsieur Dupont', { name: 'Jean Dupont', familyName: 'Dupont', title: 'Monsieur', language: 'fr' }],
    ['Señora García Márquez', { name: 'Ana García Márquez', familyName: 'García Márquez', title: 'Señora' }],
    ['Nagy úr', { name: 'Nagy Péter', familyName: 'Nagy', title: 'úr', language: 'hu' }],
    ['Ahmet Bey', { name: 'Ahmet Yılmaz', givenName: 'Ahmet', title: 'Bey', language: 'tr' }],
    ['Ông Minh', { name: 'Nguyễn Văn Minh', givenName: 'Minh', title: 'Ông', language: 'vi' }],
    ['Иван Петрович', { name: 'Иванов Иван Петрович', givenName: 'Иван Петрович', language: 'ru' }],
  ] satisfies [string, Partial<Card> & { name: string }][])('%s', (address, card) => {
    expect(addressOf(person(card))).toBe(address)
  })

  it('without a form of address it is the whole name: none is guessed from a first name', () => {
    expect(addressOf(person({ name: 'Andrea Rossi', givenName: 'Andrea', familyName: 'Rossi' }), 'it')).toBe(
      'Andrea Rossi',
    )
    expect(addressOf(person({ name: '陈伟', familyName: '陈', givenName: '伟', language: 'zh' }))).toBe(
      '陈伟',
    )
  })

  it('what the customer asked to be called wins', () => {
    const asked = { name: 'Siobhán Ó Briain', familyName: 'Ó Briain', title: 'Ms', saidAs: 'Dr Shevaun' }
    expect(addressOf(person(asked))).toBe('Dr Shevaun')
  })

  it('a company is called what it is called', () => {
    expect(
      addressOf({ ...person({ name: 'ACME GmbH', title: 'Mr', familyName: 'X' }), kind: 'company' }),
    ).toBe('ACME GmbH')
  })
})

describe('the first name, which must not give away the family name', () => {
  it('is the given name', () => {
    expect(firstNameOf(person({ name: 'Anna Weber', givenName: 'Anna', familyName: 'Weber' }))).toBe('Anna')
    expect(
      firstNameOf(
        person({ name: 'Alexander van der Berg', givenName: 'Alexander', familyName: 'van der Berg' }),
      ),
    ).toBe('Alexander')
    expect(firstNameOf(person({ name: 'Elizabeth Li', givenName: 'Elizabeth', familyName: 'Li' }))).toBe(
      'Elizabeth',
    )
    expect(firstNameOf(person({ name: '陳大文', givenName: '大文', familyName: '陳' }))).toBe('大文')
    expect(firstNameOf(person({ name: 'Anna Weber', givenName: 'Anna' }))).toBe('Anna')
  })

  it.each([
    ['whole name in the field', { name: 'Anna Weber', givenName: 'Anna Weber', familyName: 'Weber' }],
    ['the same, family name unknown', { name: 'Dr Anna Weber', givenName: 'Anna Weber' }],
    ['whole Chinese name', { name: '陈伟', givenName: '陈伟', familyName: '陈' }],
    ['whole Chinese name, nothing split', { name: '陈伟', givenName: '陈伟' }],
    ['one name only', { name: 'Suharto', givenName: 'Suharto' }],
    ['no given name', { name: '田中太郎', familyName: '田中' }],
    ['blank', { name: 'Weber', givenName: ' ', familyName: 'Weber' }],
    ['swapped spelling', { name: 'WEBER Anna', givenName: 'anna-weber', familyName: 'WEBER' }],
  ] satisfies [string, Partial<Card> & { name: string }][])('%s: nothing', (_, card) => {
    expect(firstNameOf(person(card))).toBeNull()
  })

  it('a company has none', () => {
    expect(
      firstNameOf({
        ...person({ name: 'Anna Weber', givenName: 'Anna', familyName: 'Weber' }),
        kind: 'company',
      }),
    ).toBeNull()
  })
})

import type { CustomerCard } from '../store/call-store.ts'
import { straightName } from './clean-text.ts'

type NamedCard = Pick<
  CustomerCard,
  'kind' | 'name' | 'givenName' | 'familyName' | 'title' | 'saidAs' | 'language'
>

export interface CustomerName {
  /** As the house writes it. */
  readonly name: string
  /** As it is said to the customer. */
  readonly address: string
  /** What may be seen before it is clear who will speak: never any part of the family name. Null where that is unsure. */
  readonly firstName: string | null
}

/**
 * The name as it should be said, in the customer's own language, else in `language` (BCP 47). What the customer asked
 * to be called wins; a form of address is only ever the stored one, for none can be told from a first name.
 */
export function nameCustomer(written: NamedCard, language: string): CustomerName {
  const card = straightened(written)
  return {
    name: card.name,
    address:
      card.saidAs ?? (card.kind === 'person' ? addressPerson(card, card.language ?? language) : card.name),
    firstName: firstNameOf(card),
  }
}

function straightened(card: NamedCard): NamedCard {
  const { name, givenName, familyName, title, saidAs } = card
  return {
    ...card,
    name: straightName(name),
    givenName: straightName(givenName),
    familyName: straightName(familyName),
    title: straightName(title),
    saidAs: straightName(saidAs),
  }
}

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

function addressPerson(card: NamedCard, tag: string): string {
  const language = tag.split('-', 1)[0]?.toLowerCase() ?? ''
  const custom = customs[language]?.(card)
  if (custom !== undefined && custom !== null) return custom
  const { title, familyName, name } = card
  if (title === null) return name
  return eastAsian.test(title) ? `${familyName ?? name}${title}` : `${title} ${familyName ?? name}`
}

/** Languages whose custom is not "title, then family name". Null: as everywhere. */
const customs: Readonly<Record<string, (card: NamedCard) => string | null>> = {
  ja: sayJapanese,
  ko: sayKorean,
  hu: sayHungarian,
  tr: sayTurkish,
  vi: titleAndGivenName,
  th: titleAndGivenName,
  ru: sayRussian,
  uk: sayRussian,
}

/** 様 suits everybody, so nothing is guessed with it, and no customer is spoken to without. */
function sayJapanese({ title, familyName, name }: NamedCard): string | null {
  if (title !== null && !eastAsian.test(title)) return null
  return `${familyName ?? name}${title ?? '様'}`
}

/** A family name alone with 님 would be rude: the whole name is said. 님, like 様, suits everybody. */
function sayKorean({ title, name }: NamedCard): string | null {
  if (title !== null && !eastAsian.test(title)) return null
  return `${name} ${title ?? '님'}`
}

/** `Nagy úr`, `Nagy asszony`; but `dr. Nagy`. */
function sayHungarian({ title, familyName, name }: NamedCard): string | null {
  return title !== null && /^(úr|asszony|úrnő|kisasszony)$/iu.test(title)
    ? `${familyName ?? name} ${title}`
    : null
}

/** `Ahmet Bey`, `Ayşe Hanım`; but `Sayın Yılmaz`. */
function sayTurkish({ title, givenName, name }: NamedCard): string | null {
  return title !== null && /^(bey|hanım|hanim)$/iu.test(title) ? `${givenName ?? name} ${title}` : null
}

function titleAndGivenName({ title, givenName, name }: NamedCard): string | null {
  return title === null ? null : `${title} ${givenName ?? name}`
}

/** With a patronymic that is how one is spoken to: `Иван Петрович`. */
function sayRussian({ givenName }: NamedCard): string | null {
  return givenName !== null && /^\S+\s+\S+(вич|вна|ична|инична|ич)$/u.test(givenName) ? givenName : null
}

/**
 * Imports put whole names into the field of the first name often enough, above all for Chinese, Japanese and Korean
 * customers. What holds the family name, or cannot be told from the whole name, is not a first name.
 */
function firstNameOf({ kind, name, givenName, familyName }: NamedCard): string | null {
  if (kind !== 'person' || givenName === null) return null
  const given = wordsOf(givenName)
  const whole = wordsOf(name)
  if (given.length === 0 || given.join('') === whole.join('')) return null
  if (familyName === null) {
    return given.length === 1 && whole.length > 1 && !eastAsian.test(name) ? givenName : null
  }
  const family = wordsOf(familyName)
  if (eastAsian.test(givenName)) return given.join('').includes(family.join('')) ? null : givenName
  return family.some((word) => given.includes(word)) ? null : givenName
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\-.,·]+/u)
    .filter((word) => word !== '')
}

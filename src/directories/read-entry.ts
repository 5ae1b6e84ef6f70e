import type { DirectoryPerson } from '../call/directory-answers.ts'
import type { DirectoryEntry } from './directory.ts'

/** Where in an entry of some directory each field stands, as a path or the name of an attribute or column. */
export interface FieldPlaces {
  readonly name?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly title?: string | undefined
  readonly company?: string | undefined
  readonly role?: string | undefined
  readonly language?: string | undefined
  readonly externalId?: string | undefined
  /** True-ish where the entry is a company. */
  readonly isCompany?: string | undefined
  readonly numbers: readonly string[]
}

const longest = 200

/**
 * Makes an entry of what stands at its places; null where there is no name. `read` gives all texts at one place. Names are
 * text of another system: cut, one line, nothing else is done to them.
 */
export function readEntry(
  places: FieldPlaces,
  read: (place: string) => readonly string[],
): DirectoryEntry | null {
  const one = (place: string | undefined): string | null =>
    place === undefined ? null : clean(read(place)[0])
  const givenName = one(places.givenName)
  const familyName = one(places.familyName)
  const company = one(places.company)
  const name = one(places.name) ?? clean([givenName, familyName].filter(Boolean).join(' '))
  const isCompany = places.isCompany !== undefined && isTrue(read(places.isCompany)[0])
  if (name === null && company === null) return null
  const person: Omit<DirectoryPerson, 'directory' | 'trusted'> = {
    kind: isCompany || name === null ? 'company' : 'person',
    name: name ?? company ?? '',
    givenName,
    familyName,
    title: one(places.title),
    company: name === null ? null : company,
    role: one(places.role),
    language: languageOf(one(places.language)),
    externalId: one(places.externalId),
  }
  return { person, numbers: places.numbers.flatMap((place) => [...read(place)]) }
}

function clean(text: string | undefined): string | null {
  const line = (text ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
  return line === '' ? null : [...line].slice(0, longest).join('')
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^(true|yes|1|company)$/i.test(text.trim())
}

/** Many systems write `de_DE` where BCP 47 has `de-DE`; what is neither is no language. */
function languageOf(text: string | null): string | null {
  const tag = text?.replaceAll('_', '-') ?? ''
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null
}

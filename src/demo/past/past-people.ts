import type { DemoSource } from '../demo-config.ts'
import type { DemoCustomer } from '../demo-customer.ts'
import { namesInCantonese, namesInEnglish, namesInMandarin, namesOfBerlin } from './past-names.ts'

/** In which words somebody is spoken with. */
export type Tongue = 'en' | 'de' | 'zh-Hant' | 'zh-CN'

/** A customer who has called in the past weeks and is none of those that the demo's own calls are about. */
export interface PastPerson {
  readonly source: DemoSource
  readonly tongue: Tongue
  readonly customer: DemoCustomer
}

const many = { hongkong: 220, berlin: 200 }
/** Every so many shares a number with the one before: who of them calls is not known at first. */
const sharing = 18

/** They are the same in every demo. Berlin's numbers are kept free for films (see customers-germany.ts), Hong Kong's made up. */
export const pastPeople: readonly PastPerson[] = [
  ...Array.from({ length: many.hongkong }, (_, n) => personOfHongkong(n)),
  ...Array.from({ length: many.berlin }, (_, n) => personOfBerlin(n)),
]

/** E.164. */
export function numberOf({ customer }: PastPerson): string {
  return customer.numbers[0]?.raw.replaceAll(' ', '') ?? ''
}

const owners = Map.groupBy(pastPeople, numberOf)

/** Whether somebody else has this number too, so that only they themselves can say who is calling. */
export function sharesNumber(person: PastPerson): boolean {
  return (owners.get(numberOf(person))?.length ?? 0) > 1
}

function personOfHongkong(n: number): PastPerson {
  const raw = `+852 6555 ${1000 + (n % sharing === 1 ? n - 1 : n)}`
  const whose = { externalId: `SC-4${String(n).padStart(4, '0')}`, raw, timeZone: 'Asia/Hong_Kong', n }
  const tongue = (['en', 'zh-Hant', 'en', 'zh-CN', 'zh-Hant'] as const)[n % 5] ?? 'en'
  if (tongue === 'en') return person('hongkong', tongue, whose, englishName(n))
  if (tongue === 'zh-CN') return person('hongkong', tongue, whose, mandarinName(n))
  return person('hongkong', tongue, whose, cantoneseName(n))
}

function personOfBerlin(n: number): PastPerson {
  const raw = `+49 30 23125 ${600 + (n % sharing === 1 ? n - 1 : n)}`
  const whose = { externalId: `SC-5${String(n).padStart(4, '0')}`, raw, timeZone: 'Europe/Berlin', n }
  if (n % 5 === 3) return person('berlin', 'en', whose, englishName(n + 97))
  return person('berlin', 'de', whose, germanName(n))
}

interface Whose {
  readonly externalId: string
  readonly raw: string
  readonly timeZone: string
  readonly n: number
}
type Named = Pick<DemoCustomer, 'name' | 'givenName' | 'familyName' | 'title' | 'language' | 'pronunciation'>

function person(source: DemoSource, tongue: Tongue, whose: Whose, named: Named): PastPerson {
  const { externalId, raw, timeZone, n } = whose
  const tier = n % 17 === 4 ? ({ tier: 'gold' } as const) : n % 7 === 2 ? ({ tier: 'silver' } as const) : {}
  const verified = n % 3 === 0 ? ({ verified: true } as const) : {}
  const numbers = [{ raw, label: source === 'berlin' ? 'privat' : 'mobile', ...verified }]
  return { source, tongue, customer: { externalId, ...named, timeZone, ...tier, numbers } }
}

/** Steps without a common divisor with the length of a list, so that names do not come in the same pairs. */
function picked<T>(items: readonly T[], n: number, step: number): T {
  const item = items[(n * step) % items.length]
  if (item === undefined) throw new RangeError('there are no names')
  return item
}

function germanName(n: number): Named {
  const [givenName, title] = picked(namesOfBerlin.given, n, 7)
  const familyName = picked(namesOfBerlin.family, n + Math.floor(n / 20), 3)
  return { name: `${givenName} ${familyName}`, givenName, familyName, title, language: 'de' }
}

function englishName(n: number): Named {
  const [givenName, title] = picked(namesInEnglish.given, n, 5)
  const familyName = picked(namesInEnglish.family, n + Math.floor(n / 14), 4)
  return { name: `${givenName} ${familyName}`, givenName, familyName, title, language: 'en' }
}

function cantoneseName(n: number): Named {
  const [familyName, said] = picked(namesInCantonese.family, n, 4)
  const [givenName, saidGiven, title] = picked(namesInCantonese.given, n + Math.floor(n / 15), 3)
  const pronunciation = `${said} ${saidGiven}`
  return {
    name: `${familyName}${givenName}`,
    givenName,
    familyName,
    title,
    pronunciation,
    language: 'zh-Hant-HK',
  }
}

function mandarinName(n: number): Named {
  const familyName = picked(namesInMandarin.family, n, 4)
  const [givenName, title] = picked(namesInMandarin.given, n + Math.floor(n / 15), 3)
  return { name: `${familyName}${givenName}`, givenName, familyName, title, language: 'zh-CN' }
}

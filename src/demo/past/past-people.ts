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
const tonguesOf: Readonly<Record<DemoSource, readonly Tongue[]>> = {
  hongkong: ['en', 'zh-Hant', 'en', 'zh-CN', 'zh-Hant'],
  berlin: ['de', 'de', 'de', 'en', 'de'],
}

/** Whoever is the k-th of a tongue has the k-th name of it: no two have the same. */
function makePeople(): readonly PastPerson[] {
  const named: Record<Tongue, number> = { en: 0, de: 0, 'zh-Hant': 0, 'zh-CN': 0 }
  return (['hongkong', 'berlin'] as const).flatMap((source) =>
    Array.from({ length: many[source] }, (_, n) => {
      const tongue = tonguesOf[source][n % 5] ?? 'en'
      return person(source, tongue, n, nameIn[tongue](named[tongue]++))
    }),
  )
}

type Named = Pick<DemoCustomer, 'name' | 'givenName' | 'familyName' | 'title' | 'language' | 'pronunciation'>

function person(source: DemoSource, tongue: Tongue, n: number, named: Named): PastPerson {
  const isBerlin = source === 'berlin'
  const line = n % sharing === 1 ? n - 1 : n
  const raw = isBerlin ? `+49 30 23125 ${600 + line}` : `+852 6555 ${1000 + line}`
  const tier = n % 17 === 4 ? ({ tier: 'gold' } as const) : n % 7 === 2 ? ({ tier: 'silver' } as const) : {}
  const customer: DemoCustomer = {
    externalId: `SC-${isBerlin ? 5 : 4}${String(n).padStart(4, '0')}`,
    ...named,
    ...tier,
    ...(n % 4 === 1 ? { metrics: metricsOf(n, 'tier' in tier) } : {}),
    timeZone: isBerlin ? 'Europe/Berlin' : 'Asia/Hong_Kong',
    numbers: [
      { raw, label: isBerlin ? 'privat' : 'mobile', ...(n % 3 === 0 ? { verified: true as const } : {}) },
    ],
  }
  return { source, tongue, customer }
}

function metricsOf(n: number, isHonoured: boolean): NonNullable<DemoCustomer['metrics']> {
  const revenue = (isHonoured ? 2400 : 140) + ((n * 389) % 1700)
  return {
    revenue,
    potential: (n * 173) % 2100,
    referrals: n % 4,
    costToServe: (n * 37) % 260,
    since: Date.UTC(2013 + (n % 12), n % 12, 1),
  }
}

const nameIn: Readonly<Record<Tongue, (k: number) => Named>> = {
  en(k) {
    const [familyName, [givenName, title]] = pairOf(namesInEnglish, k)
    return { name: `${givenName} ${familyName}`, givenName, familyName, title, language: 'en' }
  },
  de(k) {
    const [familyName, [givenName, title]] = pairOf(namesOfBerlin, k)
    return { name: `${givenName} ${familyName}`, givenName, familyName, title, language: 'de' }
  },
  'zh-Hant'(k) {
    const [[familyName, said], [givenName, saidGiven, title]] = pairOf(namesInCantonese, k)
    const named = { name: `${familyName}${givenName}`, givenName, familyName, title }
    return { ...named, pronunciation: `${said} ${saidGiven}`, language: 'zh-Hant-HK' }
  },
  'zh-CN'(k) {
    const [familyName, [givenName, title]] = pairOf(namesInMandarin, k)
    return { name: `${familyName}${givenName}`, givenName, familyName, title, language: 'zh-CN' }
  },
}

/** The k-th pair: each once, until all of them have been. */
function pairOf<F, G>(
  { family, given }: { readonly family: readonly F[]; readonly given: readonly G[] },
  k: number,
): [F, G] {
  const place = k % family.length
  const chosen = [family[place], given[(place + Math.floor(k / family.length)) % given.length]]
  return chosen as [F, G]
}

/** They are the same in every demo. Berlin's numbers are kept free for films (see customers-germany.ts), Hong Kong's made up. */
export const pastPeople: readonly PastPerson[] = makePeople()

/** E.164. */
export function numberOf({ customer }: PastPerson): string {
  return customer.numbers[0]?.raw.replaceAll(' ', '') ?? ''
}

const owners = Map.groupBy(pastPeople, numberOf)

/** Whether somebody else has this number too, so that only they themselves can say who is calling. */
export function sharesNumber(person: PastPerson): boolean {
  return (owners.get(numberOf(person))?.length ?? 0) > 1
}

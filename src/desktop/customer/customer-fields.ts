import type { CustomerChange, CustomerView, NewCustomer } from '../../wire/customer-api.ts'
import type { NewWish } from '../../wire/wishes.ts'
import { type MetricFields, metricFields, noMetrics, toMetrics } from './metric-fields.ts'
import { toWish, type WishFields } from './new-wish.ts'

/** A customer as the form holds one: every text a string, so that a field can be emptied. */
export interface CustomerFields {
  readonly kind: CustomerView['kind']
  readonly name: string
  readonly title: string
  readonly givenName: string
  readonly familyName: string
  readonly saidAs: string
  readonly pronunciation: string
  readonly language: string
  readonly timeZone: string
  readonly tier: string
  readonly role: string
  readonly about: string
  readonly confidential: string
  readonly externalId: string
  readonly contactWishes: readonly NewWish[]
  /** One that is being typed. */
  readonly newWish: WishFields | null
  readonly metrics: MetricFields
  readonly numbers: readonly NumberFields[]
}

export interface NumberFields {
  readonly number: string
  readonly label: string
  readonly verified: boolean
  /** Where the number is an extension or short code, the phone system it belongs to. */
  readonly source?: string
}

export const emptyCustomer: CustomerFields = {
  kind: 'person',
  name: '',
  title: '',
  givenName: '',
  familyName: '',
  saidAs: '',
  pronunciation: '',
  language: '',
  timeZone: '',
  tier: 'standard',
  role: '',
  about: '',
  confidential: '',
  externalId: '',
  contactWishes: [],
  newWish: null,
  metrics: noMetrics,
  numbers: [],
}

export function fieldsOf(customer: CustomerView): CustomerFields {
  return {
    kind: customer.kind,
    name: customer.name,
    title: customer.title ?? '',
    givenName: customer.givenName ?? '',
    familyName: customer.familyName ?? '',
    saidAs: customer.saidAs ?? '',
    pronunciation: customer.pronunciation ?? '',
    language: customer.language ?? '',
    timeZone: customer.timeZone ?? '',
    tier: customer.tier,
    role: customer.role ?? '',
    about: customer.about ?? '',
    confidential: customer.confidential ?? '',
    externalId: customer.externalId ?? '',
    contactWishes: customer.contactWishes,
    newWish: null,
    metrics: metricFields(customer.metrics),
    numbers: customer.numbers.map(numberFields),
  }
}

/** A key with a country code is read the same from anywhere; an extension needs its phone system beside it. */
function numberFields({ raw, numberKey, label, verified }: CustomerView['numbers'][number]): NumberFields {
  const within = /^(?:ext|short):([^@]+)@(.+)$/.exec(numberKey)
  const rest = { label: label ?? '', verified }
  if (within?.[1] && within[2]) return { number: within[1], source: within[2], ...rest }
  return { number: numberKey || raw, ...rest }
}

const orNull = (text: string) => text.trim() || null

/** `before` is what was read of a customer that is changed. */
export function toNewCustomer(fields: CustomerFields, before: CustomerView | null = null): NewCustomer {
  const typed = fields.newWish && toWish(fields.newWish)
  return {
    kind: fields.kind,
    name: fields.name.trim(),
    title: orNull(fields.title),
    givenName: orNull(fields.givenName),
    familyName: orNull(fields.familyName),
    saidAs: orNull(fields.saidAs),
    pronunciation: orNull(fields.pronunciation),
    language: orNull(fields.language),
    timeZone: orNull(fields.timeZone),
    tier: fields.tier.trim() || 'standard',
    role: orNull(fields.role),
    about: orNull(fields.about),
    confidential: orNull(fields.confidential),
    externalId: orNull(fields.externalId),
    belongsTo: null,
    wishes: [],
    contactWishes: [...fields.contactWishes, ...(typed ? [typed] : [])],
    metrics: toMetrics(fields.metrics, before?.metrics),
    numbers: fields.numbers
      .filter((one) => one.number.trim() !== '')
      .map(({ number, label, verified, source }) => ({
        number: number.trim(),
        label: orNull(label),
        verified,
        ...(source ? { source } : {}),
      })),
  }
}

/** Only what was changed, and the version that was read. */
export function toChange(before: CustomerView, fields: CustomerFields): CustomerChange {
  const { belongsTo: _, ...now } = toNewCustomer(fields, before)
  const { belongsTo: __, ...was } = toNewCustomer(fieldsOf(before), before)
  const changed = Object.entries(now).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key as keyof typeof was]),
  )
  return { version: before.version, ...Object.fromEntries(changed) }
}

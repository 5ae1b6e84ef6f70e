import type {
  SavedSearchBody,
  SearchCountView,
  SearchOrderInput,
  SearchPage,
} from '../../wire/history-api.ts'

export type Order = SearchOrderInput['order']

/** The fields of the search form, as they are typed. */
export interface SearchFields {
  readonly text: string
  readonly order: Order
  readonly number: string
  readonly customer: { readonly id: number; readonly name: string } | null
  readonly tier: string | null
  readonly accountId: string | null
  readonly team: string | null
  readonly queue: string | null
  readonly disposition: string | null
  readonly channel: string | null
  readonly direction: SearchOrderInput['direction'] | null
  readonly sentiment: SearchOrderInput['sentiment'] | null
  readonly rootCause: string | null
  readonly caseId: number | null
  /** As typed: its reference or its number. */
  readonly caseReference: string
  readonly openCase: boolean | null
  readonly promiseState: SearchOrderInput['promiseState'] | null
  /** Minutes, as typed. */
  readonly longer: string
  readonly shorter: string
  readonly from: string
  readonly until: string
  /** Instants, ms, the last one not included: instead of whole days, as a report has them. */
  readonly during: { readonly from: number; readonly until: number } | null
}

type Asked = Omit<SearchOrderInput, 'most' | 'before'>

export interface SearchMemory {
  readonly fields: SearchFields
  readonly found: SearchPage['found'] | null
  readonly next: string | null
  readonly onlyNewest: boolean
  readonly wholeSince: SearchPage['wholeSince']
  readonly read: SearchPage['read']
  /** Null while it is being counted. */
  readonly count: SearchCountView | null
  /** What was asked for, so that the next page belongs to it whatever stands in the form by then. */
  readonly order: Asked | null
}

export const noFields: SearchFields = {
  text: '',
  order: 'newest',
  number: '',
  customer: null,
  tier: null,
  accountId: null,
  team: null,
  queue: null,
  disposition: null,
  channel: null,
  direction: null,
  sentiment: null,
  rootCause: null,
  caseId: null,
  caseReference: '',
  openCase: null,
  promiseState: null,
  longer: '',
  shorter: '',
  from: '',
  until: '',
  during: null,
}

export const nothingSearched: SearchMemory = {
  fields: noFields,
  found: null,
  next: null,
  onlyNewest: false,
  wholeSince: null,
  read: [],
  count: null,
  order: null,
}

const chosen = [
  'tier',
  'accountId',
  'team',
  'queue',
  'disposition',
  'channel',
  'direction',
  'sentiment',
  'rootCause',
  'caseId',
  'openCase',
  'promiseState',
] as const

/** What the form asks for. Days are days of the clock on the wall; the last one counts whole. */
export function toOrder(fields: SearchFields): Asked {
  const from = fields.during?.from ?? startOfDay(fields.from, 0)
  const until = fields.during?.until ?? startOfDay(fields.until, 1)
  const [atLeastMs, atMostMs] = [minutes(fields.longer), minutes(fields.shorter)]
  const [number, caseReference] = [fields.number.trim(), fields.caseReference.trim()]
  return {
    // A space at the end says that the last word is finished.
    text: fields.text.trimStart(),
    order: fields.order,
    ...Object.fromEntries(chosen.flatMap((name) => (fields[name] === null ? [] : [[name, fields[name]]]))),
    ...(number && { number }),
    ...(caseReference && { caseReference }),
    ...(fields.customer && { customerId: fields.customer.id }),
    ...(atLeastMs !== null && { atLeastMs }),
    ...(atMostMs !== null && { atMostMs }),
    ...(from !== null && { from }),
    ...(until !== null && { until }),
  }
}

/** The form as a kept search asks; the customer's name is not kept with it. */
export function fromSaved(saved: SavedSearchBody): SearchFields {
  const { text, order, customerId, number = '', caseReference = '', atLeastMs, atMostMs, from, until } = saved
  return {
    ...noFields,
    ...Object.fromEntries(chosen.map((name) => [name, saved[name] ?? null])),
    text,
    order,
    number,
    caseReference,
    customer: customerId === undefined ? null : { id: customerId, name: `#${customerId}` },
    longer: atLeastMs === undefined ? '' : String(atLeastMs / 60_000),
    shorter: atMostMs === undefined ? '' : String(atMostMs / 60_000),
    from: from === undefined ? '' : dayOf(from),
    until: until === undefined ? '' : dayOf(until - 1),
  }
}

function minutes(typed: string): number | null {
  const value = Number(typed.replace(',', '.'))
  return typed.trim() === '' || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 60_000)
}

function startOfDay(date: string, daysLater: number): number | null {
  const [year, month, day] = date.split('-').map(Number)
  if (!year || !month || !day) return null
  return new Date(year, month - 1, day + daysLater).getTime()
}

function dayOf(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

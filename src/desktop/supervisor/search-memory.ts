import type { SearchOrderInput, SearchPage } from '../../wire/history-api.ts'

/** The fields of the search form, as they are typed. */
export interface SearchFields {
  readonly text: string
  readonly number: string
  readonly customer: { readonly id: number; readonly name: string } | null
  readonly accountId: string | null
  readonly queue: string | null
  readonly disposition: string | null
  readonly channel: string | null
  readonly direction: 'inbound' | 'outbound' | 'internal' | null
  readonly from: string
  readonly until: string
  /** Instants, ms, the last one not included: instead of whole days, as a report has them. */
  readonly during: { readonly from: number; readonly until: number } | null
}

export interface SearchMemory {
  readonly fields: SearchFields
  readonly found: SearchPage['found'] | null
  readonly next: string | null
  /** What was asked for, so that the next page belongs to it whatever stands in the form by then. */
  readonly order: Omit<SearchOrderInput, 'most' | 'before'> | null
}

export const noFields: SearchFields = {
  text: '',
  number: '',
  customer: null,
  accountId: null,
  queue: null,
  disposition: null,
  channel: null,
  direction: null,
  from: '',
  until: '',
  during: null,
}

export const nothingSearched: SearchMemory = { fields: noFields, found: null, next: null, order: null }

/** What the form asks for. Days are days of the clock on the wall; the last one counts whole. */
export function toOrder(fields: SearchFields): Omit<SearchOrderInput, 'most' | 'before'> {
  const from = fields.during?.from ?? startOfDay(fields.from, 0)
  const until = fields.during?.until ?? startOfDay(fields.until, 1)
  return {
    text: fields.text.trim(),
    order: 'newest',
    ...(fields.number.trim() && { number: fields.number.trim() }),
    ...(fields.customer && { customerId: fields.customer.id }),
    ...(fields.accountId && { accountId: fields.accountId }),
    ...(fields.queue && { queue: fields.queue }),
    ...(fields.disposition && { disposition: fields.disposition }),
    ...(fields.channel && { channel: fields.channel }),
    ...(fields.direction && { direction: fields.direction }),
    ...(from !== null && { from }),
    ...(until !== null && { until: until - 1 }),
  }
}

function startOfDay(date: string, daysLater: number): number | null {
  const [year, month, day] = date.split('-').map(Number)
  if (!year || !month || !day) return null
  return new Date(year, month - 1, day + daysLater).getTime()
}

import type { CustomerView } from '../../wire/customer-api.ts'

type Metrics = NonNullable<CustomerView['metrics']>

/** Amounts in the house's own currency, of a year; `referrals` are customers. */
export const amounts = ['revenue', 'potential', 'costToServe', 'referrals'] as const

/** What a customer is to the house, as the form holds it: texts, so that a field can be emptied. */
export interface MetricFields extends Readonly<Record<(typeof amounts)[number], string>> {
  /** A day, `2019-03-01`. */
  readonly since: string
}

export const noMetrics: MetricFields = {
  revenue: '',
  potential: '',
  costToServe: '',
  referrals: '',
  since: '',
}

export function metricFields(metrics: Metrics | null): MetricFields {
  const text = (amount: number | undefined) => (amount === undefined ? '' : String(amount))
  return {
    revenue: text(metrics?.revenue),
    potential: text(metrics?.potential),
    costToServe: text(metrics?.costToServe),
    referrals: text(metrics?.referrals),
    since: dayOf(metrics?.since),
  }
}

/** What was typed; null where nothing is known. Of a day that was not changed the instant stays what it was (`before`). */
export function toMetrics(fields: MetricFields, before: Metrics | null = null): Metrics | null {
  const metrics: Metrics = {}
  for (const name of amounts) {
    const text = fields[name].trim()
    if (text !== '') metrics[name] = Number(text)
  }
  const since = fields.since === dayOf(before?.since) ? before?.since : Date.parse(fields.since)
  if (since !== undefined && !Number.isNaN(since)) metrics.since = since
  return Object.keys(metrics).length === 0 ? null : metrics
}

/** By the calendar of Greenwich, as an import reads days. */
function dayOf(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 10)
}

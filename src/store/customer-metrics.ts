import type { Metrics } from './customer-matters.ts'

/** Of two records that are one customer: sums are added up, and they are a customer since the earlier day. */
export function addMetrics(one: Metrics | null, other: Metrics): Metrics {
  const sum: { -readonly [K in keyof Metrics]: Metrics[K] } = { ...one }
  for (const [name, value] of Object.entries(other) as [keyof Metrics, number | undefined][]) {
    if (value === undefined) continue
    const known = sum[name]
    if (known === undefined) sum[name] = value
    else sum[name] = name === 'since' ? Math.min(known, value) : known + value
  }
  return sum
}

export function readMetrics(text: string | null): Metrics | null {
  return text === null ? null : (JSON.parse(text) as Metrics)
}

export function writeMetrics(metrics: Metrics | null): string | null {
  return metrics === null || Object.keys(metrics).length === 0 ? null : JSON.stringify(metrics)
}

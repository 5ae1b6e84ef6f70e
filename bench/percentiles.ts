/** What became of the events of one or several runs. Latencies in ms. */
export interface Outcome {
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly events: number
  /** Events whose message reached no desktop. */
  readonly lost: number
  readonly refused: number
  /** The sender's own lateness at p99, ms. */
  readonly lateness: number
  /** CPU time of the server per event, µs. */
  readonly cpuPerEvent: number
}

export interface Measured {
  /** Of every event that reached its desktop, in no order. */
  readonly latencies: Float64Array
  readonly lost: number
  readonly refused: number
  readonly lateness: number
  readonly cpuMs: number
}

/** The value below which `share` (0 to 1) of the values lie, by nearest rank; NaN of nothing. `sorted` ascends. */
export function percentile(sorted: Float64Array, share: number): number {
  const rank = Math.max(1, Math.ceil(sorted.length * share))
  return sorted[rank - 1] ?? Number.NaN
}

/** Several runs of the same kind, as one. */
export function judge(runs: readonly Measured[]): Outcome {
  const all = Float64Array.from(runs.flatMap((run) => Array.from(run.latencies))).sort()
  const lost = sum(runs.map((run) => run.lost))
  const events = all.length + lost
  return {
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    p999: percentile(all, 0.999),
    events,
    lost,
    refused: sum(runs.map((run) => run.refused)),
    lateness: Math.max(...runs.map((run) => run.lateness)),
    cpuPerEvent: (sum(runs.map((run) => run.cpuMs)) * 1000) / events,
  }
}

/** Instants, ms, of a run's calls: when offer and end were due, or when their messages came (NaN: never). */
export interface Instants {
  readonly offered: Float64Array
  readonly ended: Float64Array
}

/**
 * From the instant at which each event was due to the instant at which its desktop knew. Where a server had heard of the
 * end before it told of the offer, it tells of the end alone: then that message has told of both.
 */
export function latenciesOf(
  due: Instants,
  came: Instants,
): { readonly latencies: Float64Array; readonly lost: number } {
  const latencies: number[] = []
  const take = (dueAt: number, cameAt: number): void => {
    if (!Number.isNaN(cameAt)) latencies.push(cameAt - dueAt)
  }
  due.offered.forEach((offered, call) => {
    const ended = came.ended[call] ?? Number.NaN
    const told = came.offered[call] ?? Number.NaN
    take(offered, Number.isNaN(told) ? ended : told)
    take(due.ended[call] ?? Number.NaN, ended)
  })
  return { latencies: Float64Array.from(latencies), lost: due.offered.length * 2 - latencies.length }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0)
}

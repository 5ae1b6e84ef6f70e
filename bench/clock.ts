/** Milliseconds of the machine's monotonic clock, which all processes of a machine read alike (CLOCK_MONOTONIC). */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

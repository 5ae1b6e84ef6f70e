import { popsPerSecond, searchers } from './measure-pops.ts'
import type { SearchReport } from './measure-search.ts'

/** The figures of the search, as they are printed. */
export function searchTableOf(report: SearchReport): string {
  const { scale, indexMb, indexedPerSecond, recall, pops, timings } = report
  return [
    `search in ${scale.interactions.toLocaleString('en-US')} interactions; index ${indexMb.toFixed(0)} MB; ${indexedPerSecond.toFixed(0)} rows indexed a second`,
    `recall ${recall.found} of ${recall.wanted} that a look at every row finds, ${recall.besides} besides`,
    ...(pops
      ? [
          `pops at ${popsPerSecond} events/s: p50 ${pops.alone.p50.toFixed(2)} p99 ${pops.alone.p99.toFixed(2)} ms alone; p50 ${pops.meanwhile.p50.toFixed(2)} p99 ${pops.meanwhile.p99.toFixed(2)} ms while ${searchers} search; lost ${pops.alone.lost + pops.meanwhile.lost}`,
        ]
      : []),
    '',
    `${'ms'.padEnd(32)}${'p50'.padStart(8)}${'p99'.padStart(8)}${'found'.padStart(8)}`,
    ...timings.map(lineOf),
  ].join('\n')
}

function lineOf({ kind, p50, p99, found }: SearchReport['timings'][number]): string {
  const numbers = [p50, p99, found].map((value) => (value === null ? '' : value.toFixed(1)).padStart(8))
  return `${kind.padEnd(32)}${numbers.join('')}`
}

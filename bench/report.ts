import type { Machine } from './machine.ts'
import type { OtherWorkDone } from './other-work.ts'
import type { Outcome } from './percentiles.ts'
import type { SearchReport } from './search/measure-search.ts'
import type { Scale } from './world.ts'

/** The figures of one server: by events a second, and the highest rate it held. */
export interface Figures {
  readonly atRate: ReadonlyMap<number, Outcome>
  /** Null where no ramp was driven. */
  readonly held: number | null
}

export interface Report {
  readonly scale: Scale
  readonly machine: Machine
  readonly reference: Figures
  readonly product: Figures
  readonly busy: Figures
  readonly otherWork: OtherWorkDone
}

export interface Ratios {
  readonly p50: number
  readonly p99: number
  readonly rate: number
}

/** The rate at which ratios are judged: twice what 5,000 agents need (111 events/s). */
export const judgedRate = 200

export function ratiosOf({ reference, product }: Report, rate = judgedRate): Ratios {
  const [ours, theirs] = [product.atRate.get(rate), reference.atRate.get(rate)]
  return {
    p50: round((ours?.p50 ?? Number.NaN) / (theirs?.p50 ?? Number.NaN)),
    p99: round((ours?.p99 ?? Number.NaN) / (theirs?.p99 ?? Number.NaN)),
    rate: round((product.held ?? Number.NaN) / (reference.held ?? Number.NaN)),
  }
}

export function tableOf(report: Report): string {
  const { machine, scale, otherWork } = report
  const rates = [...report.product.atRate.keys()]
  const rows = [
    ['', ...rates.flatMap((rate) => [`${rate}/s p50`, 'p99', 'p99.9']), 'held/s', 'CPU µs', 'lost'],
    rowOf('reference', report.reference, rates),
    rowOf('product', report.product, rates),
    [
      'ratio',
      ...rates.flatMap((rate) => {
        const { p50, p99 } = ratiosOf(report, rate)
        return [`${p50}×`, `${p99}×`, '']
      }),
      `${ratiosOf(report).rate}×`,
      '',
      '',
    ],
    rowOf('product + other work', report.busy, rates),
  ]
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, ` +
      `fsync ${machine.fsyncUs} µs, load before ${machine.load.toFixed(1)}`,
    `${count(scale.customers)} customers, ${count(scale.numbers)} numbers, ${count(scale.interactions)} interactions, ` +
      `${count(scale.agents)} desktops, synchronous=FULL; ms from the instant an event was due to its desktop`,
    '',
    ...layOut(rows),
    '',
    `other work: ${count(otherWork.imported)} customers imported, ${count(otherWork.searches)} searches ` +
      `(p99 ${otherWork.searchP99.toFixed(0)} ms, ${otherWork.searchesTooLong} called off after 2 s), ` +
      `${otherWork.backups} whole backups`,
  ].join('\n')
}

/** What the tables say, for programs: one line. */
export function jsonOf(report: Report, search: SearchReport | null): string {
  const { p50, p99, rate } = ratiosOf(report)
  const figures = ({ atRate, held }: Figures) => ({ atRate: Object.fromEntries(atRate), held })
  return JSON.stringify({
    ratio: { p50, p99, rate },
    judgedRate,
    reference: figures(report.reference),
    product: figures(report.product),
    busy: figures(report.busy),
    otherWork: report.otherWork,
    search,
    scale: report.scale,
    machine: report.machine,
  })
}

function rowOf(name: string, { atRate, held }: Figures, rates: readonly number[]): string[] {
  const outcomes = rates.map((rate) => atRate.get(rate))
  const last = outcomes.at(-1)
  return [
    name,
    ...outcomes.flatMap((one) => (one ? [ms(one.p50), ms(one.p99), ms(one.p999)] : ['', '', ''])),
    held === null ? '' : count(held),
    last ? last.cpuPerEvent.toFixed(0) : '',
    String(outcomes.reduce((all, one) => all + (one ? one.lost + one.refused : 0), 0)),
  ]
}

function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1)
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

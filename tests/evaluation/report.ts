import { byKind, confusion, coverage, type Measured, measure, precision } from './measure.ts'
import type { Verdict } from './play.ts'

/** The figures as tables that both a terminal and a document show. */
export function report(verdicts: readonly Verdict[]): string {
  const all = measure(verdicts)
  return [
    `${all.calls} calls, ${all.ofCustomers} of them of customers.`,
    '',
    `Greeted by name: ${all.greeted}, of them ${all.greetedRight} by their own: precision ${percent(precision(all))}.`,
    `Coverage: ${percent(coverage(all))} of customers' calls were greeted by name.`,
    `First in the list: ${percent(all.firstRight / Math.max(1, all.ofCustomers))} of customers' calls show the caller first.`,
    '',
    '| kind of call | calls | greeted | right | precision | coverage |',
    '|---|---|---|---|---|---|',
    ...[...byKind(verdicts)].map(([kind, some]) => row(kind, measure(some))),
    '',
    '| who called | the pop said | calls |',
    '|---|---|---|',
    ...[...confusion(verdicts)].flatMap(([truth, columns]) =>
      [...columns].sort(([, a], [, b]) => b - a).map(([said, calls]) => `| ${truth} | ${said} | ${calls} |`),
    ),
    '',
  ].join('\n')
}

function row(kind: string, one: Measured): string {
  const rate = one.greeted === 0 ? '' : percent(precision(one))
  const covered = one.ofCustomers === 0 ? '' : percent(coverage(one))
  return `| ${kind} | ${one.calls} | ${one.greeted} | ${one.greetedRight} | ${rate} | ${covered} |`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

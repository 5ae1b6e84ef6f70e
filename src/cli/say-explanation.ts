import type { ExplainedDecision, Explanation } from '../wire/explain-api.ts'

/** An explanation as lines of text, for a terminal. Times are those of the call, in UTC, with milliseconds. */
export function sayExplanation(told: Explanation): string {
  const { today, differs } = told
  return [
    `${told.callId}  ${told.direction}, ${told.outcome ?? 'not ended'}`,
    `arrived ${instant(told.arrivedAt)}, answered ${instant(told.answeredAt)}, ended ${instant(told.endedAt)}`,
    ...heading('Events, as they came'),
    ...(told.events.length > 0 ? told.events.map(sayEvent) : ['  kept no longer']),
    ...heading('Who it was taken for'),
    ...told.decided.flatMap(sayDecision),
    ...(told.named ? [`  named by ${told.named.by}: ${told.named.name ?? told.named.customerId}`] : []),
    ...(told.verification ? [`  verified by ${told.verification.by}: ${told.verification.method}`] : []),
    ...heading('By today’s rules'),
    ...(today
      ? sayDecision(today)
      : ['  cannot be replayed: its events are kept no longer, or its source is gone']),
    ...(today ? [differs.length > 0 ? `  DIFFERS in ${differs.join(', ')}` : '  the same'] : []),
    ...heading('Pops'),
    ...told.pops.map((pop) => sayPop(pop)),
    '',
  ].join('\n')
}

function heading(text: string): string[] {
  return ['', text]
}

function instant(ms: number | null): string {
  return ms === null ? '-' : new Date(ms).toISOString().replace('T', ' ').replace('Z', '')
}

function sayEvent({ at, receivedAt, kind, said }: Explanation['events'][number]): string {
  const facts = Object.entries(said).map(([name, value]) => `${name}=${plain(value)}`)
  return `  ${instant(at)}  +${receivedAt - at} ms  ${kind}  ${facts.join('  ')}`
}

function sayDecision(one: ExplainedDecision): string[] {
  const { at, number, outcome, rule, customer, trust, candidates, directories } = one
  return [
    `  ${at === null ? '' : `${instant(at)}  `}${outcome}${customer ? ` ${plain(customer.name)} (${customer.id})` : ''}, rule ${rule ?? '?'}`,
    `    number ${number?.kind ?? '?'} ${number?.key ?? ''}, trust ${trust.level}${trust.reasons.length > 0 ? `: ${trust.reasons.join(', ')}` : ''}`,
    ...(directories ? [`    directories ${sayDirectories(directories)}`] : []),
    ...candidates.map(
      ({ customerId, name, score, evidence }) =>
        `    ${String(score).padStart(4)}  ${plain(name ?? '?')} (${customerId}): ${evidence.map(({ kind, weight }) => `${kind} ${weight}`).join(', ')}`,
    ),
  ]
}

function sayDirectories({ found, unknown, silent }: NonNullable<ExplainedDecision['directories']>): string {
  return [
    ...found.map((name) => `${name}: found`),
    ...unknown.map((name) => `${name}: knows nobody`),
    ...silent.map(({ name, why }) => `${name}: ${why}`),
  ].join(', ')
}

function sayPop(pop: Explanation['pops'][number]): string {
  const after = (at: number | null) => (at === null ? '-' : `+${at - pop.storedAt} ms`)
  return `  ${plain(pop.agent)}  stored ${instant(pop.storedAt)}, sent ${after(pop.sentAt)}, painted ${after(pop.renderedAt)}, answered ${instant(pop.answeredAt)}, ${pop.state}${pop.closing ? ` (${pop.closing})` : ''}`
}

/** What a caller or a file has made up must not move the cursor of a terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
}

import type { Me } from '../../wire/access-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { mattersOf } from './matters-of.ts'

const most = 2

/**
 * What the call will probably be closed with, the likeliest first, at most two: what the likely reasons are about, then
 * what was usual of the last contacts in this queue. Only what the house has configured.
 */
export function suggestDispositions(pop: Pop, known: Me['dispositions']): readonly string[] {
  const ids = new Set(known.map(({ id }) => id))
  const reasons = pop.reasons.map(({ key }) => key)
  const inQueue = pop.history.filter(({ queueName }) => queueName === (pop.queue?.name ?? null))
  const usual = byFrequency(inQueue.flatMap(({ disposition }) => disposition ?? []))
  return [...new Set([...reasons, ...usual])].filter((id) => ids.has(id)).slice(0, most)
}

/** What stood at least twice, the most frequent first. */
function byFrequency(ids: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
  return [...times]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1])
    .map(([id]) => id)
}

/** The case that the call is probably about: the one that leads the pop, the likeliest reason's, or the only one. */
export function suggestCase({ cases, reasons, ...pop }: Pop): number | null {
  const leading = mattersOf({ cases, reasons, ...pop }).leads.find(({ kind }) => casesLead.has(kind))
  const first = reasons[0]?.kind === 'open-case' ? reasons[0].text : null
  const found =
    cases.find(({ id }) => id === leading?.id) ??
    cases.find(({ subject }) => subject === first) ??
    (cases.length === 1 ? cases[0] : undefined)
  return found?.id ?? null
}

const casesLead = new Set(['case-again', 'complaint', 'escalation-answered'])

import type { Pop } from '../../wire/pop.ts'
import type { Words } from '../words/en.ts'

/**
 * What a call is called in tabs, titles and announcements: a name only where the recognition stands for it and the
 * stage shows it, else the number or a word. Whoever lost a call to a colleague keeps nothing of it, and a
 * closed one that was never recognised is called by its end.
 */
export function callTitle(pop: Pop, words: Words): string {
  if (pop.closing && (pop.closing === 'lost' || !pop.person)) return words.closings[pop.closing]
  if (pop.person && pop.outcome !== 'possible') return pop.person.name
  if (pop.outcome === 'withheld') return words.pop.withheldNumber
  return pop.caller.number ?? words.pop.unknownCaller
}

/** The word for a pop's state: what is dialled out does not ring here. */
export function stateWord(pop: Pop, words: Words): string {
  if (pop.state === 'ringing' && pop.direction === 'outbound') return words.states.dialling
  if (pop.state === 'closed' && pop.closing) return words.closings[pop.closing]
  return words.states[pop.state]
}

/** Since when the present state lasts, by the server's clock. */
export function stateSince(pop: Pop): number {
  if (pop.state === 'ringing') return pop.offeredAt ?? pop.arrivedAt
  if (pop.state === 'wrap-up' || pop.state === 'closed') return pop.endedAt ?? pop.answeredAt ?? pop.arrivedAt
  return pop.answeredAt ?? pop.arrivedAt
}

import type { Me } from '../../wire/access-api.ts'
import type { InteractionView } from '../../wire/customer-api.ts'
import { dispositionName } from '../session.tsx'
import type { Words } from '../words/en.ts'

type Told = Pick<InteractionView, 'channel' | 'direction' | 'disposition' | 'outcome' | 'sentiment'>

/** Which way a contact went and what came of it, in words. Of a survey that is what was answered, which stands below. */
export function contactFacts(contact: Told, me: Me, words: Words, language: string): readonly string[] {
  const { channel, direction, disposition, outcome, sentiment } = contact
  const isSurvey = channel === 'survey'
  const ways = channel === 'call' ? words.directions : words.messageDirections
  const facts = [
    isSurvey ? words.channels[channel] : (ways[direction] ?? direction),
    disposition
      ? dispositionName(me, disposition, language)
      : outcome && !isSurvey && (words.callOutcomes[outcome] ?? outcome),
    sentiment && words.search.sentiments[sentiment],
  ]
  return facts.filter((fact) => typeof fact === 'string')
}

/** The queue by the name that it had, else by the one that it has now. Where no phone system is named, an id of two is nobody's. */
export function queueOfContact(
  { queue, queueName, source }: Pick<InteractionView, 'queue' | 'queueName' | 'source'>,
  { queues }: Pick<Me, 'queues'>,
): string | null {
  const [known, ...others] = queues.filter(
    (one) => one.id === queue && (source === null || one.source === source),
  )
  return queueName ?? (others.length === 0 ? known?.name : null) ?? queue
}

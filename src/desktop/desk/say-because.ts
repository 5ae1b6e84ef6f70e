import type { PopReason } from '../../wire/pop.ts'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'

type Because = PopReason['because'][number]

/** Counts, days and parts of a hundred are small; an instant in ms has not been below this since 1973. */
const leastInstant = 1e11

/** What speaks for a reason, in words. A kind of a later version of the server is said by its name. */
export function sayBecause({ kind, detail }: Because, words: Words, spoken: Spoken, now: number): string {
  const say = words.because[kind as keyof typeof words.because]
  if (!say) return kind
  const amount = typeof detail === 'number' && detail < leastInstant ? spoken.count(detail) : (detail ?? '')
  const phrase = say(String(amount))
  const isInstant = typeof detail === 'number' && detail >= leastInstant
  return isInstant ? words.becauseWhen(phrase, spoken.ago(detail, now)) : phrase
}

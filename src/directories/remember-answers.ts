import type { DirectoryPerson } from '../call/directory-answers.ts'

export interface Remembering {
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** How long an answer holds, ms: that somebody is known, and that nobody is. */
  readonly foundMs: number
  readonly nobodyMs: number
  readonly most: number
}

interface Kept {
  readonly answer: Promise<readonly DirectoryPerson[]>
  /** Infinite while it is on its way. */
  until: number
}

/**
 * Answers by what was asked, bounded in number and in time. Whoever asks what is being asked already gets the same answer;
 * a failure is handed to all who wait for it and kept for nobody.
 */
export function rememberAnswers({ elapsed, foundMs, nobodyMs, most }: Remembering) {
  const kept = new Map<string, Kept>()
  const drop = (key: string, one: Kept): void => {
    if (kept.get(key) === one) kept.delete(key)
  }
  return (key: string, ask: () => Promise<readonly DirectoryPerson[]>): Kept['answer'] => {
    const known = kept.get(key)
    if (known && elapsed() < known.until) return known.answer
    kept.delete(key)
    const one: Kept = { answer: ask(), until: Number.POSITIVE_INFINITY }
    const oldest = kept.keys().next().value
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
    kept.set(key, one)
    one.answer.then(
      (people) => {
        one.until = elapsed() + (people.length > 0 ? foundMs : nobodyMs)
      },
      () => drop(key, one),
    )
    return one.answer
  }
}

export interface FormQuestion {
  readonly id: string
  readonly kind: 'points' | 'yes-no' | 'text'
  readonly most: number
  readonly weight: number
}

export type ReviewAnswers = Readonly<Record<string, number | boolean | string | null>>

/** What is wrong with the answers, by the question's id; empty where nothing is. Null answers a question that does not apply. */
export function faultsOfAnswers(
  questions: readonly FormQuestion[],
  answers: ReviewAnswers,
): { path: string; message: string }[] {
  const known = new Set(questions.map(({ id }) => id))
  const strange = Object.keys(answers).filter((id) => !known.has(id))
  const wrong = questions
    .filter((question) => !fits(question, answers[question.id] ?? null))
    .map(({ id }) => id)
  return [...strange, ...wrong].map((id) => ({ path: `answers.${id}`, message: 'does not fit the form' }))
}

function fits({ kind, most }: FormQuestion, answer: ReviewAnswers[string]): boolean {
  if (answer === null) return true
  if (kind === 'text') return typeof answer === 'string'
  if (kind === 'yes-no') return typeof answer === 'boolean'
  return typeof answer === 'number' && Number.isInteger(answer) && answer >= 0 && answer <= most
}

/** Parts of a thousand of what could be reached, by weight; what does not apply counts neither way. Null: nothing gave points. */
export function scoreOf(questions: readonly FormQuestion[], answers: ReviewAnswers): number | null {
  let reached = 0
  let reachable = 0
  for (const { id, kind, most, weight } of questions) {
    const answer = answers[id] ?? null
    if (kind === 'text' || answer === null) continue
    reachable += weight
    reached += weight * (kind === 'yes-no' ? Number(answer) : Number(answer) / most)
  }
  return reachable === 0 ? null : Math.round((1000 * reached) / reachable)
}

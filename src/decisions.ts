import type { DirectoryAnswers } from './call/directory-answers.ts'
import { type Decision, decisionOf } from './recognition/decision.ts'
import type { Identity } from './recognition/identify-caller.ts'

/** More decisions of one call than these say nothing new; the first and the last ones stay. */
const mostKept = 12

/** What was decided of a call so far, as it is stored; earlier versions kept the last decision alone. */
export function readDecisions(stored: string | null): readonly Decision[] {
  if (stored === null) return []
  const kept = JSON.parse(stored) as readonly Decision[] | Decision
  return Array.isArray(kept) ? (kept as readonly Decision[]) : [kept as Decision]
}

/** Adds the decision where it says something else than the last: taking a call up again decides anew and mostly alike. */
export function withDecision(
  decisions: readonly Decision[],
  identity: Identity | null,
  directory: DirectoryAnswers | null = null,
): readonly Decision[] {
  if (identity === null) return decisions
  const next = decisionOf(identity, directory)
  const last = decisions.at(-1)
  if (last && isAlike(last, next)) return decisions
  const [first, ...later] = [...decisions, next]
  return first === undefined ? [] : [first, ...later.slice(-(mostKept - 1))]
}

function isAlike(one: Decision, other: Decision): boolean {
  return JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 })
}

import type { Direction } from '../call/call-event.ts'
import type { Situation, Standing } from '../wire/greeting-api.ts'
import type { RecognitionOutcome } from '../wire/pop.ts'

/** All that decides in which situation somebody calls. */
export interface CallSituation {
  readonly outcome: RecognitionOutcome
  /** Whether the house lets the caller be greeted by name, so far as the call is trusted. */
  readonly mayBeNamed: boolean
  readonly direction: Direction
  /** Whether the customer's name and the company's are known. */
  readonly hasName: boolean
  readonly hasCompany: boolean
  /** Whether all it may be are of one household. */
  readonly isHousehold: boolean
  /** `they-call-back`: we called and nobody answered. `cut-off`: we spoke minutes ago. */
  readonly lately: 'nothing' | 'they-call-back' | 'cut-off'
  /** Whether something was promised to this customer, is due and not done. */
  readonly promiseBroken: boolean
  readonly standing: Standing
  /** Whether there is a sentence for what the customer probably calls for. */
  readonly hasMatter: boolean
}

/**
 * Which situation it is: the first that fits. What went wrong comes before what is pleasant, and what went wrong a minute
 * ago before the rest, as the caller has just that in mind; somebody who has reason to complain hears no thanks.
 */
export const precedence: readonly (readonly [Situation, (call: CallSituation) => boolean])[] = [
  ['calling-by-name', (call) => call.direction === 'outbound' && isNamed(call)],
  ['calling', ({ direction }) => direction === 'outbound'],
  ['cut-off', (call) => isNamed(call) && call.lately === 'cut-off'],
  ['promise-broken', (call) => isNamed(call) && call.promiseBroken],
  ['they-call-back', (call) => isNamed(call) && call.lately === 'they-call-back'],
  ['dissatisfied', (call) => isNamed(call) && call.standing === 'dissatisfied'],
  ['usual-matter', (call) => isNamed(call) && call.hasMatter],
  ['honoured', (call) => isNamed(call) && call.standing === 'honoured'],
  ['usual', isNamed],
  ['company', (call) => call.outcome === 'organisation' && call.mayBeNamed && call.hasCompany],
  ['household', (call) => call.outcome === 'ambiguous' && call.mayBeNamed && call.isHousehold],
  ['withheld', ({ outcome }) => outcome === 'withheld'],
  ['unknown', ({ outcome }) => outcome === 'unknown'],
  ['ask-who', () => true],
]

export function chooseSituation(call: CallSituation): Situation {
  return precedence.find(([, fits]) => fits(call))?.[0] ?? 'ask-who'
}

function isNamed({ outcome, mayBeNamed, hasName }: CallSituation): boolean {
  return outcome === 'recognised' && mayBeNamed && hasName
}

import type { CardPromise, CardSignal, CustomerMatters } from '../store/customer-matters.ts'
import type { Maskable } from '../wire/pop.ts'
import type { PopLead } from '../wire/pop-matters.ts'
import { cutText } from './clean-text.ts'
import type { KnownCaller } from './known-caller.ts'
import { inOrderOfRank, mostLeads } from './lead-ranks.ts'

export type PromisesAndSignals = Pick<CustomerMatters, 'promises' | 'signals'>

const longestText = 160
const longestAnswer = 600
/** A promise that is due within this time leads. */
const dueSoonMs = 24 * 60 * 60_000

/** What leads the pop, the most pressing first. `more` are leads of other kinds, ready made. */
export function leadsOf(
  { promises, signals }: PromisesAndSignals,
  more: readonly PopLead[],
  now: number,
  mayShow: (field: Maskable) => boolean,
  nameOfDepartment = (id: string): string => id,
): PopLead[] {
  const ofPromises = promises.flatMap((one) => ofPromise(withOwnerNamed(one, nameOfDepartment), now))
  const ofSignals = signals.filter((one) => matters(one, now)).map(ofSignal)
  const all = [
    ...ofPromises.map((lead) => (mayShow('promises') ? lead : heldBack(lead))),
    ...ofSignals.map((lead) => (mayShow('signals') ? lead : heldBack(lead))),
    ...more,
  ]
  return inOrderOfRank(all).slice(0, mostLeads)
}

/**
 * Whose they are: of the one it is; of the number, where nobody has it; and where several may be calling, only what is
 * said of each of them alike, which is what was said of their number.
 */
export function mattersOfCaller(
  { person, candidates }: KnownCaller,
  ofNumber: PromisesAndSignals | null,
): PromisesAndSignals {
  if (person) return person.customer
  const [first, ...others] = candidates.map(({ customer }) => customer)
  if (!first) return ofNumber ?? { promises: [], signals: [] }
  const isOfAll = (field: keyof PromisesAndSignals) => (one: { readonly id: number }) =>
    others.length > 0 && others.every((customer) => customer[field].some(({ id }) => id === one.id))
  return {
    promises: first.promises.filter(isOfAll('promises')),
    signals: first.signals.filter(isOfAll('signals')),
  }
}

/** That there is something may be seen; not what, nor since when. */
function heldBack({ kind, severity }: PopLead): PopLead {
  return { kind, severity, id: null, text: '', say: null, at: null, owner: null }
}

/** A department is stored by its id. */
function withOwnerNamed(promise: CardPromise, nameOfDepartment: (id: string) => string): CardPromise {
  const { ownerId, owner } = promise
  return ownerId === null && owner !== null ? { ...promise, owner: nameOfDepartment(owner) } : promise
}

function ofPromise({ id, text, state, dueAt, owner }: CardPromise, now: number): PopLead[] {
  const said = { id, text: cutText(text, longestText), say: null, at: dueAt, owner }
  if (state === 'broken') return [{ kind: 'promise-broken', severity: 'critical', ...said }]
  if (dueAt <= now) return [{ kind: 'promise-overdue', severity: 'warning', ...said }]
  return dueAt - now <= dueSoonMs ? [{ kind: 'promise-due', severity: 'notice', ...said }] : []
}

function matters({ validFrom, validUntil }: CardSignal, now: number): boolean {
  return validFrom <= now && now < validUntil
}

function ofSignal({ id, text, answer, severity, at }: CardSignal): PopLead {
  const say = answer === null ? null : cutText(answer, longestAnswer)
  return { kind: 'signal', id, text: cutText(text, longestText), say, at, severity, owner: null }
}

import type { z } from 'zod'
import { Refusal } from '../errors.ts'
import type { StoredCall } from '../store/call-store.ts'
import type { CaseOfWrapUp, SavedWrapUp } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import type { OutsideMessage } from '../store/webhook-store.ts'
import type { wrapUp } from '../wire/desk-api.ts'
import type { Pop } from '../wire/pop.ts'
import type { Who } from '../wire/routes.ts'
import { maskCards } from './mask-cards.ts'
import { readOwnCall } from './own-call.ts'
import { promisesOfCall } from './promises-of-call.ts'

export type WrapUp = z.infer<typeof wrapUp>

export interface WrapUpSaving {
  readonly store: Pick<Store, 'readCall' | 'saveWrapUp' | 'signalsTold'>
  /** Ids of the dispositions that the house has configured. */
  readonly dispositions: readonly string[]
  /** How long before a promise is due its owner is reminded, minutes. */
  readonly remindMinutes: number
  /** What is known of this customer has changed. */
  readonly customerChanged: (customerId: number) => Promise<void>
  readonly departments?: readonly string[]
  /** Ids of the house's departments and teams: whose a promise may be. */
  readonly groups?: readonly string[]
  /** Dispositions by which nobody was told anything. */
  readonly untoldDispositions: readonly string[]
  readonly now: () => number
  /** Closes the agent's pop of the call, on all their desktops. */
  readonly closePop: (callId: string, accountId: string) => Promise<void>
  /** What other systems are told of it. */
  readonly newsOf: (saved: SavedWrapUp, customerId: number | null) => Promise<readonly OutsideMessage[]>
  /** It is stored, and with it what they are told. */
  readonly told: () => void
  /** Whether the customer is asked how it was, among other things. */
  readonly wrappedUp?: (callId: string, disposition: string) => Promise<void>
}

/**
 * Saves what an agent says of a call, with card numbers masked, then closes its pop. Refuses `bad-input` and, for a call
 * that is not theirs, `not-found`. May be done again: the later wrap-up takes the place of the first.
 */
export async function saveWrapUp(
  saving: WrapUpSaving,
  who: Who,
  callId: string,
  said: WrapUp,
): Promise<void> {
  const {
    store,
    dispositions,
    departments = [],
    groups = departments,
    remindMinutes,
    customerChanged,
    now,
    closePop,
    newsOf,
    told,
    wrappedUp,
  } = saving
  refuseFaults({ dispositions, departments, groups }, said)
  const call = await readOwnCall(store, callId, who.accountId)
  const wrapUp = {
    callId,
    accountId: who.accountId,
    agentName: who.name,
    disposition: said.disposition,
    note: maskCards(said.note),
    followUpAt: said.followUpAt,
    followUpText: said.followUpAt === null ? null : maskCards(said.followUpText),
    beganAt: call.events.find((event) => event.kind === 'ended')?.at ?? null,
    typedMs: said.typedMs,
    sentiment: said.sentiment,
    promises: promisesOfCall(said.promises, { callId, accountId: who.accountId }, remindMinutes),
    about: aboutCase(said),
    now: now(),
  }
  const saved = await store.saveWrapUp({ ...wrapUp, outside: await newsOf(wrapUp, call.customerId) })
  if (saved.kind === 'case-not-found') {
    const message = 'The customer of this call has no such case. Say first who the caller was.'
    throw new Refusal('bad-input', { faults: [{ path: said.newCase ? 'newCase' : 'caseId', message }] })
  }
  told()
  await wrappedUp?.(callId, said.disposition)
  await noteTold(saving, call, wrapUp)
  await closePop(callId, who.accountId)
  const tellsMore = said.promises.length > 0 || saved.caseId !== null
  if (tellsMore && call.customerId !== null) await customerChanged(call.customerId)
}

function aboutCase({ caseId, newCase }: WrapUp): CaseOfWrapUp {
  if (newCase) return { kind: 'new', ...newCase, subject: maskCards(newCase.subject) }
  if (caseId === undefined) return { kind: 'unsaid' }
  return caseId === null ? { kind: 'none' } : { kind: 'case', id: caseId }
}

/** A follow-up without a day would never come up again: better said now than lost. */
function refuseFaults(
  { dispositions, departments, groups }: Record<'dispositions' | 'departments' | 'groups', readonly string[]>,
  said: WrapUp,
): void {
  const faults: { path: string; message: string }[] = []
  if (!dispositions.includes(said.disposition)) {
    faults.push({ path: 'disposition', message: 'There is no such disposition.' })
  }
  if (said.followUpAt === null && said.followUpText.trim() !== '') {
    faults.push({ path: 'followUpAt', message: 'Say when the follow-up is due.' })
  }
  if (said.newCase && said.caseId !== undefined && said.caseId !== null) {
    faults.push({ path: 'caseId', message: 'It is either a case that there is, or a new one.' })
  }
  const refuseStranger = (path: string, department: string | null, known: readonly string[]): void => {
    if (department === null || known.includes(department)) return
    const all = known.length > 0 ? known.join(', ') : 'none'
    faults.push({ path, message: `This house has: ${all}.` })
  }
  for (const [n, { department }] of said.promises.entries()) {
    refuseStranger(`promises.${n}.department`, department, groups)
  }
  refuseStranger('newCase.department', said.newCase?.department ?? null, departments)
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
}

/** Signals that led the pop of whoever spoke with the customer: the customer knows of them now. */
async function noteTold(
  { store, untoldDispositions }: WrapUpSaving,
  { pops }: StoredCall,
  { accountId, disposition, now }: Pick<SavedWrapUp, 'accountId' | 'disposition' | 'now'>,
): Promise<void> {
  const own = pops.find((pop) => pop.accountId === accountId)
  if (!own || own.answeredAt === null || untoldDispositions.includes(disposition)) return
  const { leads = [] } = JSON.parse(own.content) as Partial<Pop>
  const ids = leads.flatMap(({ kind, id }) => (kind === 'signal' && id !== null ? [id] : []))
  if (ids.length > 0) await store.signalsTold(ids, { by: accountId, how: 'call', now })
}

import type { Config } from './config.ts'
import type { CallInteraction } from './store/call-store.ts'
import type { NewPromise, PlannedForPromise, StandingStep } from './store/new-promise.ts'
import { afterHours } from './working-time.ts'

export interface StandingPromise {
  readonly id: string
  /** In the house's own language. */
  readonly name: string
  readonly on: Config['standingPromises'][number]['on']
  readonly department: string | null
  /** Until when it is to be kept (ms), where it begins then. */
  dueAfter(start: number): number
}

/** What the house promises everybody, ready to be reckoned with. */
export function standingPromisesOf({
  house,
  standingPromises,
}: Pick<Config, 'house' | 'standingPromises'>): readonly StandingPromise[] {
  return standingPromises.map(({ id, name, on, withinHours, workingHours, department }) => ({
    id,
    name: name[house.language] ?? name.en ?? Object.values(name)[0] ?? id,
    on,
    department: department ?? null,
    dueAfter: (start) => afterHours(start, withinHours, workingHours ?? null),
  }))
}

/** A missed call begins what the house promises of missed calls; a conversation keeps that, and what it owes for a case. */
export function standingOf(
  standing: readonly StandingPromise[],
  interaction: CallInteraction | null,
  now: number,
): StandingStep | null {
  if (!interaction || standing.length === 0) return null
  if (interaction.outcome === 'answered') {
    const keeps = standing.filter(({ on }) => on === 'missed-call' || on === 'case-opened')
    return { keeps: keeps.map(({ id }) => id), begins: [], now }
  }
  const { direction, customerId, numberKey } = interaction
  if (direction !== 'inbound' || (customerId === null && !numberKey?.startsWith('+'))) return null
  const begins = standing
    .filter(({ on }) => on === 'missed-call')
    .map((one) => ofMissedCall(one, interaction))
  return { keeps: [], begins, now }
}

function ofMissedCall(one: StandingPromise, { callId, customerId, numberKey, endedAt }: CallInteraction) {
  return {
    ...newPromise(one, endedAt),
    originId: `call:${callId}`,
    customerId,
    numberKey,
    callId,
    caseId: null,
  }
}

/** What the house owes for a case that was opened. */
export function ofOpenedCase(
  one: StandingPromise,
  { id, customerId, openedAt }: { id: number; customerId: number; openedAt: number },
): NewPromise {
  const of = { originId: `case:${id}`, customerId, numberKey: null, callId: null, caseId: id }
  return { ...newPromise(one, openedAt), ...of, channel: 'other' }
}

/** By the end of the time for which it was planned, and so many hours more. */
export function ofPlannedTask(
  one: StandingPromise,
  { id, customerId, numberKey, team, dueUntil, createdAt }: PlannedForPromise,
): NewPromise {
  const number = customerId === null && numberKey?.startsWith('+') ? numberKey : null
  return {
    ...newPromise(one, createdAt),
    originId: `task:${id}`,
    customerId,
    numberKey: number,
    callId: null,
    caseId: null,
    channel: one.on === 'visit-planned' ? 'visit' : 'call',
    department: one.department ?? team,
    dueAt: one.dueAfter(dueUntil),
  }
}

/** Until when what began with a callback or a visit is to be kept if it is planned until then (ms), by ids. */
export function promisedUntil(
  standing: readonly StandingPromise[],
  dueUntil: number,
): ReadonlyMap<string, number> {
  const ofTasks = standing.filter(({ on }) => on === 'callback-planned' || on === 'visit-planned')
  return new Map(ofTasks.map((one) => [one.id, one.dueAfter(dueUntil)]))
}

function newPromise(one: StandingPromise, madeAt: number) {
  return {
    origin: `standing:${one.id}`,
    standing: one.id,
    text: one.name,
    channel: 'call',
    ownerId: null,
    department: one.department,
    madeBy: 'house',
    madeAt,
    dueAt: one.dueAfter(madeAt),
    remindAt: null,
  }
}

import { Refusal } from '../errors.ts'
import type { FollowUp } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import type { PlanCallback, Task, TaskStep } from '../store/task-store.ts'
import type { Maskable } from '../wire/pop.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import type { TaskView } from '../wire/task-api.ts'
import { seesTeam, unseenTeams } from '../wire/teams.ts'

export interface TaskRoom {
  readonly store: Pick<
    Store,
    | 'readDueTasks'
    | 'readOpenTasks'
    | 'readTask'
    | 'readTasksOf'
    | 'readTaskAttempts'
    | 'stepTask'
    | 'readFollowUps'
    | 'readCustomer'
  >
  readonly planCallback: PlanCallback
  readonly readNumber: (raw: string, region?: string) => { readonly key: string | null }
  readonly heldBack: (who: Who, customerId: number) => Promise<ReadonlySet<Maskable>>
  /** Ids of the house's departments and teams. */
  readonly groups: readonly string[]
  /** Those of them whose tasks only their members see. */
  readonly teams: readonly string[]
  /** The name of an account; null where it is none of ours. */
  readonly nameOf: (accountId: string) => string | null
  /** Where somebody works. */
  readonly teamOf: (accountId: string) => string | null
  /** Until when standing promises that began with it are to be kept if it is planned until then (ms), by ids. */
  readonly promisedUntil: (dueUntil: number) => ReadonlyMap<string, number>
  readonly maskCards: (text: string) => string
  readonly now: () => number
}

type TaskRoute =
  | 'readDueTasks'
  | 'readTasks'
  | 'planTask'
  | 'stepTask'
  | 'readTaskAttempts'
  | 'readCustomerTasks'

const mostDue = 200
const mostOpen = 1000
const hour = 60 * 60_000

/** What is to be done for customers, and who does it. */
export function taskHandlers(room: TaskRoom): Handlers<TaskRoute> {
  const { store } = room
  return {
    async readDueTasks({ who }) {
      const [tasks, followUps] = await Promise.all([
        store.readDueTasks(who.accountId, mostDue, unseenTeams(room.teams, who.teams)),
        store.readFollowUps(who.accountId, mostDue),
      ])
      const items = [...tasks.map((one) => showTask(room, one)), ...followUps.map((one) => asTask(one, who))]
      return { items: items.toSorted((a, b) => a.dueUntil - b.dueUntil).slice(0, mostDue) }
    },
    async readTasks({ query, who }) {
      const tasks = await store.readOpenTasks(mostOpen, who.teams)
      const unseen = unseenTeams(room.teams, who.teams)
      const wanted = tasks.filter(
        ({ team, ownerId }) =>
          !(ownerId === null && team !== null && unseen.includes(team)) &&
          (query.team ?? team) === team &&
          (query.ownerId === undefined || query.ownerId === ownerId),
      )
      return { items: wanted.map((one) => showTask(room, one)) }
    },
    planTask: ({ body, who }) => plan(room, body, who),
    stepTask: ({ params, body, who }) => step(room, params.id, body, who),
    async readTaskAttempts({ params, who }) {
      await seen(room, params.id, who)
      const attempts = await store.readTaskAttempts(params.id)
      const items = attempts.map(({ accountId, ...one }) => ({ ...one, by: room.nameOf(accountId) }))
      return { items }
    },
    async readCustomerTasks({ params, who }) {
      const found = await store.readCustomer(params.id)
      if (!found) throw new Refusal('not-found')
      await refuseHeldBack(room, who, found.customer.id)
      return { items: (await store.readTasksOf(params.id)).map((one) => showTask(room, one)) }
    },
  }
}

async function plan(
  room: TaskRoom,
  body: Asked<'planTask'>['body'],
  who: Who,
): Promise<Answered<'planTask'>> {
  const { number, region, key, dueUntil = body.dueFrom + hour, ...rest } = body
  const ownerId = body.ownerId === undefined ? (body.team === null ? who.accountId : null) : body.ownerId
  refuseFaults(room, { ...body, ownerId, dueUntil })
  const planned = await room.planCallback({
    ...rest,
    ...(number === null ? { numberKey: null, numberRaw: null } : readKey(room, number, region)),
    ownerId,
    dueUntil,
    reason: room.maskCards(body.reason),
    // Of whoever plans: nobody takes another's key.
    planKey: key === null ? null : `by:${who.accountId}:${key}`,
    by: who.accountId,
  })
  if (planned.kind === 'planned') return showTask(room, planned.task)
  if (planned.kind === 'refused') {
    throw new Refusal('against-wish', { faults: [{ path: 'customerId', message: planned.why }] })
  }
  throw new Refusal('bad-input', { faults: [{ path: 'customerId', message: 'there is no such customer' }] })
}

function readKey(room: TaskRoom, raw: string, region: string | undefined) {
  const { key } = room.readNumber(raw, region)
  if (key !== null) return { numberKey: key, numberRaw: raw }
  throw new Refusal('bad-input', {
    faults: [{ path: 'number', message: 'this is no number that can be called' }],
  })
}

async function step(
  room: TaskRoom,
  id: number,
  asked: Asked<'stepTask'>['body'],
  who: Who,
): Promise<Answered<'stepTask'>> {
  await seen(room, id, who)
  const wanted = stepOf(room, asked)
  const written = await room.store.stepTask(id, asked.version ?? null, wanted, who.accountId, room.now())
  if (written.kind === 'written') return showTask(room, written.task)
  throw new Refusal(written.kind === 'not-found' ? 'not-found' : 'conflict')
}

function stepOf(room: TaskRoom, asked: Asked<'stepTask'>['body']): TaskStep {
  switch (asked.kind) {
    case 'done':
    case 'given-up':
      return { kind: asked.kind, outcome: room.maskCards(asked.outcome) }
    case 'again': {
      const { dueFrom, dueUntil = dueFrom + hour } = asked
      refuseFaults(room, { dueFrom, dueUntil })
      const promised = room.promisedUntil(dueUntil)
      return { kind: 'again', result: room.maskCards(asked.result), dueFrom, dueUntil, promised }
    }
    case 'pass-on':
      refuseFaults(room, asked)
      return { kind: 'pass-on', ownerId: asked.ownerId, team: asked.team }
  }
}

interface Said {
  readonly kind?: string
  readonly customerId?: number | null
  readonly number?: string | null
  readonly ownerId?: string | null
  readonly team?: string | null
  readonly dueFrom?: number
  readonly dueUntil?: number
}

function refuseFaults({ groups, nameOf }: TaskRoom, said: Said): void {
  const faults: { path: string; message: string }[] = []
  const { customerId, number, ownerId, team, dueFrom = 0, dueUntil = dueFrom } = said
  if (customerId === null && number === null) {
    faults.push({ path: 'customerId', message: 'say for whom it is: a customer, or a number' })
  }
  if (typeof ownerId === 'string' && nameOf(ownerId) === null) {
    faults.push({ path: 'ownerId', message: 'there is no such account' })
  }
  if (typeof team === 'string' && !groups.includes(team)) {
    faults.push({ path: 'team', message: 'there is no such department or team' })
  }
  if (dueUntil < dueFrom) faults.push({ path: 'dueUntil', message: 'this lies before it may begin' })
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
}

/** What is another agent's is theirs to do; supervisors see to everybody's of their teams. */
async function seen(room: TaskRoom, id: number, who: Who): Promise<Task> {
  const stored = await room.store.readTask(id)
  if (!stored) throw new Refusal('not-found')
  const isOthers = stored.ownerId !== null && stored.ownerId !== who.accountId
  if (isOthers && !seesToOthers(room, stored, who)) throw new Refusal('forbidden')
  if (isOtherTeams(room, stored, who)) throw new Refusal('forbidden')
  if (stored.customerId !== null) await refuseHeldBack(room, who, stored.customerId)
  return stored
}

function isOtherTeams({ teams }: TaskRoom, { ownerId, team }: Task, who: Who): boolean {
  return ownerId === null && team !== null && unseenTeams(teams, who.teams).includes(team)
}

function seesToOthers({ teamOf }: TaskRoom, { ownerId }: Task, { role, teams }: Who): boolean {
  return role !== 'agent' && seesTeam(teams, ownerId === null ? null : teamOf(ownerId))
}

async function refuseHeldBack(room: TaskRoom, who: Who, customerId: number): Promise<void> {
  if ((await room.heldBack(who, customerId)).has('follow-up')) throw new Refusal('verify-first')
}

export function showTask({ nameOf }: Pick<TaskRoom, 'nameOf'>, stored: Task): TaskView {
  const { numberKey, numberRaw, createdBy: _createdBy, closedBy: _closedBy, ...shown } = stored
  return {
    ...shown,
    followUpOf: null,
    number: numberKey?.startsWith('+') ? numberKey : numberRaw,
    ownerName: stored.ownerId === null ? null : nameOf(stored.ownerId),
  }
}

function asTask({ callId, dueAt, text, customerId, customerName, number }: FollowUp, who: Who): TaskView {
  return {
    id: null,
    followUpOf: callId,
    kind: 'follow-up',
    customerId,
    customerName,
    number,
    ownerId: who.accountId,
    ownerName: who.name,
    team: null,
    dueFrom: dueAt,
    dueUntil: dueAt,
    reason: text,
    origin: 'wrap-up',
    originId: callId,
    state: 'open',
    outcome: null,
    attempts: 0,
    lastAttemptAt: null,
    createdAt: dueAt,
    closedAt: null,
    version: 0,
  }
}

import { Refusal } from '../errors.ts'
import type { CaseChange, CaseEntry, CustomerCase } from '../store/case-store.ts'
import type { Store } from '../store/store.ts'
import type { CaseEntryView, CaseView } from '../wire/case-api.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import type { Tell } from '../wire/webhook-events.ts'
import { tellOfCase } from './case-news.ts'
import { type CustomerRoom, recordRead } from './customer-handlers.ts'
import { departmentFault } from './whose.ts'

export interface CaseRoom {
  readonly store: Pick<
    Store,
    | 'readCustomer'
    | 'openCase'
    | 'closeCase'
    | 'readCase'
    | 'readCases'
    | 'changeCase'
    | 'readCaseEntries'
    | 'readPressingCases'
    | 'audit'
  >
  readonly heldBack: CustomerRoom['heldBack']
  readonly changed: CustomerRoom['changed']
  /** Ids of the house's departments. */
  readonly departments: readonly string[]
  /** The name of an account; null where it is none of ours. */
  readonly nameOf: (accountId: string) => string | null
  /** Free text without numbers of payment cards. */
  readonly maskCards: (text: string) => string
  /** Tells other systems. */
  readonly tell?: Tell
  readonly now: () => number
}

type CaseRoute =
  | 'readCases'
  | 'openCase'
  | 'closeCase'
  | 'changeCase'
  | 'readCaseEntries'
  | 'readPressingCases'

const mostPressing = 500

/** Cases for people and programs. Somebody who may not see a customer's cases can neither read nor change one. */
export function caseHandlers(room: CaseRoom): Handlers<CaseRoute> {
  return {
    async readCases({ params, who }) {
      const customerId = await existing(room, params.id)
      await refuseHeldBack(room, who, customerId)
      const items = (await room.store.readCases(customerId)).map((one) => showCase(room, one))
      await recordRead(room, who, 'read-customer-cases', customerId)
      return { items }
    },
    openCase: ({ params, body, who }) => open(room, params.id, body, who),
    async closeCase({ params, who }) {
      const open = await theirs(room, params.id, who)
      const now = room.now()
      await room.store.closeCase(params.id, now, who.accountId)
      if (open.closedAt === null) await tellOfCase(room, open, now)
      await room.changed(open.customerId)
    },
    changeCase: ({ params, body, who }) => change(room, params.id, body, who),
    async readCaseEntries({ params, who }) {
      const { customerId } = await theirs(room, params.id, who)
      await recordRead(room, who, 'read-case-entries', customerId)
      return { items: (await room.store.readCaseEntries(params.id)).map((entry) => showEntry(room, entry)) }
    },
    async readPressingCases({ who }) {
      const now = room.now()
      const items = (await room.store.readPressingCases(mostPressing, who.teams)).map(
        ({ customerName, ...one }) => ({
          ...showCase(room, one),
          customerName,
          isOverdue: isOverdue(one, now),
        }),
      )
      return { items }
    },
  }
}

export function isOverdue({ escalation, closedAt }: CustomerCase, now: number): boolean {
  return closedAt === null && escalation !== null && escalation.answeredAt === null && escalation.dueAt < now
}

/** A case sent again by its external id is given back as it is stored; another customer's is refused. */
async function open(
  room: CaseRoom,
  id: number,
  body: Asked<'openCase'>['body'],
  who: Who,
): Promise<Answered<'openCase'>> {
  const customerId = await existing(room, id)
  refuseStrangers(room, body)
  const { complaint, openedAt = room.now(), subject, ...rest } = body
  const complaintAt = complaint ? openedAt : null
  const record = { ...rest, subject: room.maskCards(subject), customerId, openedAt, complaintAt }
  const write = await room.store.openCase(record, who.accountId)
  if (write.kind === 'not-found') throw new Refusal('not-found')
  if (write.case.customerId !== customerId) throw new Refusal('already-exists')
  if (write.kind === 'opened') await tellOfCase(room, write.case)
  await room.changed(customerId)
  return showCase(room, write.case)
}

async function change(
  room: CaseRoom,
  id: number,
  { version, ...asked }: Asked<'changeCase'>['body'],
  who: Who,
): Promise<Answered<'changeCase'>> {
  const { customerId } = await theirs(room, id, who)
  refuseStrangers(room, { department: asked.department, ownerId: asked.ownerId })
  refuseStrangers(room, { department: asked.escalate?.department }, 'escalate.')
  const written = await room.store.changeCase(
    id,
    version ?? null,
    masked(room, asked),
    who.accountId,
    room.now(),
  )
  if (written.kind === 'overtaken') throw new Refusal('conflict')
  if (written.kind === 'not-found') throw new Refusal('not-found')
  if (written.kind === 'nothing-asked') {
    const message = 'nobody has asked a department, or it has answered'
    throw new Refusal('bad-input', { faults: [{ path: 'answer', message }] })
  }
  await room.changed(customerId)
  return showCase(room, written.case)
}

/** Without what is not given; card numbers are not for a case either. */
function masked({ maskCards }: CaseRoom, asked: Omit<Asked<'changeCase'>['body'], 'version'>): CaseChange {
  const { subject, escalate, answer } = asked
  const all = {
    ...asked,
    subject: subject === undefined ? undefined : maskCards(subject),
    escalate: escalate && { ...escalate, question: maskCards(escalate.question) },
    answer: answer === undefined ? undefined : maskCards(answer),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

function refuseStrangers(
  { departments, nameOf }: CaseRoom,
  said: { readonly department?: string | null | undefined; readonly ownerId?: string | null | undefined },
  at = '',
): void {
  const faults: { path: string; message: string }[] = []
  const message = departmentFault(departments, said.department)
  if (message !== null) faults.push({ path: `${at}department`, message })
  if (typeof said.ownerId === 'string' && nameOf(said.ownerId) === null) {
    faults.push({ path: `${at}ownerId`, message: 'there is no such account' })
  }
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
}

async function theirs(room: CaseRoom, id: number, who: Who): Promise<CustomerCase> {
  const stored = await room.store.readCase(id)
  if (!stored) throw new Refusal('not-found')
  await refuseHeldBack(room, who, stored.customerId)
  return stored
}

/** While a caller who may be this customer has not been made sure of, the pop shows none of it, and so does no page. */
async function refuseHeldBack(room: CaseRoom, who: Who, customerId: number): Promise<void> {
  if ((await room.heldBack(who, customerId)).has('cases')) throw new Refusal('verify-first')
}

async function existing(room: CaseRoom, id: number): Promise<number> {
  const found = await room.store.readCustomer(id)
  if (!found) throw new Refusal('not-found')
  return found.customer.id
}

function showCase({ nameOf }: CaseRoom, one: CustomerCase): CaseView {
  const ownerName = one.ownerId === null ? null : nameOf(one.ownerId)
  const { escalation } = one
  return {
    ...one,
    ownerName,
    escalation: escalation && {
      ...escalation,
      by: escalation.by === null ? null : nameOf(escalation.by),
      answeredBy: escalation.answeredBy === null ? null : nameOf(escalation.answeredBy),
    },
  }
}

function showEntry({ nameOf }: CaseRoom, { accountId, ...entry }: CaseEntry): CaseEntryView {
  const named = (value: string | null) => (entry.what === 'owner' && value !== null ? nameOf(value) : value)
  return {
    ...entry,
    by: accountId === null ? null : (nameOf(accountId) ?? accountId),
    oldValue: named(entry.oldValue),
    newValue: named(entry.newValue),
  }
}

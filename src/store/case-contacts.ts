import { holdCase, noteChange } from './case-rows.ts'
import { markContact } from './interaction-links.ts'
import { all, change, one, type Steps } from './steps.ts'

/** With this many contacts about one open matter it is raised, without anybody having to think of it. */
export const tooManyContacts = 3

/** What a contact was, and when it began, ms. */
export interface Contact {
  readonly key: `call:${string}` | `interaction:${number}`
  readonly at: number
}

/**
 * What counts as a contact of a case: what somebody has said was about it; else, while exactly one case of the customer is
 * open, whatever the customer came with after it was opened. Each is counted once; the opening counts as one, unless what
 * it was opened with is among them. Outbound contacts and calls that nobody answered do not count: the customer did not
 * have to ask again.
 */
export function* takeContact(customerId: number, contact: Contact, now: number): Steps<void> {
  const open = yield* all<{ id: number; openedAt: number }>(
    'select id, opened_at as "openedAt" from customer_case where customer_id = ? and closed_at is null limit 2',
    customerId,
  )
  const [only] = open
  if (only && open.length === 1 && only.openedAt < contact.at) {
    yield* addContact(only.id, contact, 'taken', now)
  }
}

/** Somebody has said what a contact was about: these cases, or none. What was taken for granted before goes. */
export function* sayContact(caseIds: readonly number[], contact: Contact, now: number): Steps<void> {
  const stood = yield* all<{ caseId: number }>(
    'select case_id as "caseId" from case_contact where contact = ? order by case_id',
    contact.key,
  )
  for (const { caseId } of stood) {
    if (!caseIds.includes(caseId)) yield* dropContact(caseId, contact.key, now)
  }
  for (const id of caseIds.toSorted((a, b) => a - b)) yield* addContact(id, contact, 'said', now)
}

/** The call of an interaction: what its agents have said of it, else what is taken for granted. */
export function* contactOfCall(
  callId: string,
  call: { readonly customerId: number | null; readonly at: number; readonly counts: boolean },
  now: number,
): Steps<void> {
  const said = yield* all<{ caseId: number }>(
    'select distinct case_id as "caseId" from wrap_up where call_id = ? and case_id is not null',
    callId,
  )
  const contact: Contact = { key: `call:${callId}`, at: call.at }
  if (said.length > 0) {
    const ids = said.map(({ caseId }) => caseId).filter((id) => id !== aboutNone)
    return yield* sayContact(ids, contact, now)
  }
  if (call.counts && call.customerId !== null) yield* takeContactOnce(call.customerId, contact, now)
}

/** In wrap_up.case_id. */
export const aboutNone = 0

/** A call is written again with each late event: what was taken for one case stays there when that is closed meanwhile. */
function* takeContactOnce(customerId: number, contact: Contact, now: number): Steps<void> {
  const stood = yield* one<{ caseId: number; customerId: number }>(
    `select t.case_id as "caseId", k.customer_id as "customerId" from case_contact t
      join customer_case k on k.id = t.case_id where t.contact = ?`,
    contact.key,
  )
  if (stood?.customerId === customerId) return
  if (stood) yield* dropContact(stood.caseId, contact.key, now)
  yield* takeContact(customerId, contact, now)
}

function* addContact(caseId: number, contact: Contact, linked: 'said' | 'taken', now: number): Steps<void> {
  if (!(yield* holdCase(caseId))) return
  const added = yield* change(
    'insert into case_contact (case_id, contact, at, linked) values (?, ?, ?, ?) on conflict do nothing',
    caseId,
    contact.key,
    contact.at,
    linked,
  )
  if (added === 0) return
  yield* markContact(contact.key)
  yield* recount(caseId, now)
}

function* dropContact(caseId: number, key: Contact['key'], now: number): Steps<void> {
  yield* holdCase(caseId)
  yield* change('delete from case_contact where case_id = ? and contact = ?', caseId, key)
  yield* markContact(key)
  yield* recount(caseId, now)
}

const recountSql = `update customer_case set
  contacts = (select count(*) from case_contact t where t.case_id = customer_case.id)
    + case when exists (select 1 from case_contact t where t.case_id = customer_case.id and t.at <= customer_case.opened_at)
      then 0 else 1 end,
  last_contact_at = (select max(t.at) from case_contact t where t.case_id = customer_case.id) where id = ?`
const raiseSql = `update customer_case set raised_at = ? where id = ? and raised_at is null and closed_at is null
  and contacts >= ${tooManyContacts} returning contacts`

function* recount(caseId: number, now: number): Steps<void> {
  yield* change(recountSql, caseId)
  const raised = yield* one<{ contacts: number }>(raiseSql, now, caseId)
  if (!raised) return
  const entry = { at: now, accountId: null, what: 'raised', oldValue: null }
  yield* noteChange(caseId, { ...entry, newValue: String(raised.contacts) })
}

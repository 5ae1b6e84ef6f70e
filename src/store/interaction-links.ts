import type { InteractionLinks } from './history-store.ts'
import { all, change, type Steps } from './steps.ts'

/** Values: `interaction:<id>`, `call:<its call>`, its call. One row per case and per promise. */
export const linksSql = `select 'case' as kind, k.id, k.root_cause as what, k.reference,
  case when k.closed_at is null then 1 else 0 end as "isOpen"
  from case_contact t join customer_case k on k.id = t.case_id where t.contact in (?, ?)
  union all select 'promise', p.id, p.state, null, 0 from promise p where p.call_id = ?`

export interface LinkRow {
  readonly kind: 'case' | 'promise'
  readonly id: number
  readonly what: string | null
  readonly reference: string | null
  readonly isOpen: number
}

/** What the statement above is asked with. */
export function linkValues(row: { readonly id: number; readonly callId: string | null }): string[] {
  const call = row.callId ?? ''
  return [`interaction:${row.id}`, `call:${call}`, call]
}

export function linksOf(rows: readonly LinkRow[]): InteractionLinks {
  const cases = rows.filter(({ kind }) => kind === 'case')
  const promises = rows.filter(({ kind }) => kind === 'promise')
  return {
    caseIds: cases.map(({ id }) => id),
    caseReferences: cases.flatMap(({ reference }) => reference ?? []),
    hasOpenCase: cases.some(({ isOpen }) => isOpen === 1),
    rootCauses: named(cases),
    promiseStates: named(promises),
  }
}

function named(rows: readonly LinkRow[]): string[] {
  return [...new Set(rows.flatMap(({ what }) => what ?? []))].toSorted()
}

export function* readLinks(row: {
  readonly id: number
  readonly callId: string | null
}): Steps<InteractionLinks> {
  return linksOf(yield* all<LinkRow>(linksSql, ...linkValues(row)))
}

const ofCallSql = 'update interaction set indexed = 0 where call_id = ?'
const ofPromiseSql = `update interaction set indexed = 0
  where call_id = (select call_id from promise where id = ?)`

/** The index is to read the contact again: `call:<id>` or `interaction:<id>`, as in case_contact. */
export function* markContact(contact: string): Steps<void> {
  const [kind = '', ...rest] = contact.split(':')
  if (kind === 'call') yield* change(ofCallSql, rest.join(':'))
  else yield* change('update interaction set indexed = 0 where id = ?', Number(rest[0]))
}

export function* markContactsOfCase(caseId: number): Steps<void> {
  const contacts = yield* all<{ contact: string }>(
    'select contact from case_contact where case_id = ? order by contact',
    caseId,
  )
  for (const { contact } of contacts) yield* markContact(contact)
}

export function* markCallOfPromise(id: number): Steps<void> {
  yield* change(ofPromiseSql, id)
}

import type { AuditEntry } from './store/audit-store.ts'
import type { Pop } from './wire/pop.ts'

type Pops = ReadonlyMap<string, Pop>

/**
 * What the record says of pops that are about to be shown: a row for each customer that an agent sees on this call for the
 * first time, and one for a call whose caller is nobody we know. It is written with the pop, so that none is shown without.
 */
export function recordShown(
  callId: string,
  { before, after }: { readonly before: Pops; readonly after: Pops },
  changed: readonly string[],
  now: number,
): readonly AuditEntry[] {
  return changed.flatMap((accountId) => {
    const pop = after.get(accountId)
    if (!pop || pop.state === 'closed') return []
    const earlier = before.get(accountId)
    const known = new Set(earlier ? customersOn(earlier) : [])
    const shown = customersOn(pop).filter((id) => !known.has(id))
    const subjects = shown.map((id) => `customer:${id}`)
    if (!earlier && subjects.length === 0) subjects.push(`call:${callId}`)
    return subjects.map((subject) => ({ at: now, accountId, action: 'pop', subject, detail: callId }))
  })
}

/** Those whom only an outside directory knows have no id of ours. */
function customersOn({ person, candidates }: Pop): readonly number[] {
  const ids = [...(person ? [person.customerId] : []), ...candidates.map(({ customerId }) => customerId)]
  return [...new Set(ids.filter((id) => id > 0))]
}

import type { ChainCheck } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { AlertCause } from './raise-alert.ts'

const rule = 'record-broken'
const subjectKey = 'record'

/**
 * That the newest check of the record has found it tampered with. It is over only when the whole chain was found right
 * again and somebody has seen the alert: whoever mends what they have done is not to be forgotten with it.
 */
export async function findBrokenRecord(
  store: Pick<Store, 'readChainState' | 'findOpenAlert'>,
): Promise<AlertCause[]> {
  const { check } = await store.readChainState()
  if (check && check.faults.length > 0) return [causeOf(check)]
  const open = await store.findOpenAlert(rule, subjectKey)
  if (!open) return []
  const isWhole = check !== null && check.finishedAt !== null
  return isWhole && open.seenAt !== null ? [] : [{ rule, subjectKey }]
}

function causeOf({ faults, untilSeal }: ChainCheck): AlertCause {
  const [first] = faults
  const figures = {
    fault: first?.kind ?? null,
    seal: first?.seal ?? null,
    faults: faults.length,
    wholeUntil: untilSeal,
  }
  return { rule, subjectKey, severity: 'critical', figures }
}

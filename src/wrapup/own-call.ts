import { Refusal } from '../errors.ts'
import type { StoredCall } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'

/**
 * The call, if this agent has or had a pop of it and no colleague took it from under their hands. To everybody else it
 * is `not-found`, like a call that there never was.
 */
export async function readOwnCall(
  store: Pick<Store, 'readCall'>,
  callId: string,
  accountId: string,
): Promise<StoredCall> {
  const call = await store.readCall(callId)
  const own = call?.pops.find((pop) => pop.accountId === accountId)
  if (!call || !own || own.closing === 'lost') throw new Refusal('not-found')
  return call
}

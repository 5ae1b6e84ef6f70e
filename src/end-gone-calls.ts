import type { Journey } from './journey.ts'
import { isUniqueid } from './pbx/asterisk-names.ts'
import type { Store } from './store/store.ts'

/** More calls than this never live at once. */
const mostLiveCalls = 100_000

/**
 * A call that is still open here and that its Asterisk no longer has ended while nobody listened: this program was not
 * running, or not connected. Calls that the source was told of by other ways have ids of their own and are left alone.
 */
export function endGoneCalls(
  store: Pick<Store, 'readLiveCalls'>,
  journey: Pick<Journey, 'endGoneCalls'>,
): (source: string, living: ReadonlySet<string>, askedAt: number) => Promise<void> {
  return async (source, living, askedAt) => {
    const calls = await store.readLiveCalls(mostLiveCalls)
    const open = calls.filter((call) => call.source === source).map(({ callId }) => callId)
    const gone = open.filter((id) => {
      const root = id.slice(source.length + 1)
      return isUniqueid(root) && !living.has(root)
    })
    await journey.endGoneCalls(gone, askedAt)
  }
}

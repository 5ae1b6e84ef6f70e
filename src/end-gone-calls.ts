import type { Journey } from './journey.ts'
import { isUniqueid } from './pbx/asterisk-names.ts'
import { isThreecxCall } from './pbx/threecx-story.ts'
import type { Store } from './store/store.ts'

interface Ending {
  readonly store: Pick<Store, 'readLiveCalls'>
  readonly journey: Pick<Journey, 'endGoneCalls'>
  /** The wall clock, ms. */
  readonly now: () => number
  /** The clock by which the journey notes when a call was heard of last, ms. */
  readonly cautiousNow: () => number
}

/** More calls than this never live at once. */
const mostLiveCalls = 100_000

/**
 * A call that is still open here and that its phone system no longer has ended while nobody listened: this program was not
 * running, or not connected. Calls that the source was told of by other ways have ids of another form and are left alone.
 * `askedAt` by the wall clock, ms.
 */
export function endGoneCalls({
  store,
  journey,
  now,
  cautiousNow,
}: Ending): (source: string, living: ReadonlySet<string>, askedAt: number) => Promise<void> {
  return async (source, living, askedAt) => {
    const heardBefore = cautiousNow() - Math.max(0, now() - askedAt)
    const calls = await store.readLiveCalls(mostLiveCalls)
    const open = calls.filter((call) => call.source === source).map(({ callId }) => callId)
    const gone = open.filter((id) => {
      const root = id.slice(source.length + 1)
      return (isUniqueid(root) || uuid.test(root) || isThreecxCall(root)) && !living.has(root)
    })
    await journey.endGoneCalls(gone, heardBefore)
  }
}

/** What FreeSWITCH calls its legs. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

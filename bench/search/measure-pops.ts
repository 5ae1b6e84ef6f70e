import { sessionCookieOf } from '../house.ts'
import { measurePopsBeside, type PopsBeside } from '../pops-beside.ts'
import { type Scale, seededRandom } from '../world.ts'
import { kinds } from './kinds.ts'

export const searchers = 2
export const popsPerSecond = 200

/** Pops of some events a second, in turn without and with searches of every kind back to back. */
export function measurePops(folder: string, scale: Scale, seconds: number): Promise<PopsBeside> {
  return measurePopsBeside({ folder, scale, rate: popsPerSecond, seconds }, (url, ending) =>
    Promise.all(Array.from({ length: searchers }, (_, n) => searchOnAndOn(url, scale, n, ending))),
  )
}

async function searchOnAndOn(url: string, scale: Scale, n: number, ending: AbortSignal): Promise<void> {
  const random = seededRandom(n)
  while (!ending.aborted) {
    for (const kind of kinds) {
      if (ending.aborted) return
      const { order, ...asked } = kind.make(random, scale)
      const path = kind.counts ? 'count' : 'search'
      const answer = await fetch(`${url}/v1/interactions/${path}`, {
        method: 'POST',
        headers: { cookie: sessionCookieOf('supervisor'), origin: url, 'content-type': 'application/json' },
        body: JSON.stringify(kind.counts ? asked : { ...asked, ...(order ? { order } : {}) }),
      })
      await answer.arrayBuffer()
    }
  }
}

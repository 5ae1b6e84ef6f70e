import { hireCrew, setStage } from '../drive.ts'
import { sessionCookieOf } from '../house.ts'
import { judge, type Outcome } from '../percentiles.ts'
import { type Scale, seededRandom } from '../world.ts'
import { kinds } from './kinds.ts'

export const searchers = 2
export const popsPerSecond = 200

/** What was measured of pops, of all turns together. */
export interface PopsBeside {
  readonly alone: Outcome
  readonly searching: Outcome
}

/** Pops of some events a second, in turn without and with searches of every kind back to back. */
export async function measurePops(folder: string, scale: Scale, seconds: number): Promise<PopsBeside> {
  const crew = hireCrew()
  const stage = await setStage('product', { folder, scale, crew, nodeOptions: [] })
  try {
    await stage.run(popsPerSecond, 5)
    const alone = []
    const busy = []
    for (let round = 0; round < 2; round++) {
      alone.push(await stage.run(popsPerSecond, seconds))
      const ending = new AbortController()
      const searching = Array.from({ length: searchers }, (_, n) =>
        searchOnAndOn(stage.url, scale, n, ending.signal),
      )
      busy.push(await stage.run(popsPerSecond, seconds))
      ending.abort()
      await Promise.all(searching)
    }
    return { alone: judge(alone), searching: judge(busy) }
  } finally {
    await stage.close()
    crew.dismiss()
  }
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

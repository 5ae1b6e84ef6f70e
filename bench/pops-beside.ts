import { hireCrew, setStage } from './drive.ts'
import { judge, type Outcome } from './percentiles.ts'
import type { Scale } from './world.ts'

/** What was measured of pops, of all turns together. */
export interface PopsBeside {
  readonly alone: Outcome
  readonly meanwhile: Outcome
}

export interface PopsPlan {
  readonly folder: string
  readonly scale: Scale
  /** Events a second. */
  readonly rate: number
  /** Of each turn. */
  readonly seconds: number
}

/** Pops in turn without and with other work on the same server, which goes on until `ending`: so both have the same machine. */
export async function measurePopsBeside(
  { folder, scale, rate, seconds }: PopsPlan,
  work: (url: string, ending: AbortSignal) => Promise<unknown>,
): Promise<PopsBeside> {
  const crew = hireCrew()
  const stage = await setStage('product', { folder, scale, crew, nodeOptions: [] })
  try {
    await stage.run(rate, 5)
    const alone = []
    const busy = []
    for (let round = 0; round < 2; round++) {
      alone.push(await stage.run(rate, seconds))
      const ending = new AbortController()
      const working = work(stage.url, ending.signal)
      busy.push(await stage.run(rate, seconds))
      ending.abort()
      await working
    }
    return { alone: judge(alone), meanwhile: judge(busy) }
  } finally {
    await stage.close()
    crew.dismiss()
  }
}

import { sessionCookieOf } from '../house.ts'
import { makeAgent } from '../world.ts'
import { type LightDesk, openLightDesk } from './light-desk.ts'

/** Thousands of desktops in one process, those of the agents from `from` up to `until`. */
export type DesksAsked =
  | { readonly kind: 'connect'; readonly url: string; readonly from: number; readonly until: number }
  | { readonly kind: 'how?' }
  | { readonly kind: 'show' }

export interface DesksFare {
  readonly kind: 'how'
  readonly whole: number
  /** When the last of them became whole, by the monotonic clock. */
  readonly lastWholeAt: number
  readonly attempts: number
}

export interface DesksShow {
  readonly kind: 'shown'
  /** By account: the version that is held, `<call> <version> <state>` of each pop, and since when nothing was missing. */
  readonly desks: Map<string, { version: number | null; pops: string[]; wholeSince: number }>
  /** By call: when its first pop was applied, and since when that desktop had been whole. */
  readonly rung: Map<string, { at: number; wholeSince: number }>
  /** By call: when its first pop was applied, in whatever state it was by then. */
  readonly seen: Map<string, number>
}

const desks = new Map<string, LightDesk>()
const rung: DesksShow['rung'] = new Map()
const seen: DesksShow['seen'] = new Map()
let lastWholeAt = Number.NaN
/** So many begin in each hundredth of a second. */
const atOnce = 5

process.on('message', (asked: DesksAsked) => {
  if (asked.kind === 'connect') void connect(asked)
  else process.send?.(asked.kind === 'how?' ? fare() : show())
})
process.on('disconnect', () => process.exit(0))

async function connect({ url, from, until }: Extract<DesksAsked, { kind: 'connect' }>): Promise<void> {
  for (let place = from; place < until; place++) {
    const { id } = makeAgent(place)
    const desk = openLightDesk({
      url,
      cookie: sessionCookieOf(id),
      changed({ callId, state }, at) {
        if (!seen.has(callId)) seen.set(callId, at)
        if (state === 'ringing' && !rung.has(callId)) rung.set(callId, { at, wholeSince: desk.wholeSince() })
      },
      wholeAgain() {
        lastWholeAt = desk.wholeSince()
      },
    })
    desks.set(id, desk)
    if (place % atOnce === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function fare(): DesksFare {
  const all = [...desks.values()]
  return {
    kind: 'how',
    whole: all.filter((desk) => !Number.isNaN(desk.wholeSince())).length,
    lastWholeAt,
    attempts: all.reduce((sum, desk) => sum + desk.attempts(), 0),
  }
}

function show(): DesksShow {
  const shown = [...desks].map(([id, desk]) => {
    const { version, pops } = desk.view()
    const said = [...pops.values()].map((pop) => `${pop.callId} ${pop.version} ${pop.state}`)
    return [id, { version, pops: said, wholeSince: desk.wholeSince() }] as const
  })
  return { kind: 'shown', desks: new Map(shown), rung, seen }
}

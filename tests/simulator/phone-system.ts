import type { CallEvent } from '../../src/call/call-event.ts'
import type { Node } from './node.ts'
import type { World } from './world.ts'

/** Posts events to any node, each until it has been answered with success, and some again after that. */
export interface PhoneSystem {
  /** All that was posted was answered, and nothing is under way any more. */
  isDone(): boolean
  /** Events that were answered with success. */
  readonly accepted: ReadonlySet<CallEvent>
}

const answerWithinMs = 5000

export function openPhoneSystem(
  world: World,
  nodes: () => readonly Node[],
  calls: readonly (readonly CallEvent[])[],
): PhoneSystem {
  const { clock, chance } = world
  const accepted = new Set<CallEvent>()
  let underWay = 0

  /** One request: it may get lost on its way, there or back, and then nobody answers. */
  const post = (events: readonly CallEvent[], answered: (ok: boolean) => void): void => {
    const { weather } = world
    let isOver = false
    const answer = (ok: boolean): void => {
      if (isOver) return
      isOver = true
      answered(ok)
    }
    clock.after(answerWithinMs, () => answer(false))
    if (chance.of(weather.requestsLost)) return
    clock.after(chance.between(0, chance.of(0.2) ? 800 : 10), () => {
      const node = chance.pick(nodes())
      if (node.line.isDead) return answer(false)
      const back = (ok: boolean): void => {
        if (chance.of(weather.requestsLost)) return
        clock.after(chance.between(0, 10), () => answer(ok && (!node.line.isDead || wasSent)))
      }
      let wasSent = false
      const taken = node.take(events)
      if (world.sabotage === 'answered-before-written') back(true)
      taken.then(
        () => {
          wasSent = true
          back(true)
        },
        () => back(false),
      )
    })
  }

  const send = (events: readonly CallEvent[], again: number): void => {
    underWay++
    post(events, (ok) => {
      underWay--
      if (ok) for (const event of events) accepted.add(event)
      world.note(() => `phone system: ${events.map(({ id, kind }) => `${id} ${kind}`).join(', ')}: ${ok}`)
      if (!ok) later(events, chance.between(200, 1500) * Math.min(4, again + 1), again + 1)
      else if (chance.of(world.weather.requestsRepeated)) later(events, chance.between(0, 8000), again)
    })
  }

  const later = (events: readonly CallEvent[], ms: number, again: number): void => {
    underWay++
    clock.after(ms, () => {
      underWay--
      send(events, again)
    })
  }

  for (const events of calls) {
    for (let n = 0; n < events.length; ) {
      const batch = events.slice(n, n + chance.pick([1, 1, 1, 2, 3]))
      n += batch.length
      later(batch, Math.max(0, (batch.at(-1)?.at ?? 0) - clock.now()), 0)
    }
  }
  return { isDone: () => underWay === 0, accepted }
}

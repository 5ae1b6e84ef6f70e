import fc from 'fast-check'
import type { CallEvent } from '../../src/call/call-event.ts'
import { story } from '../call/stories.ts'
import type { World } from './world.ts'

/** The calls of a story, each as its phone system tells it, in order, by its own clock. */
export function tellCalls(world: World): CallEvent[][] {
  const { chance, plan, seed } = world
  const pace = chance.pick([0, 0.02, 0.2, 1])
  const begins = (): number => world.clock.now() + chance.between(2000, 2000 + 12_000 * pace)
  return fc
    .sample(story, { seed, numRuns: plan.calls })
    .map((events, n) => timed(events, begins(), pace).map((event) => ({ ...event, call: `c${n}` })))
    .map((events) => events.map((event) => ({ ...event, id: `${event.call}-${event.id}` })))
    .map((events) => disturb(world, events))
}

function timed(events: readonly CallEvent[], begins: number, pace: number): CallEvent[] {
  const first = events[0]?.at ?? 0
  return events.map((event) => ({ ...event, at: begins + Math.round((event.at - first) * pace) }))
}

/** Calls that agents place, that turn out to be among ourselves, that ring at strangers too, whose end is never told. */
function disturb({ chance, plan }: World, events: CallEvent[]): CallEvent[] {
  const told = plan.limits && chance.of(0.4) ? events.filter(({ kind }) => kind !== 'ended') : events
  const isOutbound = chance.of(0.15)
  const turnsInternal = chance.of(0.1) ? chance.between(1, told.length - 1) : -1
  const ringsStrangers = chance.of(0.1)
  const placer = chance.pick(['alice', 'bob'])
  return told.map((event, n) => {
    if (event.kind === 'arrived' && isOutbound) return { ...event, direction: 'outbound', agents: [placer] }
    if (n === turnsInternal) return { ...event, direction: 'internal' }
    if (event.kind === 'offered' && ringsStrangers) {
      return { ...event, agents: [...(event.agents ?? []), '?9999'] }
    }
    return event
  })
}

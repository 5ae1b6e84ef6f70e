import { type Chance, chanceOf } from './chance.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** How the simulator is made wrong on purpose, to see that it finds what it is there to find. */
export const sabotages = [
  'versions-unchecked',
  'told-before-written',
  'answered-before-written',
  'hints-only',
  'no-overlap',
  'gaps-ignored',
  'snapshot-torn',
] as const
export type Sabotage = (typeof sabotages)[number]

/** What goes wrong of itself, as probabilities from 0 to 1. */
export interface Weather {
  storeRejects: number
  storeSlow: number
  answersLost: number
  hintsLost: number
  requestsLost: number
  requestsRepeated: number
  changesLost: number
}

export const calm: Weather = {
  storeRejects: 0,
  storeSlow: 0,
  answersLost: 0,
  hintsLost: 0,
  requestsLost: 0,
  requestsRepeated: 0,
  changesLost: 0,
}

/** What differs from story to story. */
export interface Plan {
  readonly nodes: number
  readonly calls: number
  /** Without heartbeats nothing may be lost on a live line, and all has to be right all the same. */
  readonly heartbeats: boolean
  /** Calls that nobody ends, and limits that end them. */
  readonly limits: boolean
  readonly staleRingSeconds: number
  /** How often a node, the engine or a line fails, per minute. */
  readonly troubles: number
  readonly weather: Weather
}

export interface World {
  readonly seed: number
  readonly clock: VirtualClock
  readonly chance: Chance
  readonly plan: Plan
  readonly sabotage: Sabotage | null
  weather: Weather
  /** A line of the story, kept only when it is to be read. */
  note(line: () => string): void
  /** Something that must never happen has happened. */
  fault(what: string): void
  readonly faults: string[]
  readonly trace: string[]
  /** How often what has happened, to see that stories are not all sunshine. */
  readonly counts: Map<string, number>
  count(what: string): void
}

const beginning = Date.UTC(2026, 10, 2, 9)

export function openWorld(seed: number, more: { sabotage?: Sabotage | null; traced?: boolean } = {}): World {
  const chance = chanceOf(seed)
  const clock = virtualClock(beginning)
  const plan = planOf(chance)
  const faults: string[] = []
  const trace: string[] = []
  const counts = new Map<string, number>()
  return {
    seed,
    clock,
    chance,
    plan,
    sabotage: more.sabotage ?? null,
    weather: plan.weather,
    faults,
    trace,
    counts,
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    note(line) {
      if (more.traced) trace.push(`${((clock.now() - beginning) / 1000).toFixed(3).padStart(8)}  ${line()}`)
    },
    fault(what) {
      faults.push(what)
      if (more.traced) trace.push(`${((clock.now() - beginning) / 1000).toFixed(3).padStart(8)}  !! ${what}`)
    },
  }
}

function planOf(chance: Chance): Plan {
  const heartbeats = chance.of(0.5)
  const some = (most: number): number => (chance.of(0.5) ? 0 : chance.between(1, 100) * (most / 100))
  return {
    nodes: chance.pick([1, 2, 2, 3]),
    calls: chance.pick([1, 1, 2, 3, 5]),
    heartbeats,
    limits: chance.of(0.15),
    staleRingSeconds: chance.of(0.2) ? chance.between(1, 10) : 3600,
    troubles: chance.pick([0, 0, 4, 10, 30]),
    weather: {
      storeRejects: some(0.1),
      storeSlow: some(0.3),
      answersLost: some(0.15),
      hintsLost: chance.of(0.2) ? 1 : some(0.8),
      requestsLost: some(0.3),
      requestsRepeated: some(0.5),
      changesLost: heartbeats ? some(0.2) : 0,
    },
  }
}

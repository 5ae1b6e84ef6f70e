import type { CallEvent } from '../../src/call/call-event.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { type Chance, chanceOf } from '../simulator/chance.ts'
import { fillStore, openPlayedHouse, type PlayedHouse } from './house.ts'
import { type Habit, makeWorld, type Person } from './people.ts'
import { type Place, places, writeNumber } from './places.ts'

/** What the pop of one call said, beside who really called. */
export interface Verdict {
  readonly kind: string
  /** The customer who called; null where it was nobody of ours. */
  readonly truth: number | null
  readonly outcome: Pop['outcome']
  /** Whom the greeting names; null where it names nobody. */
  readonly greeted: number | null
  /** Whom the pop shows first, named or not. */
  readonly first: number | null
  readonly trust: Pop['trust']['level']
  /** The call, for looking into a wrong one. */
  readonly why: string
}

export interface Play {
  readonly seed: number
  readonly calls: number
  /** About so many customers. */
  readonly customers: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const agent = 'alice'
const period = 90 * day

interface Due {
  readonly at: number
  readonly habit: Habit
  readonly kind: string
}

/** Plays the calls of three months through the real recognition, pop and store; agents learn and say who it was. */
export async function play({ seed, calls, customers }: Play): Promise<readonly Verdict[]> {
  const chance = chanceOf(seed)
  const clock = { now: Date.UTC(2026, 7, 3, 8) }
  const world = makeWorld(chance, customers)
  const house = openPlayedHouse(clock)
  try {
    await fillStore(house, world, clock.now - 200 * day)
    return await playCalls({ house, chance, clock, habits: world.habits, calls })
  } finally {
    house.close()
  }
}

interface Playing {
  readonly house: PlayedHouse
  readonly chance: Chance
  readonly clock: { now: number }
  readonly habits: readonly Habit[]
  readonly calls: number
}

async function playCalls(playing: Playing): Promise<readonly Verdict[]> {
  const { chance, clock, habits, calls } = playing
  const pick = weighted(habits, chance)
  const verdicts: Verdict[] = []
  let due: Due[] = []
  for (let n = 0; verdicts.length < calls; n++) {
    clock.now += Math.round((period / calls) * (0.2 + (1.6 * chance.between(0, 1000)) / 1000))
    if (chance.of(0.05)) due = [...due, ...(await callOut(playing, pick(), n))]
    const [ready, later] = parted(due, clock.now)
    due = later
    const habit = pick()
    const now = ready ?? { at: clock.now, habit, kind: habit.kind }
    verdicts.push(await callIn(playing, now, n))
    if (chance.of(0.15)) {
      // Mostly something was forgotten or the line dropped.
      const after = chance.of(0.4) ? chance.between(2, 30) : chance.between(30, 4000)
      due.push({ at: clock.now + after * minute, habit: now.habit, kind: now.habit.kind })
    }
  }
  return verdicts
}

/** The first that is due, and the others. */
function parted(due: readonly Due[], now: number): [Due | undefined, Due[]] {
  const ready = due.find((one) => one.at <= now)
  return [ready, due.filter((one) => one !== ready)]
}

function weighted(habits: readonly Habit[], chance: Chance): () => Habit {
  const sums: number[] = []
  let sum = 0
  for (const { weight } of habits) {
    sum += weight
    sums.push(sum)
  }
  return () => {
    const at = (chance.between(0, 1_000_000) / 1_000_000) * sum
    const place = sums.findIndex((one) => one >= at)
    return habits[place] as Habit
  }
}

let ids = 0

function teller(place: Place, line: Record<string, unknown>, call: string) {
  return (kind: CallEvent['kind'], at: number, more: Partial<CallEvent> = {}): CallEvent => ({
    id: `${call}-${++ids}`,
    source: place.source,
    call,
    kind,
    at,
    ...line,
    ...more,
  })
}

/** We ring somebody who does not answer; mostly they ring back, now and then another of the house does. */
async function callOut({ house, chance, clock }: Playing, habit: Habit, n: number): Promise<Due[]> {
  const { who, line } = habit
  if (line === null || habit.restricted || who.record === null) return []
  const { place } = who
  const call = `out-${n}`
  const tell = teller(place, { from: place.did, to: line, direction: 'outbound', agents: [agent] }, call)
  await house.journey.take([tell('arrived', clock.now)])
  const id = `${place.source}:${call}`
  if (chance.of(0.6)) await name(house, id, who.record.id)
  await house.journey.take([tell('ended', clock.now + 40_000, { reason: 'no-answer' })])
  if (!chance.of(0.7)) return []
  const others = (habit.house ?? []).filter((one) => one !== who)
  const at = clock.now + chance.between(5, 2500) * minute
  const other = others.length > 0 && chance.of(0.12) ? chance.pick(others) : null
  if (other) {
    return [{ at, habit: { ...habit, who: other }, kind: 'we called, another of the house calls back' }]
  }
  return [{ at, habit, kind: 'we called, they call back' }]
}

async function callIn({ house, chance, clock }: Playing, { habit, kind }: Due, n: number): Promise<Verdict> {
  const place = chance.of(0.04) ? chance.pick(places) : habit.who.place
  const call = `in-${n}`
  const line = lineOf(habit, place, chance)
  const tell = teller(place, line, call)
  const typed = habit.typed ? [tell('claims', clock.now + 1, { claims: claimsOf(habit.typed) })] : []
  const queue = habit.who.key % 3 === 0 ? 'bills' : 'parcels'
  await house.journey.take([
    tell('arrived', clock.now),
    ...typed,
    tell('queued', clock.now + 2, { queue }),
    tell('offered', clock.now + 3, { agents: [agent] }),
  ])
  const id = `${place.source}:${call}`
  const pop = await house.journey.readPop(id, agent)
  if (!pop) throw new Error(`no pop for ${JSON.stringify(line)}`)
  const verdict = judge(pop, habit, kind)
  await house.journey.take([tell('answered', clock.now + 10, { agents: [agent] })])
  await tellWho(house, chance, id, pop, habit.who)
  clock.now += chance.between(1, 9) * minute
  await house.journey.take([tell('ended', clock.now)])
  await keepCase(house, chance, habit.who, clock.now)
  await house.journey.wrappedUp(id, agent)
  return verdict
}

function lineOf(habit: Habit, place: Place, chance: Chance): Record<string, unknown> {
  const from = habit.line === null ? (habit.instead ?? '') : writeNumber(habit.line, place, chance)
  return {
    from,
    to: place.did,
    ...(habit.restricted ? { presentation: 'restricted' } : {}),
    ...(habit.attestation ? { attestation: habit.attestation } : {}),
  }
}

function claimsOf({ record, checked }: NonNullable<Habit['typed']>): Record<string, string> {
  return { customerNumber: record.externalId, ...(checked ? { pin: 'true' } : {}) }
}

function judge(pop: Pop, { who, line }: Habit, kind: string): Verdict {
  const { person, greeting, outcome, trust, candidates, evidence } = pop
  const isNamed = outcome === 'recognised' && person !== null && greeting.text.includes(person.address)
  return {
    kind,
    truth: who.record?.id ?? null,
    outcome,
    greeted: isNamed ? person.customerId : null,
    first: candidates[0]?.customerId ?? null,
    trust: trust.level,
    why: `${who.name} from ${line}: ${outcome} ${person?.name ?? '-'}, ${evidence.map((one) => `${one.kind} ${one.weight}`).join(' ')}`,
  }
}

/** By the end of the call the agent knows who it was. Whether they say so is their habit; now and then they miss the line. */
async function tellWho(house: PlayedHouse, chance: Chance, id: string, pop: Pop, who: Person): Promise<void> {
  const truth = who.record?.id ?? null
  const shown = pop.outcome === 'recognised' ? (pop.person?.customerId ?? null) : null
  if (chance.of(0.004) && pop.candidates.length > 1)
    return name(house, id, chance.pick(pop.candidates).customerId)
  if (shown !== null && shown !== truth && chance.of(0.8)) await name(house, id, shown, 'is-not')
  if (truth === null) return
  const speaks = shown === truth ? 0.1 : pop.candidates.length > 0 ? 0.6 : 0.4
  if (chance.of(speaks)) await name(house, id, truth)
}

function name(house: PlayedHouse, callId: string, customerId: number, verdict: 'is' | 'is-not' = 'is') {
  return house.journey.chooseIdentity({ callId, accountId: agent, customerId, verdict })
}

async function keepCase({ store }: PlayedHouse, chance: Chance, who: Person, now: number): Promise<void> {
  const customerId = who.record?.id
  if (customerId === undefined) return
  if (chance.of(0.12)) {
    const rest = { externalId: null, reference: null, closedAt: null }
    await store.openCase({ ...rest, customerId, subject: 'A parcel', openedAt: now })
    return
  }
  if (!chance.of(0.5)) return
  const [open] = await store.readCases(customerId)
  if (open && open.closedAt === null) await store.closeCase(open.id, now)
}

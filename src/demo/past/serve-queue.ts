import { weekdayOf } from '../../reports/house-days.ts'
import type { DemoColleague } from '../demo-agents.ts'
import { chanceOf } from './past-chance.ts'
import { hourAt, instantOf, type PastCalendar, type PastWish } from './past-day.ts'
import { badHour, type PastDesk } from './past-desks.ts'

/** An agent's phone rings. Instants in ms. */
export interface PastRing {
  readonly agent: DemoColleague
  readonly at: number
  readonly until: number
  readonly result: 'answered' | 'missed' | 'withdrawn'
}

/** How a call went: whom it rang at, and when it was over. */
export interface PastCourse {
  readonly wish: PastWish
  readonly rings: readonly PastRing[]
  readonly endedAt: number
  /** When the agent had written down what it was; null where nobody answered. */
  readonly savedAt: number | null
}

const second = 1000
const minute = 60 * second
const ringsFor = 20 * second

/** What agents are like: who leaves the desk with the phone ringing, and who works slowly. */
const habits: Partial<Readonly<Record<DemoColleague, { readonly misses: number; readonly slow: number }>>> = {
  ravi: { misses: 0.08, slow: 1 },
  emre: { misses: 0.03, slow: 1.35 },
  dana: { misses: 0.01, slow: 0.85 },
}
const usualHabit = { misses: 0.025, slow: 1 }

/**
 * Lets a day's callers through the queue of their desk: each waits for the first of its agents who sits at the phones and
 * is free, as long as their patience lasts. So it is the hours with few agents in which callers give up.
 */
export function serveQueue(
  wishes: readonly PastWish[],
  desk: PastDesk,
  day: string,
  calendar: PastCalendar,
): readonly PastCourse[] {
  const freeAt = new Map(desk.agents.map((agent) => [agent, 0]))
  return wishes.map((wish) => serve(wish, { desk, day, calendar, freeAt }))
}

interface Serving {
  readonly desk: PastDesk
  readonly day: string
  readonly calendar: PastCalendar
  readonly freeAt: Map<DemoColleague, number>
}

function serve(wish: PastWish, serving: Serving): PastCourse {
  const chance = chanceOf(`course ${wish.id}`)
  const patience = chance.happens(0.03)
    ? chance.between(2, 5) * second
    : 15 * second + chance.lasting(4 * minute)
  const givesUpAt = Math.round(wish.at + patience)
  const rings: PastRing[] = []
  let from = wish.at + 400
  for (;;) {
    const { agent, at } = firstFree(serving, from)
    if (at >= givesUpAt) return { wish, rings, endedAt: givesUpAt, savedAt: null }
    const habit = habits[agent] ?? usualHabit
    if (chance.happens(habit.misses) && rings.length < 2) {
      const until = Math.min(at + ringsFor, givesUpAt)
      const result = until === givesUpAt ? 'withdrawn' : 'missed'
      rings.push({ agent, at, until, result })
      if (result === 'withdrawn') return { wish, rings, endedAt: until, savedAt: null }
      // Somebody who does not hear the phone is away from it for a while.
      serving.freeAt.set(agent, until + 2 * minute)
      from = until + 300
      continue
    }
    const answeredAt = Math.round(at + chance.between(2.5, 11) * second)
    if (answeredAt >= givesUpAt) {
      rings.push({ agent, at, until: givesUpAt, result: 'withdrawn' })
      return { wish, rings, endedAt: givesUpAt, savedAt: null }
    }
    rings.push({ agent, at, until: answeredAt, result: 'answered' })
    const talk = 30 * second + chance.lasting(3 * minute)
    const endedAt = Math.round(answeredAt + Math.min(talk, 25 * minute))
    const savedAt = Math.round(endedAt + (8 * second + chance.lasting(55 * second)) * habit.slow)
    serving.freeAt.set(agent, savedAt + 5 * second)
    return { wish, rings, endedAt, savedAt }
  }
}

/** Who takes the next call, and from when on they can; of several whoever has been free for longest. */
function firstFree(serving: Serving, from: number): { agent: DemoColleague; at: number } {
  const free = serving.desk.agents.map((agent) => ({
    agent,
    since: serving.freeAt.get(agent) ?? 0,
    at: atPhonesFrom(serving, agent, Math.max(from, serving.freeAt.get(agent) ?? 0)),
  }))
  const [first] = free.toSorted((one, other) => one.at - other.at || one.since - other.since)
  return first ?? { agent: serving.desk.agents[0], at: from }
}

/** The first instant from this one on at which the agent sits at the phones; the desk works overtime until all are served. */
function atPhonesFrom(serving: Serving, agent: DemoColleague, from: number): number {
  const { desk, day } = serving
  let at = from
  while (hourAt(desk, at) < 18 && !isAtPhones(serving, agent, hourAt(desk, at))) {
    at = instantOf(desk, day, hourAt(desk, at) + 1)
  }
  return at
}

function isAtPhones({ desk, day, calendar }: Serving, agent: DemoColleague, hour: number): boolean {
  const isBad = day === calendar.badDay && desk.source === badHour.source && hour === badHour.hour
  const many = isBad ? badHour.atPhones : (desk.hours[hour]?.[1] ?? 1)
  const turn = weekdayOf(day) + Math.floor(instantOf(desk, day, 0) / (7 * 24 * 60 * minute))
  const place = (desk.agents.indexOf(agent) + turn) % desk.agents.length
  return place < many
}

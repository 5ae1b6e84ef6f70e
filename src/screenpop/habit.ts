import type { Calendar } from './calendar.ts'

/** One contact that a customer has begun, and what it was about. */
export interface PastContact {
  readonly at: number
  /** A disposition that says why somebody called. */
  readonly topic: string
  readonly queue: string | null
}

/**
 * What a customer usually calls about, and when: counts of the last contacts. It is kept with the customer as JSON, so
 * what it holds is kept short.
 */
export interface Habit {
  readonly topics: readonly HabitTopic[]
  readonly all: HabitCounts
}

export interface HabitCounts {
  readonly count: number
  /** By month of the year, weekday and hours of the day (four each), each from 0. */
  readonly months: readonly number[]
  readonly weekdays: readonly number[]
  readonly hours: readonly number[]
  readonly queues: Readonly<Record<string, number>>
}

export interface HabitTopic extends HabitCounts {
  readonly topic: string
  readonly lastAt: number
  /** The usual distance between two, ms; null where they do not come at even distances. */
  readonly every: number | null
}

/** Older contacts say little of what somebody calls about today. */
export const contactsRemembered = 60
const mostTopics = 8
const mostQueues = 6
/** Distances are even where they differ by no more than this part of their mean, on average. */
const evenWithin = 0.25
const leastForDistance = 4
const leastDistance = 24 * 60 * 60_000

export const bands = { months: 12, weekdays: 7, hours: 6 } as const
export const bandOfHour = (hour: number): number => Math.floor(hour / 4)

/** Null where there is nothing to tell. Contacts in any order; the newest 60 count. */
export function habitOf(contacts: readonly PastContact[], calendar: Calendar): Habit | null {
  if (contacts.length === 0) return null
  const newest = contacts.toSorted((one, other) => one.at - other.at).slice(-contactsRemembered)
  const topics = [...Map.groupBy(newest, ({ topic }) => topic)].map(([topic, mine]) => ({
    topic,
    ...countsOf(mine, calendar),
    lastAt: mine.at(-1)?.at ?? 0,
    every: distanceOf(mine),
  }))
  const kept = topics.toSorted((one, other) => other.count - one.count || other.lastAt - one.lastAt)
  return { topics: kept.slice(0, mostTopics), all: countsOf(newest, calendar) }
}

/** Of what an earlier version has written nothing is believed that does not look right. */
export function readHabit(text: string | null): Habit | null {
  if (text === null) return null
  try {
    const habit = JSON.parse(text) as Partial<Habit>
    return Array.isArray(habit.topics) && habit.all !== undefined ? (habit as Habit) : null
  } catch {
    return null
  }
}

function countsOf(contacts: readonly PastContact[], calendar: Calendar): HabitCounts {
  const months = zeros(bands.months)
  const weekdays = zeros(bands.weekdays)
  const hours = zeros(bands.hours)
  const queues = new Map<string, number>()
  for (const { at, queue } of contacts) {
    const { month, weekday, hour } = calendar(at)
    countOne(months, month % 12)
    countOne(weekdays, weekday)
    countOne(hours, bandOfHour(hour))
    if (queue !== null) queues.set(queue, (queues.get(queue) ?? 0) + 1)
  }
  const most = [...queues].toSorted(([, one], [, other]) => other - one).slice(0, mostQueues)
  return { count: contacts.length, months, weekdays, hours, queues: Object.fromEntries(most) }
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0)
}

function countOne(counts: number[], place: number): void {
  counts[place] = (counts[place] ?? 0) + 1
}

/** In the order of time. */
function distanceOf(contacts: readonly PastContact[]): number | null {
  if (contacts.length < leastForDistance) return null
  const distances = contacts.slice(1).map(({ at }, n) => at - (contacts[n]?.at ?? at))
  const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length
  const spread = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / distances.length)
  return mean >= leastDistance && spread <= evenWithin * mean ? Math.round(mean) : null
}

import type { CalendarPlace } from './calendar.ts'
import { bandOfHour, bands, type Habit, type HabitCounts, type HabitTopic } from './habit.ts'
import type { Counted, Outlook } from './outlook.ts'
import { type Because, mostPerDimension, reasonWeights } from './reason-weights.ts'

/** One thing that speaks for a topic, or against it. */
export interface Said {
  readonly topic: string
  readonly because: Because
  readonly points: number
  readonly detail: string | number | null
}

export interface TopicContext {
  readonly habit: Habit | null
  readonly outlook: Outlook
  readonly queue: string | null
  readonly now: number
  readonly today: CalendarPlace
}

/**
 * What habit, season and queue say for each topic. Plain arithmetic on counts: parts of a whole, compared with the part that
 * is to be expected anyway, so that who calls about what everybody calls about has no habit.
 */
export function weighTopics(context: TopicContext): Said[] {
  const { habit, outlook } = context
  const topics = new Set([...outlook.topics, ...(habit?.topics ?? []).map(({ topic }) => topic)])
  return [...topics].flatMap((topic) => [
    ...ofHouse(topic, context),
    ...ofHabit(habit?.topics.find((one) => one.topic === topic) ?? null, context),
  ])
}

function ofHouse(topic: string, { outlook, queue }: TopicContext): Said[] {
  const share = outlook.share(topic)
  const { often } = reasonWeights
  const said: Said[] = [{ topic, because: 'often', points: often * share, detail: Math.round(100 * share) }]
  const compared = (because: 'season' | 'queue-usual', { contacts, about }: Counted): void => {
    const many = about(topic)
    const points = reasonWeights[because] * beyond(many, contacts, share)
    const detail = contacts === 0 ? 0 : Math.round((100 * many) / contacts)
    said.push({ topic, because, points, detail })
  }
  compared('season', outlook.season)
  if (queue !== null) compared('queue-usual', outlook.ofQueue(queue))
  return said.filter(({ points }) => points !== 0)
}

/** How far the part that can be counted on is above what is expected, or below it; 0 where that may be chance. */
function beyond(many: number, of: number, expected: number): number {
  if (of === 0) return 0
  const least = counted(many, of)
  const most = 1 - counted(of - many, of)
  return least > expected ? least - expected : Math.min(0, most - expected)
}

function ofHabit(mine: HabitTopic | null, context: TopicContext): Said[] {
  const { habit, today, queue } = context
  if (!mine || !habit || mine.count < 2) return []
  const { topic, count } = mine
  const more = Math.max(0, beyond(count, habit.all.count, expected(topic, context)))
  const said = (because: Because, points: number, detail: Said['detail']): Said => ({
    topic,
    because,
    points,
    detail,
  })
  const doublings = (because: 'usual-month' | 'usual-weekday' | 'usual-hour', at: At): Said => {
    const points = capped(reasonWeights[because] * Math.log2(timesUsual(mine, habit.all, at)))
    return said(because, points, mine[at.kind][at.place] ?? 0)
  }
  return [
    said('usual', reasonWeights.usual * more, `${count}/${habit.all.count}`),
    doublings('usual-month', { kind: 'months', place: today.month % 12 }),
    doublings('usual-weekday', { kind: 'weekdays', place: today.weekday }),
    doublings('usual-hour', { kind: 'hours', place: bandOfHour(today.hour) }),
    ...(queue === null
      ? []
      : [said('usual-queue', queuePoints(mine, habit.all, queue), mine.queues[queue] ?? 0)]),
    ...distance(mine, context.now),
  ].filter(({ points }) => Math.abs(points) >= 0.5)
}

/** What is to be expected of everybody at this time of the year. */
function expected(topic: string, { outlook }: TopicContext): number {
  const share = outlook.share(topic)
  const { contacts, about } = outlook.season
  return share + beyond(about(topic), contacts, share)
}

interface At {
  readonly kind: 'months' | 'weekdays' | 'hours'
  readonly place: number
}

/** So many contacts are thought of as spread like all of this customer's, so that few say little. */
const thoughtOf = 6

function timesUsual(mine: HabitCounts, all: HabitCounts, { kind, place }: At): number {
  return times(mine, mine[kind][place] ?? 0, ((all[kind][place] ?? 0) + 1) / (all.count + bands[kind]))
}

function queuePoints(mine: HabitCounts, all: HabitCounts, queue: string): number {
  const part = ((all.queues[queue] ?? 0) + 1) / (all.count + Object.keys(all.queues).length + 1)
  return capped(reasonWeights['usual-queue'] * Math.log2(times(mine, mine.queues[queue] ?? 0, part)))
}

/** Once what may be chance is left out; 1 says nothing. */
function times({ count }: HabitCounts, here: number, part: number): number {
  if (beyond(here, count, part) === 0) return 1
  return (here + thoughtOf * part) / ((count + thoughtOf) * part)
}

function distance({ topic, every, lastAt }: HabitTopic, now: number): Said[] {
  if (every === null) return []
  const days = Math.round(every / (24 * 60 * 60_000))
  const gone = now - lastAt
  const because =
    Math.abs(gone - every) <= every / 4 ? 'usual-interval' : gone < every / 2 ? 'too-soon' : null
  return because === null ? [] : [{ topic, because, points: reasonWeights[because], detail: days }]
}

function capped(points: number): number {
  return Math.max(-mostPerDimension, Math.min(mostPerDimension, points))
}

const deviations = 1.645

/**
 * What part can be counted on after so many of so many: the lower end of Wilson's interval (Wilson 1927) that chance is
 * below in 19 of 20 cases. Three of three are 0.53, two of two 0.43, thirty of forty 0.63.
 */
export function counted(many: number, of: number): number {
  if (of === 0 || many === 0) return 0
  const part = many / of
  const z = deviations ** 2
  const middle = part + z / (2 * of)
  const spread = deviations * Math.sqrt((part * (1 - part)) / of + z / (4 * of * of))
  return (middle - spread) / (1 + z / of)
}

/** What speaks for a topic beyond what everybody always calls about: only that is worth saying. */
export function ownPoints(said: readonly Said[], topic: string): number {
  const own = said.filter((one) => one.topic === topic && one.because !== 'often')
  return own.reduce((sum, { points }) => sum + points, 0)
}

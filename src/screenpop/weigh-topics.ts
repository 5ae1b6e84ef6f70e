import type { CalendarPlace } from './calendar.ts'
import { bandOfHour, bands, type Habit, type HabitCounts, type HabitTopic } from './habit.ts'
import type { Outlook } from './outlook.ts'
import { type Because, mostPerDimension, reasonWeights, seasonFrom } from './reason-weights.ts'

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
  const isSeason = share >= seasonFrom * outlook.yearShare(topic)
  const said: Said[] = [
    {
      topic,
      because: isSeason ? 'season' : 'often',
      points: reasonWeights.often * share,
      detail: Math.round(100 * share),
    },
  ]
  if (queue !== null) {
    const { contacts, about } = outlook.ofQueue(queue)
    const part = counted(about(topic), contacts)
    const points = reasonWeights['queue-usual'] * Math.max(0, part - share)
    said.push({ topic, because: 'queue-usual', points, detail: Math.round(100 * part) })
  }
  return said.filter(({ points }) => points > 0)
}

function ofHabit(mine: HabitTopic | null, context: TopicContext): Said[] {
  const { habit, outlook, today, queue } = context
  if (!mine || !habit || mine.count < 2) return []
  const { topic, count } = mine
  const more = Math.max(0, counted(count, habit.all.count) - outlook.share(topic))
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

interface At {
  readonly kind: 'months' | 'weekdays' | 'hours'
  readonly place: number
}

/** How many times as likely as among all contacts of this customer; one is added everywhere, so that few say little. */
function timesUsual(mine: HabitCounts, all: HabitCounts, { kind, place }: At): number {
  const places = bands[kind]
  const part = (counts: HabitCounts) => ((counts[kind][place] ?? 0) + 1) / (counts.count + places)
  return part(mine) / part(all)
}

function queuePoints(mine: HabitCounts, all: HabitCounts, queue: string): number {
  const places = Object.keys(all.queues).length + 1
  const part = (counts: HabitCounts) => ((counts.queues[queue] ?? 0) + 1) / (counts.count + places)
  return capped(reasonWeights['usual-queue'] * Math.log2(part(mine) / part(all)))
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

/**
 * What part can be counted on after so many of so many: the lower end of Wilson's interval at one standard deviation
 * (Wilson 1927). Three of three are 0.75, one of one is 0.5, thirty of forty are 0.68.
 */
export function counted(many: number, of: number): number {
  if (of === 0 || many === 0) return 0
  const part = many / of
  const middle = part + 1 / (2 * of)
  const spread = Math.sqrt((part * (1 - part)) / of + 1 / (4 * of * of))
  return (middle - spread) / (1 + 1 / of)
}

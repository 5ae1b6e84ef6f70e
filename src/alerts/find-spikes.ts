import type { QuarterCounts } from '../store/alert-store.ts'
import type { PastWeeks } from './past-weeks.ts'
import { lastQuarter, weeksBack } from './past-weeks.ts'
import type { AlertCause } from './raise-alert.ts'

const hourMs = 60 * 60_000
/** Fewer weeks to go by say nothing of what is usual. */
const leastWeeks = 2
/** What was raised is over only when it is clearly less, so that it does not come and go. */
const restShare = 0.7

export interface SpikeRule {
  readonly factor: number
  readonly least: number
  /** How the house calls it; null for what says only how a call ended. */
  readonly topicName: (disposition: string) => string | null
}

/** Before the root cause of cases: it stands beside the dispositions, also where these say only how a call ended. */
const causePrefix = 'cause:'

/**
 * What far more people come with than usual, by disposition or by the root cause of their cases: in the last hour at least `least` callers, and at least `factor` times the most
 * that the same hour of any of the past four weeks had. Where all else has grown as well (after a holiday, in a house that
 * grows) the past counts for as much more. Weeks in which nobody came, and holidays, are no measure.
 */
export async function findSpikes(
  past: PastWeeks,
  { factor, least, topicName }: SpikeRule,
  open: ReadonlySet<string>,
  now: number,
): Promise<AlertCause[]> {
  const until = lastQuarter(now)
  if (past.isHoliday(until - 1)) return []
  const today = countTopics(await past.read(until, hourMs))
  const nameOf = (topic: string) => causeOf(topic) ?? topicName(topic)
  const candidates = [...today].filter(
    ([topic, count]) => nameOf(topic) !== null && count >= least * restShare,
  )
  if (candidates.length === 0) return []
  const weeks = await readWeeks(past, until)
  if (weeks.length < leastWeeks) return []
  return candidates.flatMap(([topic, count]): AlertCause[] => {
    const subjectKey = `topic:${topic}`
    const usual = Math.max(1, ...weeks.map((week) => expected(week, today, topic)))
    const rest = open.has(subjectKey) ? restShare : 1
    if (count < least * rest || count < factor * usual * rest) return []
    const name = nameOf(topic) ?? topic
    const cause = causeOf(topic)
    return [
      {
        rule: 'reason-spiking',
        subjectKey,
        figures: { topic, name, callers: count, usual: Math.round(usual), ...(cause ? { cause } : {}) },
      },
    ]
  })
}

type Topics = ReadonlyMap<string, number>

async function readWeeks(past: PastWeeks, until: number): Promise<Topics[]> {
  const weeks: Topics[] = []
  for (let n = 1; n <= weeksBack; n++) {
    const then = past.weeksAgo(until, n)
    if (then === null) continue
    const topics = countTopics(await past.read(then, hourMs))
    if (topics.size > 0) weeks.push(topics)
  }
  return weeks
}

function countTopics(quarters: readonly QuarterCounts[]): Topics {
  const counts = new Map<string, number>()
  const add = (topic: string, count: number) => counts.set(topic, (counts.get(topic) ?? 0) + count)
  for (const { topics, causes } of quarters) {
    for (const { disposition, callers } of topics) add(disposition, callers)
    for (const { cause, customers } of causes) add(`${causePrefix}${cause}`, customers)
  }
  return counts
}

function causeOf(topic: string): string | null {
  return topic.startsWith(causePrefix) ? topic.slice(causePrefix.length) : null
}

/** What that week's hour would have had of it, had all else of its kind been as it is today. */
function expected(week: Topics, today: Topics, topic: string): number {
  const isOther = (one: string) => one !== topic && (causeOf(one) === null) === (causeOf(topic) === null)
  const others = (of: Topics) => [...of].reduce((sum, [one, count]) => sum + (isOther(one) ? count : 0), 0)
  const before = others(week)
  const growth = before === 0 ? 1 : Math.max(1, others(today) / before)
  return (week.get(topic) ?? 0) * growth
}

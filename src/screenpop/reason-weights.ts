/**
 * How much each thing that is known says for a reason to call, in points. Points of one reason add up; the most stands
 * first. docs/reasons.md shows the same table, and a test compares. What happened between them and us, or is due, outweighs
 * any habit: habits and seasons only order what is left, and `greetline backtest` measures what they are worth.
 */
export const reasonWeights = {
  /** Of the last 14 days; see `promiseBrokenWithin`. */
  'promise-broken': 70,
  'promise-overdue': 65,
  /** Due within three days. */
  'promise-due': 50,
  'promise-open': 15,
  'signal-critical': 65,
  'signal-warning': 50,
  'signal-notice': 30,
  'signal-info': 12,
  /** We tried to reach them, and nobody answered. */
  'tried-to-reach': 55,
  /** The last contact, by its age. */
  'within-hour': 60,
  'within-day': 22,
  'within-week': 12,
  'within-month': 6,
  /** Within three days of its day. */
  'follow-up-due': 45,
  'follow-up': 20,
  'case-new': 35,
  'case-open': 25,
  /** For over 90 days. */
  'case-old': 15,
  /** For the part of all contacts of the house that are about this: all of them would be so much. */
  often: 40,
  /** For how much larger that part is at this time of the year, or smaller. */
  season: 40,
  /** For how much more of this customer's own contacts are about it than of everybody's. */
  usual: 40,
  /** For how much more of what comes by this queue is about it than of everything. */
  'queue-usual': 40,
  /** For each doubling of its part among the customer's own contacts in this month, on this weekday … */
  'usual-month': 6,
  'usual-weekday': 4,
  'usual-hour': 3,
  'usual-queue': 5,
  /** They come back about it at even distances, and it is time. */
  'usual-interval': 8,
  /** They come back about it at even distances, and it is not even half of one. */
  'too-soon': -6,
  did: 5,
  queue: 4,
} as const

export type Because = keyof typeof reasonWeights

/** More than that a month, a weekday, an hour or a queue says neither for nor against. */
export const mostPerDimension = 15
/** What has fewer points is not worth an agent's look. */
export const leastShown = 4

const minute = 60_000
const day = 24 * 60 * minute

export const promiseDueWithin = 3 * day
export const promiseBrokenWithin = 14 * day
export const followUpWithin = 3 * day
export const caseNewWithin = 14 * day
export const caseOldAfter = 90 * day

/** The last contact by its age; the first row that is old enough counts. */
export const lastContactRows: readonly { readonly within: number; readonly because: Because }[] = [
  { within: 60 * minute, because: 'within-hour' },
  { within: day, because: 'within-day' },
  { within: 7 * day, because: 'within-week' },
  { within: 30 * day, because: 'within-month' },
]

import { tallySeasons } from './count-seasons.ts'
import type { Calendar } from './screenpop/calendar.ts'
import { contactsRemembered, habitOf, type PastContact } from './screenpop/habit.ts'
import { type Outlook, outlookOf } from './screenpop/outlook.ts'
import { lastContactRows, leastShown, reasonWeights } from './screenpop/reason-weights.ts'
import { ownPoints, type Said, weighTopics } from './screenpop/weigh-topics.ts'
import type { OutcomeReader, PastOutcome, SeasonCount } from './store/digest-store.ts'

/** How often the reason was among the first so many. */
export interface Hits {
  readonly contacts: number
  readonly top1: number
  readonly top3: number
}

export interface ReasonHits {
  readonly reason: string
  readonly guessed: Hits
  /** Of always guessing what the most contacts of the whole history were about: of what nobody could know before its end. */
  readonly baseline: Hits
}

export interface Backtest {
  readonly overall: ReasonHits
  /** Of contacts for which a pop would have said a reason by habit, season, queue or last contact. */
  readonly said: ReasonHits
  /** By what the contact was about, the most frequent first. */
  readonly reasons: readonly ReasonHits[]
  /** Contacts of which nothing could be known: the first of all in a house that had counted nothing. */
  readonly passedOver: number
  /** By McNemar's test of the first guesses, at one in a hundred: what may be chance is no better. */
  readonly verdict: 'better' | 'no-better' | 'worse' | 'too-few'
  /** Standard deviations by which the first guesses are better than the baseline's. */
  readonly deviations: number
}

export interface BacktestHouse {
  readonly calendar: Calendar
  readonly topicName: (disposition: string) => string | null
}

const page = 2000
const leastContacts = 30
const certain = 2.58

/**
 * Goes through the history and guesses what each contact is about from what was known before it began: the customer's
 * earlier contacts, and what the house had counted in the months before. Cases, promises, signals and dialled numbers say no
 * disposition, so they are left out. Two passes, both in pages; of contacts only one customer's are held in memory.
 */
export async function backtest(reader: OutcomeReader, house: BacktestHouse): Promise<Backtest> {
  const counted = await tallySeasons(reader, house.calendar, 0)
  const counts = counted.filter(({ disposition }) => house.topicName(disposition) !== null)
  const outlookAt = rememberedOutlooks(counts)
  const score = openScore(counts)
  let past: PastContact[] = []
  let customerId = 0
  for (let point = { customerId: 0, id: 0 }; ; ) {
    const rows = await reader.readOutcomesByCustomer(point, page)
    for (const row of rows) {
      if (row.customerId !== customerId) past = []
      customerId = row.customerId ?? 0
      if (house.topicName(row.disposition) === null) continue
      score.take(row, guess(row, past, house.calendar, outlookAt))
      past.push({ at: row.at, topic: row.disposition, queue: row.queue })
      if (past.length > contactsRemembered) past.shift()
    }
    const last = rows.at(-1)
    if (!last || rows.length < page) return score.result()
    point = { customerId: last.customerId ?? 0, id: last.id }
  }
}

interface Guess {
  /** The likeliest first. */
  readonly topics: readonly string[]
  /** Whether a pop would have shown the first. */
  readonly isSaid: boolean
}

function guess(
  { at, queue }: PastOutcome,
  past: readonly PastContact[],
  calendar: Calendar,
  outlookAt: (month: number) => Outlook,
): Guess {
  const today = calendar(at)
  const habit = habitOf(past, calendar)
  const said = [
    ...weighTopics({ habit, outlook: outlookAt(today.month), queue, now: at, today }),
    ...lastContact(past, at),
  ]
  const points = new Map<string, number>()
  for (const one of said) points.set(one.topic, (points.get(one.topic) ?? 0) + one.points)
  const sorted = [...points].toSorted(([one, hers], [other, his]) => his - hers || (one < other ? -1 : 1))
  const [first] = sorted
  const isSaid = first !== undefined && ownPoints(said, first[0]) >= leastShown
  return { topics: sorted.map(([topic]) => topic), isSaid }
}

function lastContact(past: readonly PastContact[], at: number): Said[] {
  const last = past.at(-1)
  const row = last && lastContactRows.find(({ within }) => at - last.at <= within)
  if (!last || !row) return []
  const { because } = row
  return [{ topic: last.topic, because, points: reasonWeights[because], detail: last.at }]
}

function rememberedOutlooks(counts: readonly SeasonCount[]): (month: number) => Outlook {
  const outlooks = new Map<number, Outlook>()
  return (month) => {
    const known = outlooks.get(month) ?? outlookOf(counts, month)
    outlooks.set(month, known)
    return known
  }
}

interface Tally {
  contacts: number
  top1: number
  top3: number
}

function openScore(counts: readonly SeasonCount[]) {
  const frequent = mostFrequent(counts)
  const tallies = new Map<string, { guessed: Tally; baseline: Tally }>()
  const tallyOf = (name: string) => {
    const known = tallies.get(name) ?? { guessed: noTally(), baseline: noTally() }
    tallies.set(name, known)
    return known
  }
  let passedOver = 0
  let onlyOurs = 0
  let onlyTheirs = 0
  return {
    take({ disposition }: PastOutcome, { topics, isSaid }: Guess): void {
      if (topics.length === 0) {
        passedOver++
        return
      }
      const names = [`of ${disposition}`, 'overall', ...(isSaid ? ['said'] : [])]
      for (const { guessed, baseline } of names.map(tallyOf)) {
        count(guessed, topics.indexOf(disposition))
        count(baseline, frequent.indexOf(disposition))
      }
      if (topics[0] === disposition && frequent[0] !== disposition) onlyOurs++
      if (topics[0] !== disposition && frequent[0] === disposition) onlyTheirs++
    },
    result(): Backtest {
      const of = (name: string, reason: string): ReasonHits => ({ reason, ...tallyOf(name) })
      const apart = onlyOurs + onlyTheirs
      const deviations = apart === 0 ? 0 : (onlyOurs - onlyTheirs) / Math.sqrt(apart)
      const overall = of('overall', 'overall')
      const isEnough = overall.guessed.contacts >= leastContacts
      const certainly = deviations > certain ? 'better' : deviations < -certain ? 'worse' : 'no-better'
      const reasons = frequent.map((topic) => of(`of ${topic}`, topic))
      return {
        overall,
        said: of('said', 'said'),
        reasons: reasons.filter(({ guessed }) => guessed.contacts > 0),
        passedOver,
        verdict: isEnough ? certainly : 'too-few',
        deviations: Math.round(deviations * 10) / 10,
      }
    },
  }
}

function noTally(): Tally {
  return { contacts: 0, top1: 0, top3: 0 }
}

function count(tally: Tally, place: number): void {
  tally.contacts++
  if (place === 0) tally.top1++
  if (place >= 0 && place < 3) tally.top3++
}

function mostFrequent(counts: readonly SeasonCount[]): readonly string[] {
  const by = new Map<string, number>()
  for (const { disposition, contacts } of counts) by.set(disposition, (by.get(disposition) ?? 0) + contacts)
  return [...by].toSorted(([, one], [, other]) => other - one).map(([topic]) => topic)
}

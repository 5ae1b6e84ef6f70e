import type { DayCall, FigurePart, FigureReader, Place } from '../store/figure-store.ts'
import type { ReportGrouping, ReportId } from '../wire/report-api.ts'
import { countAskable, countAsked } from './asked-again.ts'
import { countCause } from './causes.ts'
import { countComplaint, countContact } from './complaints.ts'
import type { CountContext, Whose } from './count-context.ts'
import { type DayFigures, type Entry, openDayFigures } from './day-figures.ts'
import { countFirstContact } from './first-contact.ts'
import { countGreeting } from './greeting.ts'
import { countDue, countMade } from './promises.ts'
import { countRecognition } from './recognition.ts'
import type { Counted } from './report-kind.ts'
import { reportKinds } from './reports.ts'
import { countLeaving, standingEntries } from './risk.ts'
import { countSurvey } from './surveys.ts'
import { countToldBefore } from './told-before.ts'
import { countWaiting } from './waiting.ts'
import { countWrapUp } from './wrap-up.ts'

/** What stands in figure.report: a report, or what several of them read. */
export type CountedId = ReportId | 'contacts' | 'standing'

/** What one walk over a day's rows counts. */
export const countedBy: Readonly<Record<FigurePart, readonly CountedId[]>> = {
  calls: ['recognition', 'greeting', 'asked-again', 'wrap-up', 'waiting', 'surveys', 'risk', 'contacts'],
  matters: ['causes', 'complaints', 'promises'],
  contacts: ['first-contact', 'told-before'],
  standing: ['standing'],
}

export type PartFigures = ReadonlyMap<CountedId, ReadonlyMap<ReportGrouping, readonly Entry[]>>

/** The day by instants (ms), and by ids of interactions, whose ids begin with their instant. */
export interface DaySpan {
  readonly from: number
  readonly until: number
  idOf(instant: number): number
  /** Seven days before it begins, and seven after it ends, ms. */
  readonly nearFrom: number
  readonly nearUntil: number
}

export interface Counting {
  readonly reader: FigureReader
  readonly span: DaySpan
  readonly context: CountContext
  /** Called after each piece of work, so that counting takes no more than its part of the machine. */
  readonly rest: () => Promise<void>
}

const page = 1000
/** What every key comes behind. */
const beforeTexts: string = ''
const beforeNumbers: number = 0

/** Counts one part of a day from the rows as they stand. */
export async function countPart(part: FigurePart, counting: Counting): Promise<PartFigures> {
  if (part === 'standing') return countStanding(counting)
  const tallies = new Map<CountedId, DayFigures>(
    countedBy[part].map((id) => [id, openDayFigures(groupingsOf(id))]),
  )
  const add = (id: CountedId, counted: Counted | null): void => {
    if (counted) tallies.get(id)?.add(counted)
  }
  if (part === 'calls') await countCalls(counting, add)
  else if (part === 'matters') await countMatters(counting, add)
  else await countContacts(counting, add)
  return new Map([...tallies].map(([id, figures]) => [id, figures.entries()]))
}

/** What a part of a day is counted by, whichever a report names first. */
export function groupingsOfPart(part: FigurePart): readonly (readonly [CountedId, ...ReportGrouping[]])[] {
  return countedBy[part].map((id) => [id, ...groupingsOf(id).toSorted()])
}

function groupingsOf(id: CountedId): readonly ReportGrouping[] {
  if (id === 'contacts') return ['agent', 'tier']
  return id in reportKinds ? reportKinds[id as ReportId].by : []
}

type Add = (id: CountedId, counted: Counted | null) => void

async function countCalls(counting: Counting, add: Add): Promise<void> {
  const { reader, span, context } = counting
  let after: Place<string> = { at: span.from, key: '' }
  await inPages(
    counting,
    () => reader.readDayCalls(after, span.until, page),
    async (calls, last) => {
      const known = new Map<string, readonly [DayCall, Whose]>()
      for (const call of calls) {
        const whose = whoseCall(call, context)
        known.set(call.id, [call, whose])
        add('waiting', countWaiting(call, whose, context))
        add('recognition', countRecognition(call, whose))
        add('asked-again', countAskable(call, whose))
      }
      const next = { at: last.arrivedAt, key: last.id }
      for (const pop of await reader.readDayPops(after, next)) {
        const found = known.get(pop.callId)
        if (found) add('greeting', countGreeting(pop, ...found))
      }
      after = next
    },
  )
  await countAskedAgain(counting, add)
  await walk(
    counting,
    beforeTexts,
    (place) => reader.readDayWrapUps(place, span.until, page),
    (one) => {
      add('wrap-up', countWrapUp(one))
      return { at: one.savedAt, key: `${one.callId} ${one.accountId}` }
    },
  )
  await walk(
    counting,
    beforeTexts,
    (place) => reader.readDaySurveys(place, span.until, page),
    (one) => {
      add('surveys', countSurvey(one, context))
      return { at: one.sentAt, key: one.id }
    },
  )
  let afterId = span.idOf(span.from) - 1
  await inPages(
    counting,
    () => reader.readDayContacts(afterId, span.idOf(span.until), page),
    (contacts, last) => {
      for (const contact of contacts) {
        add('risk', countLeaving(contact, context))
        add('contacts', countContact(contact))
      }
      afterId = last.id
    },
  )
}

async function countAskedAgain(counting: Counting, add: Add): Promise<void> {
  const { reader, span } = counting
  const asked = new Set<string>()
  await walk(
    counting,
    beforeNumbers,
    (place) => reader.readDayAsked(place, span.until, page),
    (one) => {
      for (const counted of countAsked(one, !asked.has(one.callId))) add('asked-again', counted)
      asked.add(one.callId)
      return { at: one.at, key: one.id }
    },
  )
}

async function countMatters(counting: Counting, add: Add): Promise<void> {
  const { reader, span } = counting
  for (const what of ['opened', 'complaint'] as const) {
    await walk(
      counting,
      beforeNumbers,
      (place) => reader.readDayCases(what, place, span.until, page),
      (one) => {
        if (what === 'opened') add('causes', countCause(one))
        else add('complaints', countComplaint(one))
        return { at: what === 'opened' ? one.openedAt : (one.complaintAt ?? 0), key: one.id }
      },
    )
  }
  for (const what of ['made', 'due'] as const) {
    await walk(
      counting,
      beforeNumbers,
      (place) => reader.readDayPromises(what, place, span.until, page),
      (one) => {
        add('promises', what === 'made' ? countMade(one) : countDue(one))
        return { at: what === 'made' ? one.madeAt : one.dueAt, key: one.id }
      },
    )
  }
}

async function countContacts(counting: Counting, add: Add): Promise<void> {
  const { reader, span, context } = counting
  const [nearFrom, nearUntil] = [span.idOf(span.nearFrom), span.idOf(span.nearUntil)]
  let afterId = span.idOf(span.from) - 1
  await inPages(
    counting,
    () => reader.readDayContacts(afterId, span.idOf(span.until), page),
    async (contacts, last) => {
      const near = Map.groupBy(
        await reader.readNearContacts(afterId, last.id, nearFrom, nearUntil),
        (one) => one.of,
      )
      for (const contact of contacts) {
        add('first-contact', countFirstContact(contact, near.get(contact.id) ?? [], context))
      }
      afterId = last.id
    },
  )
  await walk(
    counting,
    beforeNumbers,
    (place) => reader.readDaySignals(place, span.until, nearUntil, page),
    (one) => {
      add('told-before', countToldBefore(one, context))
      return { at: one.postedAt, key: one.id }
    },
  )
}

async function countStanding({ reader, context }: Counting): Promise<PartFigures> {
  const { some, high } = context.settings.risk
  const { none, tier } = standingEntries(await reader.readStandingsByTier(some, high))
  const entries = new Map<ReportGrouping, readonly Entry[]>([
    ['none', none],
    ['tier', tier],
  ])
  return new Map([['standing', entries]])
}

/** Reads pages until one is not full; the work on each is followed by a rest. */
async function inPages<R>(
  { rest }: Counting,
  read: () => Promise<readonly R[]>,
  work: (rows: readonly R[], last: R) => void | Promise<void>,
): Promise<void> {
  for (;;) {
    const rows = await read()
    const last = rows.at(-1)
    if (last !== undefined) await work(rows, last)
    await rest()
    if (last === undefined || rows.length < page) return
  }
}

/** Rows in the order of an instant and a key, each of which says its place. */
async function walk<R, K extends string | number>(
  counting: Counting,
  beforeAll: K,
  read: (place: Place<K>) => Promise<readonly R[]>,
  count: (row: R) => Place<K>,
): Promise<void> {
  let place: Place<K> = { at: counting.span.from, key: beforeAll }
  await inPages(
    counting,
    () => read(place),
    (rows) => {
      for (const row of rows) place = count(row)
    },
  )
}

/** Of history it is known whose it was; of what goes on, whose it would be. */
function whoseCall(call: DayCall, { teamOfLive }: CountContext): Whose {
  const { answeredBy, isHistory, team, queue } = call
  const agents = answeredBy === '[]' ? [] : (JSON.parse(answeredBy) as string[])
  const own = agents.filter((agent) => !agent.startsWith('?'))
  return { agent: own.at(-1) ?? null, team: (isHistory === 1 ? team : teamOfLive(own, queue)) ?? '' }
}

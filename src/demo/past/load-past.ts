import { addDays, weekdayOf } from '../../reports/house-days.ts'
import type { Store } from '../../store/store.ts'
import type { DemoColleague } from '../demo-agents.ts'
import { loadCustomers } from '../load-demo.ts'
import { dayAt, instantOf, lateParcels, type PastCalendar, wishesOf } from './past-day.ts'
import { type PastDesk, pastDesks } from './past-desks.ts'
import type { OpenPast } from './past-house.ts'
import { deedsOf, type PastDeed, postLateParcels } from './past-matters.ts'
import { pastPeople } from './past-people.ts'
import { reviewOf } from './past-reviews.ts'
import { type PastCourse, serveQueue } from './serve-queue.ts'
import { answerPastSurvey, type CustomerIds, tellPastCall, wrapUpAgain } from './tell-past-call.ts'
import { workOf } from './work-of-call.ts'

/** What came of a call came no later than that. */
const furthestDeedDays = 12
/** So many calls are told beside each other, each by a clock of its own: the store then puts their writes together. */
const atOnce = 16
/** Younger ones can be played back as they were. */
const inStepsDays = 4
const dayMs = 24 * 60 * 60_000

/**
 * Tells the calls of the `days` before `now` (ms) that were not told yet, or not to their end, and what came of them: how
 * many calls are new. Which there were is drawn by the day, so the same days are the same in every demo; how they count is left to the program. `mayTell` is asked before each day.
 */
export async function loadPast(
  store: Store,
  open: OpenPast,
  now: number,
  mayTell: () => Promise<boolean>,
  days = 42,
): Promise<number> {
  if (!(await mayTell())) return 0
  const people = pastPeople.map(({ customer }) => customer)
  const known = (days + 7) * dayMs
  const { ids } = await loadCustomers(store, people, new Map(), now - known)
  const [first = 0] = ids.values()
  const begun = ((await store.readCustomer(first))?.customer.createdAt ?? now - known) + known
  let told = 0
  for (const desk of pastDesks) told += await loadDesk({ store, open, ids, now, begun, mayTell, days }, desk)
  return told
}

interface Telling {
  readonly store: Store
  readonly open: OpenPast
  readonly ids: CustomerIds
  readonly now: number
  /** When it was told first: were days that are told already drawn by another calendar, they would be told twice. */
  readonly begun: number
  readonly mayTell: () => Promise<boolean>
  readonly days: number
}

async function loadDesk(telling: Telling, desk: PastDesk): Promise<number> {
  const { store, open, ids, now, begun, mayTell } = telling
  const today = dayAt(desk, now)
  const calendar = calendarAt(dayAt(desk, begun))
  const from = await lastTold(telling, desk, today, calendar)
  let told = 0
  let deeds: readonly PastDeed[] = deedsBefore(open, from, desk, calendar)
  for (let day = from; day <= today; day = addDays(day, 1)) {
    if (!(await mayTell())) return told
    await postLateParcels(
      store,
      lateParcels(day, desk).filter(({ at }) => at < now),
      ids,
    )
    const courses = coursesOf(day, desk, calendar).filter((one) => isOver(one, now))
    for (const some of besideEachOther(courses)) {
      const done = await Promise.all(some.map((course) => tellOnce(telling, course, desk)))
      told += done.filter(Boolean).length
    }
    deeds = [...deeds, ...courses.flatMap((course) => deedsOfCourse(open, course, desk))]
    deeds = await doWhatIsDue(store, ids, deeds, Math.min(now, instantOf(desk, addDays(day, 1), 0)))
  }
  return told
}

function calendarAt(today: string): PastCalendar {
  const sinceTuesday = (weekdayOf(today) + 6) % 7 || 7
  return { badDay: addDays(today, -sinceTuesday), shopsSince: addDays(today, -weekdayOf(today) - 7) }
}

/** The last day of which something was told, since it may not have been over then; else where the past begins. */
async function lastTold(
  { store, days }: Telling,
  desk: PastDesk,
  today: string,
  calendar: PastCalendar,
): Promise<string> {
  for (let n = 0; n < days; n++) {
    const day = addDays(today, -n)
    const [first] = coursesOf(day, desk, calendar)
    if (first && (await store.readCall(callIdOf(first, desk)))) return day
  }
  return addDays(today, -days)
}

function coursesOf(day: string, desk: PastDesk, calendar: PastCalendar): readonly PastCourse[] {
  return serveQueue(wishesOf(day, desk, calendar), desk, day, calendar)
}

function callIdOf({ wish }: PastCourse, { source }: PastDesk): string {
  return `${source}:${wish.id}`
}

/** In their order. Of one number never two at once: the second is told by what the first has left. */
function besideEachOther(courses: readonly PastCourse[]): PastCourse[][] {
  const all: PastCourse[][] = []
  for (const course of courses) {
    const { from } = course.wish
    const last = all.at(-1)
    const isCalling = from !== null && last?.some(({ wish }) => wish.from === from)
    if (last && last.length < atOnce && !isCalling) last.push(course)
    else all.push([course])
  }
  return all
}

function isOver({ endedAt, savedAt }: PastCourse, now: number): boolean {
  return (savedAt ?? endedAt) < now
}

async function tellOnce(
  { store, open, ids, now }: Telling,
  course: PastCourse,
  desk: PastDesk,
): Promise<boolean> {
  const callId = callIdOf(course, desk)
  const house = open(callId)
  const isBegun = (await store.readCall(callId)) !== null
  const savedAt = isBegun ? await savedAtOf(store, callId, course) : null
  if (savedAt !== null) {
    // Whoever has saved another one since knows better.
    if (savedAt === course.savedAt) await wrapUpAgain(house, course, desk, ids)
    return false
  }
  const inSteps =
    !isBegun &&
    now - course.wish.at < inStepsDays * dayMs &&
    !course.rings.some(({ agent }) => isTriedOut(agent))
  await tellPastCall(house, course, desk, ids, inSteps)
  return !isBegun
}

/**
 * When its agent has wrapped the call up (ms), which comes last. Null where the telling was ended in the midst of it, or
 * nobody took it: told again that stays as it is.
 */
async function savedAtOf(
  store: Pick<Store, 'readCallStory'>,
  callId: string,
  course: PastCourse,
): Promise<number | null> {
  const agent = workOf(course)?.agent
  const { wrapUps } = await store.readCallStory(callId)
  return wrapUps.find(({ accountId }) => accountId === agent)?.savedAt ?? null
}

/** Whoever tries the demo signs in as one of these, and is to see calls of now. */
function isTriedOut(agent: DemoColleague): boolean {
  return agent === 'alice' || agent === 'bob' || agent === 'carol'
}

function deedsOfCourse(open: OpenPast, course: PastCourse, desk: PastDesk): PastDeed[] {
  const work = workOf(course)
  if (!work) return []
  const callId = callIdOf(course, desk)
  const { answer } = work
  const answering = answer && {
    kind: 'settling' as const,
    at: answer.at,
    done: () => answerPastSurvey(open(callId), work),
  }
  const { wish, savedAt } = course
  return [
    ...deedsOf(callId, wish, work),
    ...(savedAt === null ? [] : reviewOf(callId, savedAt, work)),
    ...(answering ? [answering] : []),
  ]
}

/** Of calls of earlier days: what of it is done already is not done again. */
function deedsBefore(open: OpenPast, day: string, desk: PastDesk, calendar: PastCalendar): PastDeed[] {
  const since = instantOf(desk, day, 0)
  return Array.from({ length: furthestDeedDays }, (_, n) => addDays(day, n - furthestDeedDays))
    .flatMap((earlier) => coursesOf(earlier, desk, calendar))
    .flatMap((course) => deedsOfCourse(open, course, desk))
    .filter(({ at }) => at >= since)
}

/** What is settled by its time first, so that only what is not is broken then. Gives what is not due yet. */
async function doWhatIsDue(
  store: Store,
  ids: CustomerIds,
  deeds: readonly PastDeed[],
  until: number,
): Promise<readonly PastDeed[]> {
  const due = deeds.filter(({ at }) => at < until).toSorted((one, other) => one.at - other.at)
  const of = (kind: PastDeed['kind']) => due.filter((one) => one.kind === kind)
  await Promise.all(of('explaining').map(({ done }) => done(store, ids)))
  await Promise.all(of('settling').map(({ done }) => done(store, ids)))
  for (const { done } of of('breaking')) await done(store, ids)
  await Promise.all(of('mending').map(({ done }) => done(store, ids)))
  return deeds.filter(({ at }) => at >= until)
}

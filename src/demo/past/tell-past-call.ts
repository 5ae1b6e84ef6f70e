import type { CallEvent } from '../../call/call-event.ts'
import { callFactHandlers } from '../../call-fact-handlers.ts'
import { answerSurvey } from '../../surveys/answer-survey.ts'
import { hashToken, sendSurvey } from '../../surveys/send-survey.ts'
import type { Handlers, Who } from '../../wire/routes.ts'
import { maskCards } from '../../wrapup/mask-cards.ts'
import { saveWrapUp } from '../../wrapup/save-wrap-up.ts'
import { demoAgents } from '../demo-agents.ts'
import type { PastDesk } from './past-desks.ts'
import type { PastHouse } from './past-house.ts'
import type { PastCourse, PastRing } from './serve-queue.ts'
import { type PastWork, paintedAt, workOf } from './work-of-call.ts'

/** Ids of the customers by their external ids. */
export type CustomerIds = ReadonlyMap<string, number>

/**
 * Tells one call of the past, with what the agent did meanwhile: by the same rooms as a call of now, only that the clock is
 * set to each instant. `inSteps`: as it was told then, so that it can be played back; else in one breath, so that it never
 * stands open on a desk whose agent may be looking at it now, and so that one that was told in part comes to its end.
 */
export async function tellPastCall(
  house: PastHouse,
  course: PastCourse,
  desk: PastDesk,
  ids: CustomerIds,
  inSteps: boolean,
): Promise<void> {
  const call = callToTell(course, desk, ids)
  await (inSteps ? tellInSteps(house, call) : tellInOneBreath(house, call))
  if (!call.work) return
  house.setClock(course.endedAt + wayMs)
  await sendSurvey(house.surveys, call.callId, null)
  await wrapUp(house, call, call.work)
}

/** Saves once more what the agent wrote: what follows from it may not have been done. What has been is not done twice. */
export async function wrapUpAgain(
  house: PastHouse,
  course: PastCourse,
  desk: PastDesk,
  ids: CustomerIds,
): Promise<void> {
  const call = callToTell(course, desk, ids)
  // What was typed is added up.
  if (call.work) await wrapUp(house, call, { ...call.work, typedMs: 0 })
}

function callToTell(course: PastCourse, desk: PastDesk, ids: CustomerIds): CallToTell {
  return { callId: `${desk.source}:${course.wish.id}`, course, desk, work: workOf(course), ids }
}

interface CallToTell {
  readonly callId: string
  readonly course: PastCourse
  readonly desk: PastDesk
  readonly work: PastWork | null
  readonly ids: CustomerIds
}

type Told = Pick<CallEvent, 'kind' | 'at'> & Partial<Pick<CallEvent, 'agents' | 'result' | 'reason'>>

async function tellInSteps(house: PastHouse, call: CallToTell): Promise<void> {
  const { course, work } = call
  const tell = async (told: readonly Told[]): Promise<void> => {
    const at = told.at(-1)?.at ?? course.wish.at
    house.setClock(at + wayMs)
    await house.journey.take(eventsOf(call, told), at)
  }
  await tell(beginOf(course))
  for (const ring of course.rings) {
    const [offered, over] = toldOf(ring)
    await tell([offered])
    await paint(house, call, ring)
    await tell([over])
  }
  if (work) {
    house.setClock(takenAt(course) + afterSeconds)
    await sayWho(house, call, work)
    const facts = factsAt(house)
    const { asksAgain, tellsParcel } = work
    if (asksAgain) await facts.recordAskedAgain(asked(call.callId, work.agent, { key: asksAgain }))
    const body = { value: course.wish.parcel, saidBy: 'customer' as const, verified: false }
    if (tellsParcel) await facts.putCallFact(asked(call.callId, work.agent, body, 'parcel'))
  }
  await tell([endOf(call)])
}

async function tellInOneBreath(house: PastHouse, call: CallToTell): Promise<void> {
  const { course, work, callId, ids } = call
  const { wish, rings } = course
  const events = eventsOf(call, [...beginOf(course), ...rings.flatMap(toldOf), endOf(call)])
  house.setClock((rings[0]?.at ?? course.endedAt) + wayMs)
  await Promise.all([
    house.journey.take(events, course.endedAt),
    ...(work ? [house.journey.wrappedUp(callId, work.agent)] : []),
  ])
  for (const ring of rings) await paint(house, call, ring)
  if (!work) return
  house.setClock(takenAt(course) + afterSeconds)
  await sayWho(house, call, work)
  if (work.asksAgain === null || (await house.store.readCallStory(callId)).askedAgain.length > 0) return
  const customerId = (wish.person && ids.get(wish.person.customer.externalId)) ?? null
  const said = { at: house.now(), key: work.asksAgain, callId, accountId: work.agent, customerId }
  await house.store.recordAskedAgain({ ...said, known: work.tellsParcel ? 'confirm' : 'missing' })
}

/** The way of an event to us, and how long after the answer an agent enters something, ms. */
const wayMs = 12
const afterSeconds = 14_000

function beginOf({ wish }: PastCourse): readonly Told[] {
  return [
    { kind: 'arrived', at: wish.at },
    { kind: 'queued', at: wish.at + 150 },
  ]
}

function toldOf({ agent, at, until, result }: PastRing): readonly [Told, Told] {
  const agents = [agent]
  const over: Told =
    result === 'answered'
      ? { kind: 'answered', at: until, agents }
      : { kind: 'offer-ended', at: until, agents, result }
  return [{ kind: 'offered', at, agents }, over]
}

function endOf({ course, work }: CallToTell): Told {
  return { kind: 'ended', at: course.endedAt, reason: work ? 'hung-up' : 'abandoned' }
}

function takenAt({ rings, wish }: PastCourse): number {
  return rings.at(-1)?.until ?? wish.at
}

function eventsOf({ course, desk }: CallToTell, told: readonly Told[]): CallEvent[] {
  const { wish } = course
  const { queue, to } = desk.queueOf(wish.tongue, wish.topic)
  return told.map((one) => ({
    id: `${wish.id}-${one.kind}-${one.at}`,
    source: desk.source,
    call: wish.id,
    direction: 'inbound',
    to,
    ...(wish.from === null
      ? { from: 'anonymous', presentation: 'restricted' }
      : { from: wish.from, presentation: 'allowed' }),
    ...(one.kind === 'arrived' ? {} : { queue }),
    ...one,
  }))
}

async function paint(house: PastHouse, { callId, course }: CallToTell, ring: PastRing): Promise<void> {
  const renderedAt = paintedAt(course, ring)
  if (renderedAt === null || renderedAt >= course.endedAt) return
  const sentAt = Math.min(house.now(), renderedAt)
  await house.store.recordRendered({ callId, accountId: ring.agent, version: 1, sentAt, renderedAt })
}

async function sayWho(house: PastHouse, { callId, course, ids }: CallToTell, work: PastWork): Promise<void> {
  const { person } = course.wish
  const customerId = person && ids.get(person.customer.externalId)
  if (!work.names || !customerId) return
  await house.journey.chooseIdentity({ callId, accountId: work.agent, customerId, verdict: 'is' })
}

function factsAt({ journey, store, factKinds, now }: PastHouse) {
  return callFactHandlers({ journey, store, kinds: factKinds, maskCards, now }) as Pick<
    Handlers,
    'recordAskedAgain' | 'putCallFact'
  >
}

/** As the agent's desktop would ask. */
function asked<T>(id: string, accountId: string, body: T, key = '') {
  return {
    who: whoIs(accountId),
    params: { id, key },
    query: undefined,
    body,
    upload: nothing(),
    uploadBytes: 0,
    setSession: () => undefined,
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

function whoIs(accountId: string): Who {
  const name = demoAgents.find(({ id }) => id === accountId)?.name ?? accountId
  return { accountId, name, role: 'agent', teams: [], sessionHash: null, address: '127.0.0.1' }
}

async function wrapUp(house: PastHouse, { callId, course, ids }: CallToTell, work: PastWork): Promise<void> {
  const { wish, endedAt, savedAt } = course
  house.setClock(savedAt ?? endedAt)
  const { agent, disposition, note, sentiment, typedMs, matter, promise } = work
  const customerId = (wish.person && ids.get(wish.person.customer.externalId)) ?? null
  const open =
    matter && !matter.isOpened && customerId
      ? (await house.store.readCases(customerId)).find((one) => one.subject === matter.subject)
      : undefined
  await saveWrapUp(house.wrapUps, whoIs(agent), callId, {
    disposition,
    note,
    sentiment,
    typedMs,
    followUpAt: null,
    followUpText: '',
    promises: promise
      ? [
          {
            text: promise.text,
            dueAt: promise.dueAt,
            channel: 'call',
            caseId: null,
            department: promise.department,
          },
        ]
      : [],
    ...(open ? { caseId: open.id } : {}),
    ...(matter?.isOpened && customerId
      ? {
          newCase: {
            subject: matter.subject,
            complaint: matter.complaint,
            department: wish.topic.department,
          },
        }
      : {}),
  })
}

/** What the customer answered when they were asked how it was; nothing where they were not asked. */
export async function answerPastSurvey(house: PastHouse, { answer }: PastWork): Promise<void> {
  const survey = answer && (await house.store.readSurvey(hashToken(house.surveyToken)))
  if (!answer || !survey) return
  house.setClock(answer.at)
  await answerSurvey(house.surveys, survey, answer)
}

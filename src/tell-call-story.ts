import { readDecisions } from './decisions.ts'
import { Refusal } from './errors.ts'
import { seesCall, type Teams } from './explain-handlers.ts'
import type { Verification } from './screenpop/disclose.ts'
import type { CallRecord } from './store/explain-store.ts'
import type { Store } from './store/store.ts'
import type { CallStory, ShownPop } from './store/story-store.ts'
import type { Pop } from './wire/pop.ts'
import type { Handlers } from './wire/routes.ts'
import type { CallStoryView, StoryMoment } from './wire/story-api.ts'

interface Telling {
  readonly store: Pick<Store, 'readCallRecord' | 'readCallStory' | 'readShownPops' | 'audit'>
  readonly nameOf: (accountId: string) => string | null
}

/** A call told moment by moment, for supervisors. That one was read is on record before it is shown. */
export function storyHandlers(house: Telling, teams: Teams, now: () => number): Handlers<'readCallStory'> {
  return {
    async readCallStory({ params, who }) {
      const [record, story, shown] = await Promise.all([
        house.store.readCallRecord(params.id),
        house.store.readCallStory(params.id),
        house.store.readShownPops(params.id),
      ])
      if (!record || !seesCall(who, record, teams)) throw new Refusal('not-found')
      await house.store.audit({
        at: now(),
        accountId: who.accountId,
        action: 'replay-call',
        subject: `call:${params.id}`,
        detail: '',
      })
      return tellStory(record, story, shown, (id) => house.nameOf(id) ?? id)
    },
  }
}

type Moment = Omit<StoryMoment, 'agent'> & { readonly agent: string | null }

/** What was told of a call and what came of it, joined and put in order. Agents go by name. */
export function tellStory(
  record: CallRecord,
  story: CallStory,
  shown: readonly ShownPop[],
  nameOf: (accountId: string) => string,
): CallStoryView {
  const moments = [
    ...momentsOfEvents(record),
    ...momentsOfDecisions(record),
    ...momentsOfAgents(record, shown),
    ...momentsOfStory(story),
  ].toSorted((one, other) => one.at - other.at)
  return {
    callId: record.id,
    arrivedAt: record.arrivedAt,
    answeredAt: record.answeredAt,
    endedAt: record.endedAt,
    moments: moments.map((one) => ({ ...one, agent: one.agent === null ? null : nameOf(one.agent) })),
    agents: [...new Set([...record.pops, ...shown].map(({ accountId }) => nameOf(accountId)))],
    shown: shown.map(({ accountId, at, content }) => ({
      agent: nameOf(accountId),
      at,
      pop: JSON.parse(content) as Pop,
    })),
  }
}

function momentsOfEvents({ events }: CallRecord): Moment[] {
  return events.map(({ event, receivedAt }) => ({
    at: receivedAt,
    kind: 'event',
    agent: null,
    what: event.kind,
  }))
}

function momentsOfDecisions({ recognition, identifiedBy, verification }: CallRecord): Moment[] {
  const decided = readDecisions(recognition).flatMap(({ at, outcome, rule }): Moment[] => {
    if (typeof at !== 'number') return []
    const named = rule === 'agent-named'
    return [{ at, kind: named ? 'named' : 'decided', agent: named ? identifiedBy : null, what: outcome }]
  })
  if (verification === null) return decided
  const { at, by, method } = JSON.parse(verification) as Verification
  return [...decided, { at, kind: 'verified', agent: by, what: method }]
}

function momentsOfAgents({ pops }: CallRecord, shown: readonly ShownPop[]): Moment[] {
  const ofPops = pops.flatMap(({ accountId, offeredAt, renderedAt, answeredAt, closing, version }) =>
    (
      [
        ['offered', offeredAt, ''],
        ['rendered', renderedAt, String(version)],
        ['answered', answeredAt, ''],
        ['closed', closing === null ? null : closedAt(accountId, shown), closing ?? ''],
      ] as const
    ).flatMap(([kind, at, what]): Moment[] => (at === null ? [] : [{ at, kind, agent: accountId, what }])),
  )
  const ofVersions = shown.map(
    ({ at, accountId, version }): Moment => ({ at, kind: 'shown', agent: accountId, what: String(version) }),
  )
  return [...ofPops, ...ofVersions]
}

/** When the pop was first closed on this agent's desk; null where that is kept no longer. */
function closedAt(accountId: string, shown: readonly ShownPop[]): number | null {
  const isClosed = (one: ShownPop) =>
    one.accountId === accountId && (JSON.parse(one.content) as Pop).state === 'closed'
  return shown.find(isClosed)?.at ?? null
}

function momentsOfStory({ wrapUps, facts, askedAgain, promises, survey }: CallStory): Moment[] {
  return [
    ...wrapUps.map(({ accountId, disposition, savedAt }): Moment => {
      return { at: savedAt, kind: 'wrapped-up', agent: accountId, what: disposition }
    }),
    ...facts.map(({ key, accountId, at }): Moment => ({ at, kind: 'fact', agent: accountId, what: key })),
    ...askedAgain.map(({ key, accountId, at }): Moment => {
      return { at, kind: 'asked-again', agent: accountId, what: key }
    }),
    ...promises.flatMap(({ by, text, madeAt, state, settledAt, settledBy }): Moment[] => [
      { at: madeAt, kind: 'promised', agent: by, what: text },
      ...(settledAt === null || state === 'open'
        ? []
        : [{ at: settledAt, kind: 'promise-settled' as const, agent: settledBy, what: state }]),
    ]),
    ...momentsOfSurvey(survey),
  ]
}

function momentsOfSurvey(survey: CallStory['survey']): Moment[] {
  if (!survey) return []
  const { sentAt, answeredAt, satisfaction, recommendation, effort } = survey
  const sent: Moment = { at: sentAt, kind: 'survey-sent', agent: null, what: '' }
  if (answeredAt === null) return [sent]
  const what = [satisfaction, recommendation, effort].map((score) => score ?? '–').join(' / ')
  return [sent, { at: answeredAt, kind: 'survey-answered', agent: null, what }]
}

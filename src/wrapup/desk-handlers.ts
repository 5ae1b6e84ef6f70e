import { Refusal } from '../errors.ts'
import type { DeskMessage } from '../store/call-store.ts'
import type { LiveCall } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import type { LiveCallView } from '../wire/desk-api.ts'
import type { Handlers } from '../wire/routes.ts'
import { seesTeam, teamOfContact } from '../wire/teams.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { groupMissed } from './group-missed.ts'
import { readNotes } from './notes-of-call.ts'
import { saveWrapUp, type WrapUpSaving } from './save-wrap-up.ts'
import { wrapUpTimes } from './wrap-up-times.ts'

export type DeskRoute =
  | 'setAvailability'
  | 'readRecentCalls'
  | 'readMissedCalls'
  | 'readFollowUps'
  | 'closeFollowUp'
  | 'readDraft'
  | 'readCallNotes'
  | 'keepDraft'
  | 'saveWrapUp'
  | 'readLiveCalls'
  | 'readWrapUpTimes'

export interface DeskHandlerSettings extends Omit<WrapUpSaving, 'store'> {
  readonly store: Pick<
    Store,
    | 'readCall'
    | 'saveWrapUp'
    | 'signalsTold'
    | 'setAvailability'
    | 'readRecentCalls'
    | 'readMissedCalls'
    | 'readFollowUps'
    | 'closeFollowUp'
    | 'readDraft'
    | 'readNotesOfCall'
    | 'keepDraft'
    | 'readLiveCalls'
    | 'readWrapUpTimes'
  >
  /** Carries what was written to the agent's desktops. */
  readonly deliver: (messages: readonly DeskMessage[]) => void
  /** The name of an account; null where it is none of ours. */
  readonly nameOf: (accountId: string) => string | null
  readonly teams: Parameters<typeof teamOfContact>[1]
}

const missedForMs = 2 * 24 * 60 * 60_000
const mostMissed = 200
const mostFollowUps = 200
/** Live calls that are looked through, and that are shown. */
const mostLive = 5000
const mostShown = 500
/** Beyond any call: where the first page of recent calls begins. */
const endOfTime = Number.MAX_SAFE_INTEGER

/** The agent's desk over HTTP. Every verb is asked with the account of whoever asks: there is no way to name another's. */
export function deskHandlers(settings: DeskHandlerSettings): Handlers<DeskRoute> {
  const { store, now, deliver, nameOf } = settings
  return {
    async setAvailability({ who, body: { availability } }) {
      // A program has no desk to sit at.
      if (who.sessionHash === null) throw new Refusal('forbidden')
      deliver(await store.setAvailability(who.accountId, availability, now()))
      return { availability }
    },
    async readRecentCalls({ who, query: { before, most } }) {
      const calls = await store.readRecentCalls(who.accountId, before ?? endOfTime, most)
      const last = calls.length === most ? calls.at(-1) : undefined
      return { items: [...calls], next: last?.offeredAt ?? null }
    },
    async readMissedCalls({ who }) {
      const calls = await store.readMissedCalls(who.accountId, now() - missedForMs, mostMissed)
      return { items: groupMissed(calls) }
    },
    readFollowUps: async ({ who }) => ({
      items: [...(await store.readFollowUps(who.accountId, mostFollowUps))],
    }),
    async closeFollowUp({ who, params }) {
      if (!(await store.closeFollowUp(params.id, who.accountId, now()))) throw new Refusal('not-found')
      return undefined
    },
    readDraft: ({ who, params }) => readDraft(store, params.id, who.accountId),
    readCallNotes: async ({ who, params }) => ({
      items: await readNotes(settings, params.id, who.accountId),
    }),
    keepDraft: ({ who, params, body }) =>
      keepDraft(store, { callId: params.id, accountId: who.accountId }, body, now()),
    async saveWrapUp({ who, params, body }) {
      await saveWrapUp(settings, who, params.id, body)
      return undefined
    },
    readWrapUpTimes: ({ query, who }) => wrapUpTimes(store, query, who.teams, now()),
    async readLiveCalls({ who }) {
      const calls = await store.readLiveCalls(mostLive)
      const seen = calls.filter((call) =>
        seesTeam(who.teams, teamOfContact({ agents: call.answeredBy, queue: call.queue }, settings.teams)),
      )
      return { items: seen.slice(0, mostShown).map((call) => liveCallView(call, nameOf)) }
    },
  }
}

/** Where no account is known, what the phone system calls the agent. */
function liveCallView(call: LiveCall, nameOf: (accountId: string) => string | null): LiveCallView {
  const answeredBy = call.answeredBy.map((agent) => nameOf(agent) ?? agent.replace(/^\?/, ''))
  return { ...call, answeredBy }
}

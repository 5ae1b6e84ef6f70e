import { testDeskId } from '../call/test-call.ts'
import type { AgentPresence, LiveCallRow } from '../store/live-store.ts'
import type { LiveAgentView } from '../wire/live-api.ts'

/** How an agent's phone stands, as the phone system says. */
export interface PhoneStanding {
  /** An account, or `?<source>:<agent>` where nobody here has this extension. */
  readonly accountId: string
  /** As the phone system calls the agent. */
  readonly name: string
  readonly state: 'free' | 'ringing' | 'on-call' | 'on-hold' | 'away' | 'signed-out' | 'unknown'
  readonly paused: 'no' | 'some' | 'all'
  readonly pauseReason: string | null
  readonly since: number | null
}

export interface AgentAccount {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly disabledAt: number | null
  readonly extensions: readonly unknown[]
}

export interface Doings {
  readonly accounts: readonly AgentAccount[]
  readonly presence: readonly AgentPresence[]
  readonly phones: readonly PhoneStanding[]
  readonly calls: readonly LiveCallRow[]
  /** Agent, call and since when (ms; null: not known) a call waits for its wrap-up. */
  readonly wrapUps: readonly (readonly [accountId: string, callId: string, since: number | null])[]
}

type Doing = Pick<LiveAgentView, 'doing' | 'since' | 'callId' | 'pauseReason'>

/**
 * What each agent does, by what is surest: whoever speaks, speaks, whatever their desktop says; then who is rung, then who
 * still writes, then what the phone system and at last what they themselves say. Shown is who takes calls.
 */
export function showAgents({ accounts, presence, phones, calls, wrapUps }: Doings): LiveAgentView[] {
  const onCalls = doingsOfCalls(calls)
  const writing = new Map(wrapUps.map(([accountId, callId, since]) => [accountId, { callId, since }]))
  const phoneOf = new Map(phones.map((one) => [one.accountId, one]))
  const presenceOf = new Map(presence.map((one) => [one.accountId, one]))
  const strangers = phones
    .filter(({ accountId }) => accountId.startsWith('?'))
    .map((phone) => ({ accountId: phone.accountId, name: phone.name, ...apartFromCalls(phone, present) }))
  return accounts
    .filter(takesCalls)
    .map(({ id, name }) => {
      const wrapUp = writing.get(id)
      const doing =
        onCalls.get(id) ??
        (wrapUp && { doing: 'wrap-up' as const, ...wrapUp, pauseReason: null }) ??
        apartFromCalls(phoneOf.get(id), presenceOf.get(id))
      return { accountId: id, name, ...doing }
    })
    .concat(strangers)
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.accountId < b.accountId ? -1 : 1))
}

/** Nobody of ours has a desk for it, so only the phone says how it stands. */
const present = { accountId: '', availability: 'available', hasDesk: true }

/** The desk of test calls takes none of a customer's. */
function takesCalls({ id, role, disabledAt, extensions }: AgentAccount): boolean {
  return id !== testDeskId && disabledAt === null && (role === 'agent' || extensions.length > 0)
}

/** Who speaks with one caller is rung by another at times: speaking counts. */
function doingsOfCalls(calls: readonly LiveCallRow[]): ReadonlyMap<string, Doing> {
  const doings = new Map<string, Doing>()
  for (const { id, board } of calls) {
    for (const [agent, result, at] of board?.offers ?? []) {
      if (result !== 'offered' || doings.has(agent)) continue
      doings.set(agent, { doing: 'ringing', since: at, callId: id, pauseReason: null })
    }
  }
  for (const { id, board, phase } of calls) {
    for (const [agent, since] of board?.speaking ?? []) {
      const doing = phase === 'held' ? 'held' : 'speaking'
      doings.set(agent, { doing, since, callId: id, pauseReason: null })
    }
  }
  return doings
}

function apartFromCalls(phone: PhoneStanding | undefined, presence: AgentPresence | undefined): Doing {
  const said = (doing: Doing['doing'], since: number | null = null, pauseReason: string | null = null) => ({
    doing,
    since,
    callId: null,
    pauseReason,
  })
  if (phone && phone.paused === 'all') return said('paused', phone.since, phone.pauseReason)
  if (!presence?.hasDesk || presence.availability === 'offline') return said('offline')
  if (phone?.state === 'signed-out') return said('offline', phone.since)
  if (phone?.state === 'on-call' || phone?.state === 'on-hold' || phone?.state === 'ringing') {
    return said('busy', phone.since)
  }
  if (presence.availability === 'away' || phone?.state === 'away') return said('away', phone?.since ?? null)
  return said('free', phone?.state === 'free' ? phone.since : null)
}

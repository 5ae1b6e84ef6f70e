import { createHash } from 'node:crypto'
import type { CallEvent, CallEventKind, Direction } from '../call/call-event.ts'
import type { Line, Participant } from './threecx-participants.ts'

export interface ThreecxStory {
  /** Each returns what it means for calls; `at` is our clock, ms, since 3CX tells no times. */
  hear(participant: Participant, at: number): CallEvent[]
  gone(dn: string, id: string, at: number): CallEvent[]
  /** All that there is now. What is not among it has gone: `at-once`, or if it is missing the `second-time` in a row. */
  compare(lines: readonly Line[], missing: 'at-once' | 'second-time', at: number): CallEvent[]
  /** Ends the calls that nobody has taken up again. */
  passTime(at: number): CallEvent[]
  /** Ids of the calls that live. */
  living(): ReadonlySet<string>
}

/** A participant at a phone of somebody's. */
interface Leg {
  readonly agent: string
  call: LiveCall
  role: 'placing' | 'ringing' | 'talking'
  missedOnce: boolean
}

interface LiveCall {
  readonly id: string
  readonly direction: Direction
  /** The other party, where it is an external line and shows a number. */
  readonly party: string
  readonly legs: Set<Leg>
  /** Whose phones were ever part of it. */
  readonly agents: Set<string>
  isAnswered: boolean
  /** When its last leg went; null while it has one. */
  emptySince: number | null
}

interface Settings {
  readonly source: string
  /** How long a call without any participant may be taken up by the next one, ms. */
  readonly lingerMs: number
}

/** Beyond this the oldest end is forgotten. */
const mostEnded = 20_000

/**
 * Makes calls of participants. A call that rings nobody for a moment is not over: a queue rings one agent after the other,
 * a transfer has a gap; it is over when nobody has taken it up for `lingerMs`, and ended when its last participant went.
 */
export function threecxStory({ source, lingerMs }: Settings): ThreecxStory {
  const calls = new Map<string, LiveCall>()
  const legs = new Map<string, Leg>()
  const others = new Set<string>()
  const ended = new Map<string, number>()
  let told: CallEvent[] = []
  let sequence = 0

  function tell(call: LiveCall, kind: CallEventKind, about: string, at: number, more: object = {}): void {
    sequence += 1
    const id = [call.id, kind, ...(about === '' ? [] : [about])].join(':')
    told.push({ id, source, call: call.id, kind, at, sequence, ...more })
  }

  function all(): CallEvent[] {
    const events = told
    told = []
    return events
  }

  function hearOne(said: Participant, at: number): void {
    const role = roleOf(said)
    if (others.has(said.dn) || role === undefined) return
    const key = keyOf(said.dn, said.id)
    const known = legs.get(key)
    const call = callOf(said, known, at)
    if (!call) return
    if (known && known.call !== call) leave(key, known, at)
    const leg = legs.get(key) ?? begin(key, said, call)
    leg.missedOnce = false
    become(leg, role, said, at)
  }

  function begin(key: string, { dn }: Participant, call: LiveCall): Leg {
    const leg: Leg = { agent: `?${dn}`, call, role: 'placing', missedOnce: false }
    legs.set(key, leg)
    call.legs.add(leg)
    call.agents.add(dn)
    call.emptySince = null
    return leg
  }

  function become(leg: Leg, role: Leg['role'], { dn, id, queue }: Participant, at: number): void {
    // What was asked for may be older than what was told: a phone that was answered rings no more.
    if (leg.role === role || leg.role === 'talking') return
    leg.role = role
    const about = keyOf(dn, id)
    const more = { agents: [leg.agent], ...(queue === '' ? {} : { queue }) }
    if (role === 'talking') leg.call.isAnswered = true
    tell(leg.call, role === 'talking' ? 'answered' : 'offered', about, at, more)
  }

  /** The call that a participant belongs to; undefined where nothing says yet whose call it is. */
  function callOf(said: Participant, known: Leg | undefined, at: number): LiveCall | undefined {
    const call = calls.get(said.callId)
    const isExternal = said.party.kind === 'external'
    if (call && (call.direction !== 'internal' || !isExternal)) return call
    // A consultation that became the conversation, or a call that was sent on under another id.
    const before = isExternal ? handedOn(partyOf(said), call?.agents ?? [said.referredBy]) : undefined
    if (said.party.kind === 'other') return undefined
    if (call) stopInternal(call, known, at)
    if (!before) return open(said, at)
    calls.set(said.callId, before)
    return before
  }

  /** The call with this party that one of these agents has had; a company may call several times from one number. */
  function handedOn(party: string, by: Iterable<string>): LiveCall | undefined {
    if (party === '') return undefined
    const agents = [...by]
    return [...calls.values()].findLast(
      (call) => call.party === party && agents.some((agent) => call.agents.has(agent)),
    )
  }

  /** An internal call whose number goes on as another call is over. */
  function stopInternal(call: LiveCall, known: Leg | undefined, at: number): void {
    for (const [key, leg] of legs) if (leg.call === call && leg !== known) legs.delete(key)
    end(call, at)
  }

  function open(said: Participant, at: number): LiveCall {
    const direction = directionOf(said)
    const call: LiveCall = {
      id: idFor(said, at),
      direction,
      party: partyOf(said),
      legs: new Set(),
      agents: new Set(),
      isAnswered: false,
      emptySince: null,
    }
    calls.set(said.callId, call)
    tell(call, 'arrived', '', at, factsOf(said, direction))
    return call
  }

  /**
   * 3CX counts its calls from each of its starts, so the number alone comes again. The day and the other party make it
   * unique, and the same for every node and after a restart of ours; a call that goes on after it seemed over is counted.
   */
  function idFor(said: Participant, at: number): string {
    const who = said.party.kind === 'external' ? `${said.party.dn} ${said.party.number}` : 'internal'
    const id = threecxCallId(said.callId, who, at)
    const times = ended.get(id) ?? 0
    return times === 0 ? id : `${id}-${times + 1}`
  }

  function leave(key: string, leg: Leg, at: number): void {
    const { call, role, agent } = leg
    legs.delete(key)
    call.legs.delete(leg)
    if (role === 'ringing') tell(call, 'offer-ended', key, at, { agents: [agent], result: 'withdrawn' })
    if (role === 'talking') tell(call, 'transferred', key, at, { agents: [agent] })
    if (call.legs.size === 0) call.emptySince = at
  }

  function end(call: LiveCall, at: number): void {
    const inVain = !call.isAnswered && call.direction !== 'inbound'
    tell(call, 'ended', '', at, { reason: inVain ? 'no-answer' : 'hung-up' })
    for (const [callId, one] of calls) if (one === call) calls.delete(callId)
    const base = call.id.split('-').slice(0, 3).join('-')
    ended.set(base, (ended.get(base) ?? 0) + 1)
    const oldest = ended.size > mostEnded ? ended.keys().next().value : undefined
    if (oldest !== undefined) ended.delete(oldest)
  }

  function goneOne(key: string, at: number): void {
    const leg = legs.get(key)
    if (leg) leave(key, leg, at)
  }

  return {
    hear(participant, at) {
      hearOne(participant, at)
      return all()
    },
    gone(dn, id, at) {
      goneOne(keyOf(dn, id), at)
      return all()
    },
    compare(lines, missing, at) {
      for (const { dn, isExtension } of lines) {
        if (isExtension) others.delete(dn)
        else others.add(dn)
      }
      const there = lines.flatMap((line) => line.participants)
      for (const one of there) hearOne(one, at)
      const present = new Set(there.map(({ dn, id }) => keyOf(dn, id)))
      for (const [key, leg] of [...legs]) {
        if (present.has(key)) continue
        if (missing === 'at-once' || leg.missedOnce) goneOne(key, at)
        else leg.missedOnce = true
      }
      return all()
    },
    passTime(at) {
      for (const call of new Set(calls.values())) {
        if (call.emptySince !== null && at - call.emptySince >= lingerMs) end(call, call.emptySince)
      }
      return all()
    },
    living: () => new Set([...calls.values()].map((call) => call.id)),
  }
}

/** What {@link threecxStory} calls a call that 3CX has numbered, with this other party, at this time (ms). */
export function threecxCallId(number: string, who: string, at: number): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return `${day}-${number}-${createHash('sha256').update(who).digest('hex').slice(0, 8)}`
}

/** Whether this is what {@link threecxStory} calls a call. */
export function isThreecxCall(id: string): boolean {
  return /^\d{8}-\d{1,18}-[0-9a-f]{8}(?:-\d+)?$/.test(id)
}

function keyOf(dn: string, id: string): string {
  return `${dn}/${id}`
}

function roleOf({ status, dn, originatedBy }: Participant): Leg['role'] | undefined {
  if (status === 'connected') return 'talking'
  if (status === 'dialing') return 'placing'
  // A phone that rings for its own call, which was clicked, is asked to pick up and offers nothing.
  if (status === 'ringing') return originatedBy === dn ? 'placing' : 'ringing'
  return undefined
}

function directionOf(said: Participant): Direction {
  if (said.party.kind !== 'external') return 'internal'
  return isPlacedHere(said) ? 'outbound' : 'inbound'
}

function isPlacedHere({ status, originatedBy, dn }: Participant): boolean {
  return status === 'dialing' || originatedBy === dn
}

/** Where no number is shown, nothing tells two callers of one trunk apart. */
function partyOf({ party }: Participant): string {
  return party.kind === 'external' && /\d{3}/.test(party.number) ? `${party.dn} ${party.number}` : ''
}

function factsOf(said: Participant, direction: Direction): object {
  const { dn, party, queue } = said
  const about = { direction, ...(queue === '' ? {} : { queue }) }
  if (direction === 'outbound') return { ...about, to: party.number, agents: [`?${dn}`] }
  if (direction === 'internal') {
    const [from, to] = isPlacedHere(said) ? [dn, party.dn] : [party.dn, dn]
    return { ...about, from, to, agents: [`?${from}`] }
  }
  const isName = party.name !== '' && party.name !== party.number && !/^[+\d\s().-]+$/.test(party.name)
  return {
    ...about,
    from: party.number,
    ...(party.did === '' ? {} : { to: party.did }),
    ...(isName ? { displayName: party.name } : {}),
  }
}

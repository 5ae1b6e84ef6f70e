import { reach, seeLeg } from './freeswitch-arrival.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { hangUp } from './freeswitch-hangup.ts'
import { agentInContact, type FreeswitchSettings } from './freeswitch-names.ts'
import type { Leg, Switchboard } from './freeswitch-switchboard.ts'
import { joinLegs, meet, partedSince } from './freeswitch-talking.ts'

/** Legs that we hold and the list of all channels lacks: they have ended while nobody listened. */
export function endMissing(
  board: Switchboard,
  awaited: readonly string[],
  listed: ReadonlySet<string>,
): void {
  for (const id of awaited) {
    const leg = listed.has(id) ? undefined : board.legs.get(id)
    if (leg) hangUp(board, leg, undefined)
  }
}

/** The ids that the list has and we lack. */
export function strangeOnes(board: Switchboard, listed: Iterable<string>): string[] {
  return [...listed].filter((id) => !board.legs.has(id) && !board.gone.has(id))
}

/** Ids in `{"row_count":2,"rows":[{"uuid":…},…]}`; without a channel there are no rows. Undefined where it is no list. */
export function channelsIn(text: string): string[] | undefined {
  let list: { row_count?: unknown; rows?: unknown }
  try {
    list = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof list !== 'object' || list === null || list.row_count === undefined) return undefined
  const rows: { uuid?: unknown }[] = Array.isArray(list.rows) ? list.rows : []
  return rows.flatMap(({ uuid }) => (typeof uuid === 'string' ? [uuid] : []))
}

/** What `uuid_dump` answered, and the `Event-Sequence` that had been heard by then. */
export interface Dump {
  readonly dump: FreeswitchEvent
  readonly sequence: number
}

/** Takes up legs that nobody heard begin, the oldest first, so that callers are known before the legs made for them. */
export function takeUpLegs(board: Switchboard, dumps: readonly Dump[]): void {
  const created = ({ dump }: Dump) => Number(dump.get('Caller-Channel-Created-Time') ?? 0)
  for (const dump of [...dumps].sort((a, b) => created(a) - created(b))) takeUpLeg(board, dump)
  const found = new Set(dumps.map(({ dump }) => dump.get('Unique-ID')))
  for (const leg of board.orphans) if (found.has(leg.id)) takeUpOrphan(board, leg)
}

/** Whoever had made it has gone: an agent who called a customer and handed the call on. It still has the id of that call. */
function takeUpOrphan(board: Switchboard, leg: Leg): void {
  const now = board.at
  board.orphans.delete(leg)
  leg.awaits = []
  board.at = leg.seenAt
  reach(board, leg)
  board.at = now
  meet(board, leg)
}

/**
 * A leg begins as of the time at which it did, is answered, and hears whom it is bridged with, unless it has been parted
 * from it since. What the events would have told is told as they would have.
 */
function takeUpLeg(board: Switchboard, { dump, sequence }: Dump): void {
  const now = board.at
  board.at = instant(dump.get('Caller-Channel-Created-Time')) ?? now
  const leg = seeLeg(board, dump)
  const partner = board.legs.get(dump.variable('bridge_to') ?? dump.variable('signal_bridge_to') ?? '')
  if (leg && partner && leg !== partner && !leg.partners.includes(partner)) {
    board.at = Math.max(board.at, partner.seenAt, instant(dump.get('Caller-Channel-Answered-Time')) ?? 0)
    if (partedSince(board, leg.id, partner.id) <= sequence) joinLegs(board, leg, partner)
  }
  board.at = now
}

/** Microseconds since 1970, 0 for never. */
function instant(written: string | undefined): number | undefined {
  const microseconds = Number(written ?? 0)
  return microseconds > 0 ? Math.floor(microseconds / 1000) : undefined
}

/** What `callcenter_config … list` answers: a line of names, a line for each row, parted by `|`, and `+OK`. */
export function rowsIn(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const names = head.split('|')
  if (names.length < 2) return []
  return lines
    .filter((line) => line.includes('|'))
    .map((line) => {
      const cells = line.split('|')
      return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? '']))
    })
}

/** The agents whose contacts say who they are. */
export function agentsIn(text: string, settings: FreeswitchSettings): { name: string; agent: string }[] {
  return rowsIn(text).flatMap(({ name = '', contact = '' }) => {
    const agent = agentInContact(contact, settings)
    return name === '' || agent === undefined ? [] : [{ name, agent }]
  })
}

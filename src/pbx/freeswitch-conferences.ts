import { seeLeg } from './freeswitch-arrival.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { leaveConversation, tellGone } from './freeswitch-rings.ts'
import { findLeg, type Leg, type LiveCall, type Switchboard } from './freeswitch-switchboard.ts'
import { isAgentFor, takeOver } from './freeswitch-talking.ts'

/**
 * `conference::maintenance` of mod_conference, which says far more than who comes and goes. Whoever is in one room with a
 * customer speaks with that customer; of several customers the one whose leg came first is meant.
 */
export function hearConference(board: Switchboard, event: FreeswitchEvent): void {
  const action = event.get('Action')
  if (action === 'add-member') hearEntry(board, event)
  if (action === 'del-member') hearExit(board, event)
}

function hearEntry(board: Switchboard, event: FreeswitchEvent): void {
  const leg = seeLeg(board, event)
  const room = event.get('Conference-Unique-ID') ?? event.get('Conference-Name')
  if (!leg || room === undefined) return
  leg.room = room
  const call = customersCallIn(board, room)
  if (!call) return
  for (const member of membersOf(board, room)) {
    if (isAgentFor(call, member) && !speaksElsewhere(member, call)) takeOver(board, call, member)
  }
}

function hearExit(board: Switchboard, event: FreeswitchEvent): void {
  const leg = findLeg(board, event)
  if (!leg?.room) return
  const call = customersCallIn(board, leg.room)
  leg.room = null
  if (!call || leg.customerOf === call) return
  leaveConversation(call, [leg])
  tellGone(board, call)
}

function membersOf(board: Switchboard, room: string): Leg[] {
  return [...board.legs.values()].filter((leg) => leg.room === room)
}

function customersCallIn(board: Switchboard, room: string): LiveCall | undefined {
  return (
    membersOf(board, room)
      .map(({ customerOf }) => customerOf)
      .find((call) => call?.phase === 'open' && call.direction !== 'internal') ?? undefined
  )
}

function speaksElsewhere(leg: Leg, call: LiveCall): boolean {
  return leg.call !== call && leg.call.phase === 'open' && leg.call.speaking.has(leg)
}

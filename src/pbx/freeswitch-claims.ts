import type { FreeswitchEvent } from './freeswitch-events.ts'
import type { LiveCall, Switchboard } from './freeswitch-switchboard.ts'
import { tell } from './freeswitch-telling.ts'

/** Of a channel variable, or of a header of an event that the dialplan fires itself. */
const claimHeader = /^(?:variable_)?greetline_claim_([A-Za-z][A-Za-z0-9_.-]{0,63})$/
const mostClaims = 32
const longestClaim = 512

/**
 * What the caller typed into the IVR: variables `greetline_claim_<name>` of the caller's leg. They come with whatever is
 * next heard of the leg; the dialplan's own event `greetline::claims` says them at once.
 */
export function hearClaims(board: Switchboard, call: LiveCall, event: FreeswitchEvent): void {
  const news: [string, string][] = []
  for (const [header, value] of event.headers()) {
    const name = claimHeader.exec(header)?.[1]
    if (name === undefined || value.length > longestClaim || call.claims.get(name) === value) continue
    if (call.claims.size >= mostClaims && !call.claims.has(name)) continue
    call.claims.set(name, value)
    news.push([name, value])
  }
  if (news.length > 0 && call.phase === 'open') {
    tell(board, call, 'claims', '', { claims: Object.fromEntries(news) })
  }
}

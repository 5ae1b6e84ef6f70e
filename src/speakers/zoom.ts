import { createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import { jsonPost, type Post, type Speaker, type Told } from './speaker.ts'

type Fields = Readonly<Record<string, unknown>>
type ZoomEvent = readonly [type: string, object: Fields]

const ringEnds = {
  lost: ['callee_missed', 'Answered by Other Member'],
  missed: ['callee_missed', 'No Answer'],
  declined: ['callee_rejected', 'Rejected'],
  busy: ['callee_missed', 'Busy'],
  withdrawn: ['callee_missed', 'Call Cancel'],
} as const

/**
 * Zoom Phone: events of each phone that is rung, in no promised order; none of the caller's own. A call that nobody takes
 * ends in the mailbox.
 */
export const zoom: Speaker = {
  kind: 'zoom',
  source: () => ({ secrets: [demoSecrets.signing] }),
  signsAddress: false,
  tells: ['placed calls'],
  tellsRinging: true,
  unruly: 'twice and disordered',
  speak: (told) =>
    eventsOf(told).map(([type, object]) =>
      zoomPost(zoomEvent(type, { call_id: told.call, ...object }, told.at), told.sent, told.keys.secret),
    ),
}

/** An event of Zoom Phone, without `phone.` before its type; `at` in ms. */
export function zoomEvent(type: string, object: Fields, at: number): Fields {
  return { event: `phone.${type}`, event_ts: at, payload: { account_id: 'house', object } }
}

/** Signed by the app's secret token; `sent` in ms. */
export function zoomPost(event: Fields, sent: number, secret: string): Post {
  const timestamp = String(Math.floor(sent / 1000))
  return jsonPost('zoom', event, (body) => ({
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  }))
}

function eventsOf({ says, earlier, at }: Told): ZoomEvent[] {
  const { from = '', to = '', direction, displayName } = earlier[0] ?? says
  const caller = { phone_number: from, extension_type: 'pstn', ...(displayName ? { name: displayName } : {}) }
  if (direction === 'outbound') return placedEvents(says, earlier, { from, to, at })
  const queue = earlier.find(({ kind }) => kind === 'queued')?.queue
  const forwarded_by = { extension_number: queue, extension_type: 'callQueue', name: queue }
  const called = { caller, ...(queue ? { forwarded_by } : {}) }
  const each = (type: string, more: Fields = {}): ZoomEvent[] =>
    extensionsIn(says).map((who) => [type, { ...called, callee: phone(who), ...more }])
  const now = new Date(at).toISOString()
  switch (says.kind) {
    case 'offered':
      return each('callee_ringing', { ringing_start_time: now })
    case 'offer-ended':
      return each(ringEnds[says.result][0], { handup_result: ringEnds[says.result][1] })
    case 'answered':
      return each('callee_answered', { answer_start_time: now })
    case 'held':
      return each('callee_hold')
    case 'transferred':
      return extensionsIn(says).map((who) => ['blind_transfer_initiated', { caller, owner: owner(who) }])
    case 'ended':
      return says.reason === 'no-answer'
        ? [['voicemail_received', {}]]
        : talkers(earlier).map((who) => [
            'callee_ended',
            { ...called, callee: phone(who), answer_start_time: now, handup_result: 'Call connected' },
          ])
    default:
      return []
  }
}

function placedEvents(
  says: Said,
  [first]: readonly Said[],
  { from, to, at }: { from: string; to: string; at: number },
): ZoomEvent[] {
  const type = { arrived: 'caller_ringing', answered: 'caller_connected', ended: 'caller_ended' }[
    says.kind as string
  ]
  const [who = ''] = extensionsIn(first ?? says)
  if (type === undefined) return []
  const time = {
    [says.kind === 'arrived' ? 'ringing_start_time' : 'answer_start_time']: new Date(at).toISOString(),
  }
  return [[type, { caller: { ...phone(who), phone_number: from }, callee: { phone_number: to }, ...time }]]
}

/** Who speaks still: whoever has answered and not handed the call on. */
function talkers(said: readonly Said[]): string[] {
  const talking = new Set<string>()
  for (const one of said) {
    if (one.kind === 'answered') for (const who of extensionsIn(one)) talking.add(who)
    if (one.kind === 'transferred') for (const who of extensionsIn(one)) talking.delete(who)
  }
  return [...talking]
}

function phone(extension: string): Fields {
  return { user_id: `zoom-user-${extension}`, extension_number: extension, extension_type: 'user' }
}

function owner(extension: string): Fields {
  return { id: `zoom-user-${extension}`, extension_number: extension }
}

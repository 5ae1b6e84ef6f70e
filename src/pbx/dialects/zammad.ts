import { z } from 'zod'
import type { EndReason } from '../../call/call-event.ts'
import { verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, type HeardEvent, jsonAnswer } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, callId, hearFields, readFields, text, texts } from '../hook-fields.ts'

/** Why a call ended, as sipgate began to write it and Zammad's contract took over. */
const reasons: Readonly<Record<string, EndReason>> = {
  normalClearing: 'hung-up',
  busy: 'busy',
  cancel: 'abandoned',
  noAnswer: 'no-answer',
  congestion: 'failed',
  notFound: 'failed',
}

const said = z
  .object({
    event: z.string().max(64),
    callId: callId.optional(),
    call_id: callId.optional(),
    direction: z.enum(['in', 'out']),
    from: text,
    to: text,
    user: texts,
    queue: text,
    cause: text,
    answeringNumber: text,
  })
  .refine((fields) => fields.callId ?? fields.call_id, { path: ['callId'], message: 'missing' })
type Said = z.infer<typeof said>

/**
 * The generic CTI interface of Zammad, which many phone systems and bridges can feed: `newCall`, `answer` and `hangup` as
 * JSON or form. It has no event id and no time; the only secret is the last part of the address.
 */
export const zammad = dialect({
  kind: 'zammad',
  proof: 'token',
  verify: verifyTokenInAddress,
  hear: (request) => hearFields(readFields(request), said, hearEvent),
})

function hearEvent(fields: Said): Heard {
  const events = eventsOf(fields)
  const answer = jsonAnswer({})
  return events.length === 0 ? { kind: 'ignored', answer } : { kind: 'events', events, answer }
}

function eventsOf(fields: Said): HeardEvent[] {
  const { event, from, to, direction, user, queue, cause, answeringNumber } = fields
  const call = fields.callId ?? fields.call_id ?? ''
  const id = idsOf(event, call, direction, from, to, user, queue, cause, answeringNumber)
  const about = { call, from, to, queue, direction: direction === 'in' ? 'inbound' : 'outbound' } as const
  const users = agentsNamed(user.map((name) => agentNamed(name)))
  switch (event) {
    case 'newCall':
      if (direction === 'out') return [{ ...about, id: id('arrived'), kind: 'arrived', agents: users }]
      return [
        { ...about, id: id('arrived'), kind: 'arrived' },
        ...(queue === undefined ? [] : [{ ...about, id: id('queued'), kind: 'queued' } as const]),
        ...(users ? [{ ...about, id: id('offered'), kind: 'offered', agents: users } as const] : []),
      ]
    case 'answer':
      return [answer({ ...about, id: id('answered'), kind: 'answered' }, fields)]
    case 'hangup':
      return [{ ...about, id: id('ended'), kind: 'ended', reason: reasons[cause ?? ''] ?? 'hung-up' }]
    default:
      return []
  }
}

/** A mailbox that takes the call has not answered it: the phones ring no more, and the agents have missed it. */
function answer(answered: HeardEvent, { user, answeringNumber, direction }: Said): HeardEvent {
  if (user[0] === 'voicemail') return { ...answered, kind: 'offer-ended', result: 'missed' }
  const login = answeringNumber && direction === 'in' ? [{ login: answeringNumber }] : []
  const who = [...agentNamed(direction === 'in' ? answeringNumber : undefined, user[0]), ...login]
  return { ...answered, agents: agentsNamed([who]) }
}

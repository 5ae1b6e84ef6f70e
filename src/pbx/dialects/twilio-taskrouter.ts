import { z } from 'zod'
import type { OfferEnd } from '../../call/call-event.ts'
import type { AgentNames, HeardEvent } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import { agentAt } from './twilio-calls.ts'

/** Attributes are the house's own JSON in a text of any length; what is none says nothing. */
const attributes = z
  .string()
  .nullish()
  .transform((written): object => {
    try {
      const read = JSON.parse(written || '{}') as unknown
      return typeof read === 'object' && read !== null ? read : {}
    } catch {
      return {}
    }
  })
const attribute = text.catch(undefined)

export const taskRouterEvent = z.object({
  EventType: z.string().max(64),
  Sid: text,
  ResourceSid: text,
  Timestamp: text,
  TimestampMs: text,
  TaskAttributes: attributes.pipe(
    z.object({
      call_sid: attribute,
      from: attribute,
      to: attribute,
      called: attribute,
      direction: attribute,
    }),
  ),
  TaskQueueName: text,
  TaskQueueSid: text,
  ReservationSid: text,
  WorkerSid: text,
  WorkerName: text,
  WorkerAttributes: attributes.pipe(
    z.object({ contact_uri: attribute, extension: attribute, email: attribute }),
  ),
})
type TaskRouterEvent = z.infer<typeof taskRouterEvent>

const offerEnds: Readonly<Record<string, OfferEnd>> = {
  'reservation.rejected': 'declined',
  'reservation.timeout': 'missed',
  'reservation.canceled': 'withdrawn',
  'reservation.rescinded': 'lost',
}

/**
 * What TaskRouter says of a call (twilio.com/docs/taskrouter/api/event/reference). The call is named in the attributes that
 * `<Enqueue>` gives a task; a task without one is a chat or an e-mail. A reservation is a leg: it rings one worker, who
 * speaks until it is wrapped up.
 */
export function taskEvents(said: TaskRouterEvent): HeardEvent[] {
  const { EventType: type, TaskAttributes: task } = said
  if (task.call_sid === undefined) return []
  const id = idsOf(said.Sid ?? [type, said.ResourceSid, said.TimestampMs ?? said.Timestamp])
  const about = {
    call: task.call_sid,
    from: task.from,
    to: task.called ?? task.to,
    direction: task.direction?.startsWith('outbound') ? 'outbound' : 'inbound',
    queue: said.TaskQueueName ?? said.TaskQueueSid,
    time:
      instantOf(said.TimestampMs, 'ms') ??
      instantOf(said.Timestamp, 'seconds') ??
      instantOf(said.Timestamp, 'iso'),
  } as const
  const worker = { ...about, leg: said.ReservationSid, agents: agentsNamed([workerOf(said)]) }
  const result = offerEnds[type]
  if (result) return [{ ...worker, id: id('offer-ended'), kind: 'offer-ended', result }]
  switch (type) {
    case 'task.created':
    case 'task-queue.entered':
      return [{ ...about, leg: task.call_sid, id: id('queued'), kind: 'queued' }]
    case 'reservation.created':
      return [{ ...worker, id: id('offered'), kind: 'offered' }]
    case 'reservation.accepted':
      return [{ ...worker, id: id('answered'), kind: 'answered' }]
    case 'reservation.wrapup':
    case 'reservation.completed':
      return [{ ...worker, agents: undefined, id: id('transferred'), kind: 'transferred' }]
    case 'task.canceled':
      return [{ ...about, id: id('ended'), kind: 'ended', reason: 'abandoned' }]
    case 'task.completed':
      return [{ ...about, id: id('ended'), kind: 'ended' }]
    default:
      return []
  }
}

function workerOf({ WorkerSid, WorkerName, WorkerAttributes }: TaskRouterEvent): AgentNames {
  const { contact_uri: contact, extension, email } = WorkerAttributes
  return [
    ...agentNamed(WorkerSid, WorkerName, extension, email),
    ...(agentAt(contact) ?? agentNamed(contact)),
  ]
}

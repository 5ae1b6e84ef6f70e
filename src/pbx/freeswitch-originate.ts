import type { DialFailure } from '../wire/dial-news.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import type { EslReply, EslSession } from './freeswitch-session.ts'
import { type Dialling, type Order, type Orders, orders, ownPhoneRingsMs, phoneOf } from './originate.ts'

/** What tells how a command in the background ended. */
export const jobEvent = 'BACKGROUND_JOB'

/** Orders to dial on one connection. */
export interface Originating extends Pick<Orders<EslSession>, 'place'> {
  /** What became of orders comes as the end of their jobs. */
  hear(event: FreeswitchEvent): void
}

/**
 * `originate` of mod_commands in the background: it rings the agent's phone, then sends that leg to the number in the
 * dialplan. The answer names the job, and the job ends when the agent's phone is answered, or is not.
 */
export function originating(
  dialling: Dialling | undefined,
  failed?: (callId: string, why: DialFailure) => void,
): Originating {
  const { place, ended } = orders<EslSession>(
    dialling,
    (session, order) => session.ask(commandFor(order), (reply) => order.answered(answerIn(reply))),
    failed,
  )
  return {
    place,
    hear(event) {
      const job = event.name === jobEvent ? event.get('Job-UUID') : undefined
      if (job !== undefined) ended(job, failureIn(event.get('_body') ?? ''))
    },
  }
}

/**
 * `origination_uuid` makes the leg, and with it the call, known by our id; the caller ID of the leg that goes out is
 * `effective_caller_id_number`.
 */
function commandFor({ call, dialling }: Order): string {
  const variables = [
    `origination_uuid=${call.id}`,
    `origination_caller_id_number=${call.number}`,
    `effective_caller_id_number=${dialling.callerId ?? call.extension}`,
    `originate_timeout=${Math.round(ownPhoneRingsMs / 1000)}`,
    'ignore_early_media=true',
  ].join(',')
  const phone = phoneOf(dialling, call.extension)
  return `bgapi originate {${variables}}${phone} ${call.number} XML ${dialling.context}`
}

function answerIn({ isError, text }: EslReply): Parameters<Order['answered']>[0] {
  return isError
    ? { kind: 'refused', why: text.replace(/^-(ERR|USAGE):?\s*/, '') }
    : { kind: 'taken', as: /Job-UUID: (\S+)/.exec(text)?.[1] ?? '' }
}

/** By the cause with which the leg to the agent's phone ended (switch_types.h). */
const failures: Readonly<Record<string, DialFailure>> = {
  NO_ANSWER: 'no-answer',
  ALLOTTED_TIMEOUT: 'no-answer',
  PROGRESS_TIMEOUT: 'no-answer',
  ORIGINATOR_CANCEL: 'no-answer',
  USER_BUSY: 'busy',
  CALL_REJECTED: 'declined',
  USER_NOT_REGISTERED: 'unreachable',
  SUBSCRIBER_ABSENT: 'unreachable',
  NO_USER_RESPONSE: 'unreachable',
  RECOVERY_ON_TIMER_EXPIRE: 'unreachable',
  UNALLOCATED_NUMBER: 'unreachable',
  NO_ROUTE_DESTINATION: 'unreachable',
  DESTINATION_OUT_OF_ORDER: 'unreachable',
}

/** The event's body is what the command wrote: `+OK` and the leg, or `-ERR` and the cause. */
function failureIn(body: string): DialFailure | null {
  const cause = /^-(?:ERR|USAGE):?\s*(\w*)/.exec(body)?.[1]
  return cause === undefined ? null : (failures[cause] ?? 'failed')
}

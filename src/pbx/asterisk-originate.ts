import type { DialFailure } from '../wire/dial-news.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import type { Session } from './asterisk-session.ts'
import { type Dialling, type Order, type Orders, orders, ownPhoneRingsMs, phoneOf } from './originate.ts'

const prefix = 'greetline-dial-'

/** Orders to dial on one connection. */
export interface Originating extends Pick<Orders<Session>, 'place'> {
  /** Answers to orders come by `ActionID`, and so does what became of them. */
  hear(message: AmiMessage): void
}

/**
 * The action `Originate` (docs.asterisk.org, AMI actions), asynchronously: the answer says only that it was taken. It needs
 * the write class `originate`. `ChannelId` makes the agent's channel, and with it the call, known by our id.
 */
export function originating(
  dialling: Dialling | undefined,
  failed?: (callId: string, why: DialFailure) => void,
): Originating {
  const waiting = new Map<string, Order['answered']>()
  const { place, ended } = orders<Session>(
    dialling,
    (session, order) => {
      const action = `${prefix}${order.call.id}`
      waiting.set(action, order.answered)
      session.send('Originate', { ActionID: action, ...fieldsOf(order) })
    },
    failed,
  )
  return {
    place: (session, call) => place(session, call).finally(() => waiting.delete(`${prefix}${call.id}`)),
    hear(message) {
      const action = message.get('ActionID')
      if (!action?.startsWith(prefix)) return
      if (message.get('Event') === 'OriginateResponse') ended(action, failureIn(message))
      else if (message.get('Event') === undefined) waiting.get(action)?.(answerIn(message, action))
    },
  }
}

function fieldsOf({ call: { id, extension, number }, dialling }: Order): Record<string, string> {
  return {
    Channel: phoneOf(dialling, extension),
    Context: dialling.context,
    Exten: number,
    Priority: '1',
    CallerID: dialling.callerId ?? extension,
    Timeout: String(ownPhoneRingsMs),
    Async: 'true',
    ChannelId: id,
  }
}

function answerIn(message: AmiMessage, action: string): Parameters<Order['answered']>[0] {
  return message.get('Response') === 'Success'
    ? { kind: 'taken', as: action }
    : { kind: 'refused', why: message.get('Message') ?? 'no reason given' }
}

/**
 * `Reason` is what the channel heard last, by number (main/pbx.c, include/asterisk/frame.h): 1 it hung up, 3 it rang, 4 it
 * was answered, 5 busy, 8 congestion; 0 where there was no channel at all, as of a phone that is not registered.
 */
const failures: Readonly<Record<string, DialFailure>> = {
  '0': 'unreachable',
  '1': 'no-answer',
  '3': 'no-answer',
  '5': 'busy',
}

function failureIn(message: AmiMessage): DialFailure | null {
  if (message.get('Response') === 'Success') return null
  return failures[message.get('Reason') ?? ''] ?? 'failed'
}

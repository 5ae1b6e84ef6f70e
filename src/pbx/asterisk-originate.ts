import type { AmiMessage } from './asterisk-messages.ts'
import type { Session } from './asterisk-session.ts'
import {
  type CallToPlace,
  type Dialling,
  inTime,
  isPlain,
  ownPhoneRingsMs,
  type Placed,
  phoneOf,
} from './originate.ts'

const prefix = 'greetline-dial-'

/** Orders to dial on one connection, and their answers, which come by `ActionID`. */
export interface Originating {
  place(session: Session | undefined, call: CallToPlace): Promise<Placed>
  hear(message: AmiMessage): void
}

/**
 * The action `Originate` (docs.asterisk.org, AMI actions), asynchronously: the answer says only that it was taken. It needs
 * the write class `originate`. `ChannelId` makes the agent's channel, and with it the call, known by our id.
 */
export function originating(dialling: Dialling | undefined): Originating {
  const waiting = new Map<string, (placed: Placed) => void>()
  return {
    async place(session, call) {
      if (!dialling) return { kind: 'refused', why: 'it is not configured to dial' }
      if (!session) return { kind: 'refused', why: 'it is not connected' }
      if (!isPlain(call)) return { kind: 'refused', why: 'this cannot be dialled' }
      const action = `${prefix}${call.id}`
      const answered = new Promise<Placed>((resolve) => waiting.set(action, resolve))
      session.send('Originate', {
        ActionID: action,
        Channel: phoneOf(dialling, call.extension),
        Context: dialling.context,
        Exten: call.number,
        Priority: '1',
        CallerID: dialling.callerId ?? call.extension,
        Timeout: String(ownPhoneRingsMs),
        Async: 'true',
        ChannelId: call.id,
      })
      return inTime(answered).finally(() => waiting.delete(action))
    },
    hear(message) {
      const response = message.get('Response')
      const answer = waiting.get(message.get('ActionID') ?? '')
      if (!answer || response === undefined || message.get('Event') !== undefined) return
      answer(
        response === 'Success'
          ? { kind: 'ringing' }
          : { kind: 'refused', why: message.get('Message') ?? 'no reason given' },
      )
    },
  }
}

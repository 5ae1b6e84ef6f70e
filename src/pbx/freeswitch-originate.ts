import type { EslSession } from './freeswitch-session.ts'
import {
  type CallToPlace,
  type Dialling,
  inTime,
  isPlain,
  ownPhoneRingsMs,
  type Placed,
  phoneOf,
} from './originate.ts'

/**
 * `originate` of mod_commands in the background: it rings the agent's phone, then sends that leg to the number in the
 * dialplan. `origination_uuid` makes the leg, and with it the call, known by our id; the caller ID of the leg that goes out
 * is `effective_caller_id_number`.
 */
export function originate(
  session: EslSession | undefined,
  dialling: Dialling | undefined,
  call: CallToPlace,
): Promise<Placed> {
  if (!dialling) return Promise.resolve({ kind: 'refused', why: 'it is not configured to dial' })
  if (!session) return Promise.resolve({ kind: 'refused', why: 'it is not connected' })
  if (!isPlain(call)) return Promise.resolve({ kind: 'refused', why: 'this cannot be dialled' })
  const callerId = dialling.callerId ?? call.extension
  const variables = [
    `origination_uuid=${call.id}`,
    `origination_caller_id_number=${call.number}`,
    `effective_caller_id_number=${callerId}`,
    `originate_timeout=${Math.round(ownPhoneRingsMs / 1000)}`,
    'ignore_early_media=true',
  ].join(',')
  const command = `bgapi originate {${variables}}${phoneOf(dialling, call.extension)} ${call.number} XML ${dialling.context}`
  const answered = new Promise<Placed>((resolve) => {
    session.ask(command, ({ isError, text }) =>
      resolve(
        isError ? { kind: 'refused', why: text.replace(/^-(ERR|USAGE):?\s*/, '') } : { kind: 'ringing' },
      ),
    )
  })
  return inTime(answered)
}

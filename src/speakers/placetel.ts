import { createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import { formPost, type Post, type Speaker } from './speaker.ts'

const types: Readonly<Record<string, string>> = { abandoned: 'canceled', 'no-answer': 'missed', busy: 'busy' }

/** A notification of Placetel's, signed. */
export function placetelPost(form: Readonly<Record<string, string>>, secret: string): Post {
  const { path, headers, body } = formPost('placetel', form, {})
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { path, body, headers: { ...headers, 'x-placetel-signature': signature } }
}

/**
 * Placetel's Call Control / Notify API: that a call comes, who has accepted it, and how it ended; with neither an event's
 * id nor a time. SIP users are here the extensions of the demo.
 */
export const placetel: Speaker = {
  kind: 'placetel',
  source: () => ({ secrets: [demoSecrets.signing] }),
  signsAddress: false,
  tells: ['placed calls'],
  tellsRinging: false,
  unruly: 'twice',
  speak({ call, says, earlier, keys }) {
    const fields = fieldsOf(says, earlier)
    if (fields === null) return []
    const { from = '', to = '', direction, agents } = earlier[0] ?? says
    const [placing = ''] = direction === 'outbound' ? extensionsIn({ agents } as Said) : []
    const parties =
      direction === 'outbound' ? { from: placing, to, direction: 'out' } : { from, to, direction: 'in' }
    return [placetelPost({ ...fields, ...parties, call_id: call }, keys.secret)]
  },
}

function fieldsOf(says: Said, earlier: readonly Said[]): Record<string, string> | null {
  const isOutbound = (earlier[0] ?? says).direction === 'outbound'
  switch (says.kind) {
    case 'arrived':
      return { event: isOutbound ? 'OutgoingCall' : 'IncomingCall' }
    case 'answered':
      // Of a call that an agent places the answer is heard at its end.
      return isOutbound ? null : { event: 'CallAccepted', peer: extensionsIn(says)[0] ?? '' }
    case 'ended': {
      const wasAnswered = earlier.some(({ kind }) => kind === 'answered')
      return { event: 'HungUp', type: wasAnswered ? 'accepted' : (types[says.reason ?? ''] ?? 'missed') }
    }
    default:
      return null
  }
}

import { demoSecrets } from '../config.ts'
import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import { jsonPost, type Speaker } from './speaker.ts'

type Fields = Readonly<Record<string, unknown>>

const causes: Readonly<Record<string, string>> = { abandoned: 'cancel', 'no-answer': 'noAnswer' }

/**
 * Zammad's generic CTI: `newCall`, `answer` and `hangup`, with neither an event's id nor a time, so nothing comes in
 * another order. It has no word for a single phone that stops to ring.
 */
export const zammad: Speaker = {
  kind: 'zammad',
  source: () => ({ tokens: [demoSecrets.token], numberFormat: 'e164-no-plus' }),
  signsAddress: false,
  tells: ['placed calls'],
  tellsRinging: true,
  unruly: 'twice',
  speak({ call, says, earlier, keys }) {
    const { from = '', to = '', direction } = earlier[0] ?? says
    const isOutbound = direction === 'outbound'
    const about = { callId: call, from: plain(from), to: plain(to), direction: isOutbound ? 'out' : 'in' }
    const queue = earlier.find(({ kind }) => kind === 'queued')?.queue
    const said = fieldsOf(says, isOutbound)
    if (said === null) return []
    return [jsonPost(`zammad/${keys.token}`, { ...about, ...(queue ? { queue } : {}), ...said }, () => ({}))]
  },
}

function fieldsOf(says: Said, isOutbound: boolean): Fields | null {
  const user = extensionsIn(says)
  switch (says.kind) {
    case 'arrived':
      return { event: 'newCall', ...(isOutbound ? { user } : {}) }
    case 'offered':
      return { event: 'newCall', user }
    case 'answered':
      return { event: 'answer', user: user[0], ...(isOutbound ? {} : { answeringNumber: user[0] }) }
    case 'ended':
      return { event: 'hangup', cause: causes[says.reason ?? ''] ?? 'normalClearing' }
    default:
      return null
  }
}

function plain(number: string): string {
  return number.replace(/^\+/, '')
}

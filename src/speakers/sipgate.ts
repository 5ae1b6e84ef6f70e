import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import { demoKeys, formPost, type Post, type Speaker } from './speaker.ts'

const causes: Readonly<Record<string, string>> = { abandoned: 'cancel', 'no-answer': 'noAnswer' }

/**
 * sipgate.io's push API: `newCall` with all who are rung, `answer`, `hangup`; with neither an event's id nor a time. A
 * transfer is a call of its own that names the first. Users' ids are here the extensions of the demo.
 */
export const sipgate: Speaker = {
  kind: 'sipgate',
  source: () => ({
    tokens: [demoSecrets.token],
    secrets: [ownPair().publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    numberFormat: 'e164-no-plus',
  }),
  signsAddress: false,
  tells: ['placed calls'],
  tellsRinging: true,
  demoKeys: () => ({
    ...demoKeys,
    secret: ownPair().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }),
  unruly: 'twice',
  speak({ call, says, earlier, keys }) {
    const first = earlier[0] ?? says
    const fields = fieldsOf(says, first.direction === 'outbound')
    if (fields === null) return []
    const about = {
      direction: first.direction === 'outbound' ? 'out' : 'in',
      from: plain(first.from),
      to: plain(first.to),
    }
    const wasTransferred = earlier.some(({ kind }) => kind === 'transferred')
    const leg = wasTransferred ? { callId: `${call}-2`, origCallId: call } : { callId: call }
    const form = new URLSearchParams({ ...about, ...fields, ...leg })
    for (const who of says.kind === 'answered' ? [] : extensionsIn(says)) {
      form.append('user[]', `Agent ${who}`)
      form.append('userId[]', who)
      form.append('fullUserId[]', `1234567${who}`)
    }
    // Whoever has transferred is out of it once somebody answers.
    const push = (form: URLSearchParams) =>
      sipgatePost(form, { token: keys.token, privateKey: createPrivateKey(keys.secret) })
    if (!wasTransferred || says.kind !== 'answered') return [push(form)]
    const leaves = { ...about, event: 'hangup', callId: call, cause: 'normalClearing' }
    return [push(form), push(new URLSearchParams(leaves))]
  },
}

/** A push of sipgate.io's to an address with this token, signed. */
export function sipgatePost(
  form: URLSearchParams,
  { token, privateKey }: { readonly token: string; readonly privateKey: KeyObject },
): Post {
  const signature = sign('sha256', Buffer.from(form.toString()), privateKey).toString('base64')
  return formPost(`sipgate/${token}`, form, { 'x-sipgate-signature': signature })
}

function fieldsOf(says: Said, isOutbound: boolean): Record<string, string> | null {
  switch (says.kind) {
    case 'arrived':
      return { event: 'newCall' }
    case 'offered':
      return { event: 'newCall' }
    case 'answered': {
      const [who = ''] = extensionsIn(says)
      return {
        event: 'answer',
        user: `Agent ${who}`,
        userId: who,
        ...(isOutbound ? {} : { answeringNumber: who }),
      }
    }
    case 'ended':
      return { event: 'hangup', cause: causes[says.reason ?? ''] ?? 'normalClearing' }
    default:
      return null
  }
}

let made: { publicKey: KeyObject; privateKey: KeyObject } | null = null

/** sipgate signs for everybody with one key of its own, which the demo has not got. Made when it is first asked for. */
function ownPair() {
  made ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return made
}

function plain(number = ''): string {
  return number.replace(/^\+/, '')
}

import { createHash, createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import { demoKeys, jsonPost, type Post, type Speaker, type Told } from './speaker.ts'

type Fields = Readonly<Record<string, unknown>>

const type = 'application/json'

/** A callback of Sinch's, signed as by its application for this address (`…/v1/sources/<source>`). */
export function sinchPost(said: Fields, { address, sent, secret }: Signing): Post {
  return jsonPost('sinch', { version: 1, ...said }, (body) => {
    const time = new Date(sent).toISOString()
    const digest = createHash('md5').update(body).digest('base64')
    const { pathname } = new URL(`${address}/sinch`)
    const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(`POST\n${digest}\n${type}\nx-timestamp:${time}\n${pathname}`)
      .digest('base64')
    return { 'x-timestamp': time, authorization: `Application app-key:${signature}` }
  })
}

interface Signing {
  readonly address: string
  /** Milliseconds since 1970. */
  readonly sent: number
  readonly secret: string
}

/** Sinch Voice: that a call comes or is placed, who has answered, what was typed into a menu, and the end. */
export const sinch: Speaker = {
  kind: 'sinch',
  source: () => ({ secrets: [demoSecrets.sinch] }),
  demoKeys: () => ({ ...demoKeys, secret: demoSecrets.sinch }),
  signsAddress: true,
  tells: ['claims', 'placed calls'],
  tellsRinging: false,
  unruly: 'twice',
  speak(told) {
    const timestamp = new Date(told.at).toISOString()
    return callbacksOf(told).map((said) =>
      sinchPost({ callid: told.call, timestamp, ...said }, { ...told, secret: told.keys.secret }),
    )
  },
}

function callbacksOf({ says, earlier }: Told): Fields[] {
  const first = earlier[0] ?? says
  switch (says.kind) {
    case 'arrived':
      return [{ event: 'ice', ...partiesOf(first) }]
    case 'claims':
      return Object.entries(says.claims).map(([menuId, value]) => ({
        event: 'pie',
        menuResult: { menuId, type: 'sequence', value },
      }))
    case 'answered':
      return [{ event: 'ace', to: { type: 'username', endpoint: extensionsIn(says)[0] ?? '' } }]
    case 'ended':
      return [{ event: 'dice', ...endOf(says, earlier) }]
    default:
      return []
  }
}

function partiesOf(first: Said): Fields {
  const { from = '', to = '' } = first
  if (first.direction !== 'outbound') {
    const cli = from === 'anonymous' ? 'private' : from
    return { originationType: 'PSTN', cli, to: { type: 'did', endpoint: to } }
  }
  const userId = extensionsIn(first)[0] ?? ''
  return { originationType: 'MXP', cli: from, userId, to: { type: 'number', endpoint: to } }
}

function endOf(says: Said & { kind: 'ended' }, earlier: readonly Said[]): Fields {
  if (earlier.some(({ kind }) => kind === 'answered')) return { result: 'ANSWERED', reason: 'CALLERHANGUP' }
  const reason = says.reason === 'no-answer' ? 'TIMEOUT' : 'CALLERHANGUP'
  return { result: 'NOANSWER', reason }
}

import { createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { LegPlatform, LegWord } from './leg-speaker.ts'
import { jsonPost } from './speaker.ts'

const statuses: Readonly<Record<LegWord, object>> = {
  begins: { call_status: 'trying' },
  'is answered': { call_status: 'in-progress' },
  ends: { call_status: 'completed', call_termination_by: 'caller' },
  'is cancelled': { call_status: 'no-answer', call_termination_by: 'caller' },
  'is declined': { call_status: 'busy' },
  'is not answered': { call_status: 'no-answer', call_termination_by: 'jambonz' },
}

/** jambonz: call status hooks, which have neither an id nor a time. */
export const jambonz: LegPlatform = {
  kind: 'jambonz',
  source: () => ({
    secrets: [demoSecrets.signing],
    jambonz: { redirect: 'https://app.example/verbs', dials: 'customers' },
  }),
  unruly: 'twice',
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post({ call, leg, direction, from, to }, word, { sent, keys }) {
    const about = { call_sid: leg, direction, from, to, account_sid: 'a', application_sid: 'b' }
    const parent = leg === call ? {} : { parent_call_sid: call }
    const time = Math.floor(sent / 1000)
    return jsonPost('jambonz/status', { ...about, ...parent, ...statuses[word] }, (body) => ({
      'jambonz-signature': `t=${time},v1=${createHmac('sha256', keys.secret).update(`${time}.${body}`).digest('hex')}`,
    }))
  },
}

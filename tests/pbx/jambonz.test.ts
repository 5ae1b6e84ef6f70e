import { createHmac } from 'node:crypto'
import { describeLegPlatform, type LegWord } from './leg-platform.ts'

const secret = 'webhook-secret-of-the-account'

const statuses: Readonly<Record<LegWord, object>> = {
  begins: { call_status: 'trying' },
  'is answered': { call_status: 'in-progress' },
  ends: { call_status: 'completed', call_termination_by: 'caller' },
  'is cancelled': { call_status: 'no-answer', call_termination_by: 'caller' },
  'is declined': { call_status: 'busy' },
  'is not answered': { call_status: 'no-answer', call_termination_by: 'jambonz' },
}

describeLegPlatform({
  kind: 'jambonz',
  source: { secrets: [secret], jambonz: { redirect: 'https://app.example/verbs' } },
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post({ call, leg, direction, from, to }, word) {
    const about = { call_sid: leg, direction, from, to, account_sid: 'a', application_sid: 'b' }
    const parent = leg === call ? {} : { parent_call_sid: call }
    const raw = JSON.stringify({ ...about, ...parent, ...statuses[word] })
    const time = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex')
    return {
      path: 'jambonz/status',
      raw,
      headers: { 'content-type': 'application/json', 'jambonz-signature': `t=${time},v1=${signature}` },
    }
  },
})

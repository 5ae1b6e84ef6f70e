import { demoSecrets } from '../config.ts'
import { extensionAt, type Leg, type LegPlatform, type LegWord } from './leg-speaker.ts'
import { jsonPost } from './speaker.ts'

const codes: Readonly<Record<LegWord, readonly [code: string, reason?: string]>> = {
  begins: ['Proceeding'],
  'is answered': ['Answered'],
  ends: ['Disconnected'],
  'is cancelled': ['Disconnected', 'Cancelled'],
  'is declined': ['Disconnected', 'Rejected'],
  'is not answered': ['Disconnected', 'NoAnswer'],
}

/** RingCentral: the state of one party with each notification. Ids of agents' extensions are here the demo's extensions. */
export const ringcentral: LegPlatform = {
  kind: 'ringcentral',
  source: () => ({ tokens: [demoSecrets.token] }),
  unruly: 'twice',
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, { at, keys }) {
    const [code, reason] = codes[word]
    const status = {
      code: leg.leg === leg.call && word === 'begins' ? 'Setup' : code,
      ...(reason ? { reason } : {}),
    }
    const said = { telephonySessionId: leg.call, parties: [{ ...partyOf(leg), status }] }
    const notification = notificationOf(`${leg.leg}-${word}`, said, at)
    return jsonPost('ringcentral', notification, () => ({ 'verification-token': keys.token }))
  },
}

/** A notification of one session, as every subscription of RingCentral's sends them; `at` in ms. */
export function notificationOf<S extends object>(uuid: string, session: S, at: number) {
  const eventTime = new Date(at).toISOString()
  const event = '/restapi/v1.0/account/1/telephony/sessions'
  return { uuid, event, timestamp: eventTime, body: { eventTime, ...session } }
}

/** Who calls is `Outbound` and who is called `Inbound`, whichever side is ours. */
function partyOf({ leg, from, to, direction }: Leg) {
  const [placing, rung] = [extensionAt(from), extensionAt(to)]
  const ours = placing ?? rung
  return {
    id: `p-${leg}`,
    direction: direction === 'inbound' ? 'Outbound' : 'Inbound',
    ...(ours ? { extensionId: ours } : {}),
    from: placing ? { extensionId: placing } : { phoneNumber: from },
    to: rung ? { extensionId: rung } : { phoneNumber: to },
  }
}

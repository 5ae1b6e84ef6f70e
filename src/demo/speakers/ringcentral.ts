import { demoSecrets } from '../../config.ts'
import type { Leg, LegPlatform, LegWord } from '../leg-speaker.ts'
import { jsonPost } from '../speaker.ts'

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
  post(leg, word, { at }) {
    const [code, reason] = codes[word]
    const eventTime = new Date(at).toISOString()
    const status = {
      code: leg.leg === leg.call && word === 'begins' ? 'Setup' : code,
      ...(reason ? { reason } : {}),
    }
    const parties = [{ ...partyOf(leg), status }]
    const notification = {
      uuid: `${leg.leg}-${word}`,
      event: '/restapi/v1.0/account/1/telephony/sessions',
      timestamp: eventTime,
      body: { telephonySessionId: leg.call, eventTime, parties },
    }
    return jsonPost('ringcentral', notification, () => ({ 'verification-token': demoSecrets.token }))
  },
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

function extensionAt(address: string): string | undefined {
  return /^sip:(\d+)@/.exec(address)?.[1]
}

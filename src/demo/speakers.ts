import { speakInLegs } from './leg-speaker.ts'
import type { Speaker } from './speaker.ts'
import { bandwidth } from './speakers/bandwidth.ts'
import { jambonz } from './speakers/jambonz.ts'
import { plivo } from './speakers/plivo.ts'
import { signalwire } from './speakers/signalwire.ts'
import { telnyx } from './speakers/telnyx.ts'
import { twilio } from './speakers/twilio.ts'
import { vonage } from './speakers/vonage.ts'
import { zammad } from './speakers/zammad.ts'

/** Every phone system that the demo can be played as, besides our own contract. */
export const speakers: readonly Speaker[] = [
  ...[bandwidth, jambonz, plivo, signalwire, telnyx, twilio, vonage].map(speakInLegs),
  zammad,
]

export const spokenKinds: readonly string[] = ['webhook', ...speakers.map(({ kind }) => kind).sort()]

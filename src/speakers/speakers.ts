import { asteriskCurl } from './asterisk-curl.ts'
import { bandwidth } from './bandwidth.ts'
import { jambonz } from './jambonz.ts'
import { kazoo } from './kazoo.ts'
import { speakInLegs } from './leg-speaker.ts'
import { placetel } from './placetel.ts'
import { plivo } from './plivo.ts'
import { ringcentral } from './ringcentral.ts'
import { signalwire } from './signalwire.ts'
import { sinch } from './sinch.ts'
import { sipgate } from './sipgate.ts'
import type { Speaker } from './speaker.ts'
import { telnyx } from './telnyx.ts'
import { twilio } from './twilio.ts'
import { vonage } from './vonage.ts'
import { wazo } from './wazo.ts'
import { zammad } from './zammad.ts'
import { zoom } from './zoom.ts'

/** Every phone system that posts its calls and that the demo can be played as, besides our own contract. */
export const speakers: readonly Speaker[] = [
  ...[bandwidth, jambonz, kazoo, plivo, ringcentral, signalwire, telnyx, twilio, vonage, wazo].map(
    speakInLegs,
  ),
  asteriskCurl,
  placetel,
  sinch,
  sipgate,
  zammad,
  zoom,
]

import { speakInLegs } from './leg-speaker.ts'
import type { Speaker } from './speaker.ts'
import { asteriskCurl } from './speakers/asterisk-curl.ts'
import { bandwidth } from './speakers/bandwidth.ts'
import { jambonz } from './speakers/jambonz.ts'
import { kazoo } from './speakers/kazoo.ts'
import { placetel } from './speakers/placetel.ts'
import { plivo } from './speakers/plivo.ts'
import { ringcentral } from './speakers/ringcentral.ts'
import { signalwire } from './speakers/signalwire.ts'
import { sinch } from './speakers/sinch.ts'
import { sipgate } from './speakers/sipgate.ts'
import { telnyx } from './speakers/telnyx.ts'
import { twilio } from './speakers/twilio.ts'
import { vonage } from './speakers/vonage.ts'
import { wazo } from './speakers/wazo.ts'
import { zammad } from './speakers/zammad.ts'
import { zoom } from './speakers/zoom.ts'

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

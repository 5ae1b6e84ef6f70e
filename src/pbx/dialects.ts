import type { Dialect } from './dialect.ts'
import { asteriskCurl } from './dialects/asterisk-curl.ts'
import { bandwidth } from './dialects/bandwidth.ts'
import { freeswitch } from './dialects/freeswitch.ts'
import { jambonz } from './dialects/jambonz.ts'
import { kazoo } from './dialects/kazoo.ts'
import { placetel } from './dialects/placetel.ts'
import { plivo } from './dialects/plivo.ts'
import { ringcentral } from './dialects/ringcentral.ts'
import { signalwire } from './dialects/signalwire.ts'
import { sinch } from './dialects/sinch.ts'
import { sipgate } from './dialects/sipgate.ts'
import { telnyx } from './dialects/telnyx.ts'
import { threecx } from './dialects/threecx.ts'
import { twilio } from './dialects/twilio.ts'
import { vonage } from './dialects/vonage.ts'
import { wazo } from './dialects/wazo.ts'
import { zammad } from './dialects/zammad.ts'
import { zoom } from './dialects/zoom.ts'

/** Every phone system that reports by itself, under the `kind` of its sources. */
export const dialects = {
  '3cx': threecx,
  'asterisk-curl': asteriskCurl,
  bandwidth,
  freeswitch,
  jambonz,
  kazoo,
  placetel,
  plivo,
  ringcentral,
  signalwire,
  sinch,
  sipgate,
  telnyx,
  twilio,
  vonage,
  wazo,
  zammad,
  zoom,
} as const satisfies Record<string, Dialect>

export type DialectKind = keyof typeof dialects

export const dialectKinds = Object.keys(dialects) as [DialectKind, ...DialectKind[]]

export function isDialect(kind: string): kind is DialectKind {
  return Object.hasOwn(dialects, kind)
}

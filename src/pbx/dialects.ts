import type { Dialect } from './dialect.ts'
import { placetel } from './dialects/placetel.ts'
import { sipgate } from './dialects/sipgate.ts'
import { twilio } from './dialects/twilio.ts'
import { zammad } from './dialects/zammad.ts'

/** Every phone system that reports by itself, under the `kind` of its sources. */
export const dialects = { placetel, sipgate, twilio, zammad } as const satisfies Record<string, Dialect>

export type DialectKind = keyof typeof dialects

export const dialectKinds = Object.keys(dialects) as [DialectKind, ...DialectKind[]]

export function isDialect(kind: string): kind is DialectKind {
  return Object.hasOwn(dialects, kind)
}

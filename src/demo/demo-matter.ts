import type { DemoQueue } from './demo-config.ts'

/** What happened between a customer and the house about one thing: a few contacts, days apart. */
export interface DemoMatter {
  readonly queue: DemoQueue
  readonly contacts: readonly DemoContact[]
}

export interface DemoContact {
  /** Days since the contact before. */
  readonly after: number
  readonly channel: 'call' | 'e-mail' | 'chat' | 'sms' | 'letter'
  readonly direction: 'inbound' | 'outbound'
  /** Calls only; `answered` if absent. */
  readonly outcome?: 'missed' | 'abandoned'
  readonly disposition?: string
  /** `{parcel}` becomes a parcel number. */
  readonly text: string
}

const ways = {
  'call in': { channel: 'call', direction: 'inbound' },
  'call out': { channel: 'call', direction: 'outbound' },
  'mail in': { channel: 'e-mail', direction: 'inbound' },
  'mail out': { channel: 'e-mail', direction: 'outbound' },
  'chat in': { channel: 'chat', direction: 'inbound' },
  'sms out': { channel: 'sms', direction: 'outbound' },
  'letter in': { channel: 'letter', direction: 'inbound' },
} as const

/** One contact in a line: days since the one before, the way it came, how it was closed (null: it was not), the note. */
export function contact(
  after: number,
  way: keyof typeof ways,
  disposition: string | null,
  text: string,
  outcome?: DemoContact['outcome'],
): DemoContact {
  return {
    after,
    ...ways[way],
    text,
    ...(disposition === null ? {} : { disposition }),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

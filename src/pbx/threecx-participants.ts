/**
 * One end of one leg, as the Call Control API of 3CX version 20 shows it: whose phone it is (`dn`), what it does, and who
 * is at the other end.
 */
export interface Participant {
  /** Unique as long as the 3CX runs. */
  readonly id: string
  readonly dn: string
  readonly status: 'dialing' | 'ringing' | 'connected' | 'other'
  /** Counts from the start of the 3CX. */
  readonly callId: string
  readonly party: {
    /** Where the other end is: an external line, an extension of ours, or a menu, a queue, a mailbox. */
    readonly kind: 'external' | 'extension' | 'other'
    readonly dn: string
    readonly number: string
    readonly name: string
    readonly did: string
  }
  /** Who began the leg, and who handed it on. */
  readonly originatedBy: string
  readonly referredBy: string
  /** The queue or ring group for which it rings. */
  readonly queue: string
}

/** A number of the house and what goes on there. */
export interface Line {
  readonly dn: string
  /** Whether somebody sits there, rather than a queue, a menu or a program. */
  readonly isExtension: boolean
  readonly participants: readonly Participant[]
}

/** What the WebSocket tells. `told` is absent where it has to be asked for at `path`. */
export type ThreecxNews =
  | { readonly kind: 'upsert'; readonly path: string; readonly dn: string; readonly told?: Participant }
  | { readonly kind: 'gone'; readonly dn: string; readonly id: string }

/** What `GET /callcontrol` answers; undefined if it is no list. */
export function linesIn(value: unknown): Line[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((one: unknown) => {
    const dn = textIn(one, 'dn')
    if (dn === '') return []
    const { participants } = one as { participants?: unknown }
    const type = textIn(one, 'type')
    return {
      dn,
      isExtension: type === '' || /extension/i.test(type),
      participants: Array.isArray(participants)
        ? participants.flatMap((each) => participantIn(each, dn) ?? [])
        : [],
    }
  })
}

const entityOf = /^\/callcontrol\/([^/]{1,64})\/participants\/(\d{1,18})\/?$/i
/** `event_type` as 3CX numbers it; 2 is a digit that was pressed, 4 the answer to a question. */
const [upsert, removal] = [0, 1]

/** One message of `/callcontrol/ws`; undefined where it is of nothing that makes a call. */
export function newsIn(message: string): ThreecxNews | undefined {
  const event = fieldOf(parsed(message), 'event')
  const path = textIn(event, 'entity')
  const [, dn = '', id = ''] = entityOf.exec(path) ?? []
  const type = fieldOf(event, 'event_type')
  if (dn === '') return undefined
  if (type === removal) return { kind: 'gone', dn, id }
  if (type !== upsert) return undefined
  const told = participantIn(fieldOf(event, 'attached_data'), dn)
  return { kind: 'upsert', path, dn, ...(told ? { told } : {}) }
}

/** Undefined where it says neither which participant it is nor of which call. */
export function participantIn(value: unknown, dn: string): Participant | undefined {
  const [id, callId] = [textIn(value, 'id'), textIn(value, 'callid')]
  if (id === '' || callId === '') return undefined
  return {
    id,
    dn: textIn(value, 'dn') || dn,
    status: statusIn(textIn(value, 'status')),
    callId,
    party: {
      kind: kindOf(textIn(value, 'party_dn_type')),
      dn: textIn(value, 'party_dn'),
      number: textIn(value, 'party_caller_id'),
      name: textIn(value, 'party_caller_name'),
      did: textIn(value, 'party_did'),
    },
    originatedBy: textIn(value, 'originated_by_dn'),
    referredBy: textIn(value, 'referred_by_dn'),
    queue: /extension/i.test(textIn(value, 'on_behalf_of_type')) ? '' : textIn(value, 'on_behalf_of_dn'),
  }
}

function statusIn(written: string): Participant['status'] {
  const status = written.toLowerCase()
  return status === 'dialing' || status === 'ringing' || status === 'connected' ? status : 'other'
}

function kindOf(type: string): Participant['party']['kind'] {
  if (/external/i.test(type)) return 'external'
  return /extension/i.test(type) ? 'extension' : 'other'
}

/** JSON, or undefined. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
}

function textIn(value: unknown, field: string): string {
  const found = fieldOf(value, field)
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim().slice(0, 200) : ''
}

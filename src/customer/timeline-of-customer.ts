import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { CallLegs, TimelineEntry, TimelineKind, TimelinePlace } from '../store/story-store.ts'
import type { InteractionView } from '../wire/customer-api.ts'
import type { FactKind } from '../wire/fact-kinds.ts'
import type { Maskable } from '../wire/pop.ts'
import type { Handlers } from '../wire/routes.ts'
import { type CallLegsView, type TimelineEntryView, timelineKinds } from '../wire/story-api.ts'
import { type CustomerRoom, recordRead } from './customer-handlers.ts'

export interface TimelineRoom {
  readonly store: Pick<Store, 'readCustomer' | 'readTimeline' | 'audit'>
  readonly heldBack: CustomerRoom['heldBack']
  readonly nameOf: (accountId: string) => string | null
  readonly kinds: readonly FactKind[]
  readonly now: () => number
}

/** What of the time line falls under which part that a pop holds back. */
const heldWith: Record<TimelineKind, Maskable> = {
  interaction: 'history',
  promise: 'promises',
  case: 'cases',
  signal: 'signals',
  fact: 'facts',
  task: 'follow-up',
  'asked-again': 'facts',
}

/** All that was with one customer, of every kind, in the order of time. */
export function timelineHandlers(room: TimelineRoom): Handlers<'readTimeline'> {
  return {
    async readTimeline({ params, query, who }) {
      const found = await room.store.readCustomer(params.id)
      if (!found) throw new Refusal('not-found')
      const customerId = found.customer.id
      const masked = await room.heldBack(who, customerId)
      const held = timelineKinds.filter((kind) => masked.has(heldWith[kind]))
      const kinds = (query.kinds ?? timelineKinds).filter((kind) => !held.includes(kind))
      const place = query.before === undefined ? null : readPlace(query.before)
      const entries = await room.store.readTimeline(customerId, kinds, place, query.most + 1)
      await recordRead(room, who, 'read-customer-timeline', customerId)
      const shown = entries.slice(0, query.most)
      const last = shown.at(-1)
      return {
        items: shown.map((entry) => showEntry(room, entry)),
        next: entries.length > query.most && last ? sayPlace(last) : null,
        held,
      }
    },
  }
}

function sayPlace({ at, kind, id, part }: TimelinePlace): string {
  return `${at}.${timelineKinds.indexOf(kind)}.${id}.${part}`
}

function readPlace(cursor: string): TimelinePlace {
  const [at = 0, kind = 0, id = 0, part = 0] = cursor.split('.').map(Number)
  const named = timelineKinds[kind]
  if (named) return { at, kind: named, id, part }
  throw new Refusal('bad-input', {
    faults: [{ path: 'before', message: 'Give the cursor of the last page as it was.' }],
  })
}

function showEntry({ nameOf, kinds }: TimelineRoom, entry: TimelineEntry): TimelineEntryView {
  const named = (by: string | null): string | null => by && (nameOf(by) ?? by)
  const { at } = entry
  switch (entry.kind) {
    case 'interaction': {
      const { interaction, legs } = entry
      return {
        kind: 'interaction',
        at,
        interaction: showRow(interaction),
        legs: legs && showLegs(legs, named),
      }
    }
    case 'promise': {
      const { what, text, dueAt, owner, by } = entry
      return { kind: 'promise', at, what, text, dueAt, owner: named(owner), by: named(by) }
    }
    case 'case': {
      const { caseId, subject, what, by } = entry
      const told = (value: string | null) => (what === 'owner' ? named(value) : value)
      return {
        kind: 'case',
        at,
        caseId,
        subject,
        what,
        from: told(entry.from),
        to: told(entry.to),
        by: named(by),
      }
    }
    case 'signal': {
      const { what, signal, severity, text, by } = entry
      return { kind: 'signal', at, what, signal, severity, text, by: named(by) }
    }
    case 'fact': {
      const { key, saidBy, channel, by } = entry
      const value = kinds.find((one) => one.key === key)?.sensitive ? null : entry.value
      return { kind: 'fact', at, key, value, saidBy, channel, by: named(by) }
    }
    case 'task': {
      const { what, task, reason, by } = entry
      return { kind: 'task', at, what, task, reason, by: named(by) }
    }
    case 'asked-again':
      return { kind: 'asked-again', at, key: entry.key, by: named(entry.by) }
  }
}

function showRow(row: Extract<TimelineEntry, { kind: 'interaction' }>['interaction']): InteractionView {
  const { body, numberKey, numberRaw, readBy: _readBy, customerTier: _tier, ...shown } = row
  const { subject = null, thread = null, sentiment = null } = row
  return { ...shown, subject, thread, sentiment, number: numberKey ?? numberRaw, text: body }
}

function showLegs({ offers, ...call }: CallLegs, named: (by: string | null) => string | null): CallLegsView {
  return {
    ...call,
    offers: offers.map(({ accountId, ...offer }) => ({ ...offer, agent: named(accountId) ?? accountId })),
  }
}

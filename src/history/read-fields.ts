import type { ReadFieldView } from '../wire/history-api.ts'
import { type Days, readPeriod } from './days.ts'
import {
  channels,
  directions,
  type FieldKind,
  kindOfField,
  moods,
  type Named,
  placesOfField,
  promiseStates,
} from './field-words.ts'
import { readLength } from './lengths.ts'
import { readUnits } from './read-units.ts'
import type { RowFilters } from './row-filters.ts'
import { type FieldName, namesOfCase } from './search-tokens.ts'

/** What fields of a query may mean in this house. */
export interface Vocabulary {
  readonly agents: readonly Named[]
  readonly teams: readonly Named[]
  readonly queues: readonly Named[]
  readonly dispositions: readonly Named[]
  readonly tiers: readonly Named[]
  readonly causes: readonly Named[]
  readonly days: Days
}

export interface ReadFields {
  /** What is left to be read as words. */
  readonly text: string
  readonly filters: readonly RowFilters[]
  /** None of these may fit. */
  readonly not: readonly RowFilters[]
  /** Words that are looked for in one place only. */
  readonly inField: readonly { readonly field: FieldName; readonly text: string; readonly not: boolean }[]
  readonly from: number | null
  readonly until: number | null
  readonly read: readonly ReadFieldView[]
}

const fields =
  /(?<![^\s-])(-?)(\p{L}{1,20})\s?[:：]\s?(?:["“”„«»]([^"“”„«»]{0,200})["“”„«»]?|([^\s"“”„«»]{1,200}))/gu

/**
 * Takes `agent:anna`, `-channel:chat`, `from:2026-11` and the like out of what was typed. A field that is none, or whose
 * value nobody and nothing is called by, stays in the text and is looked for as words. `keyOf` reads a phone number.
 */
export function readFields(
  typed: string,
  vocabulary: Vocabulary,
  keyOf: (written: string) => string | null,
  now: number,
): ReadFields {
  const filters: RowFilters[] = []
  const not: RowFilters[] = []
  const inField: { field: FieldName; text: string; not: boolean }[] = []
  const read: ReadFieldView[] = []
  let from: number | null = null
  let until: number | null = null
  const text = typed.replaceAll(
    fields,
    (whole, minus: string, name: string, quoted?: string, plain?: string) => {
      const kind = kindOfField(name)
      const value = (quoted ?? plain ?? '').trim()
      if (kind === null || value === '') return whole
      const isNot = minus === '-'
      const note = (names: readonly string[]): void => {
        read.push({ typed: whole, field: kind, names: [...names], not: isNot })
      }
      const place = placesOfField[kind]
      if (place) {
        inField.push({ field: place, text: value, not: isNot })
        note([value])
        return ' '
      }
      const period = isNot ? null : periodOf(kind, value, vocabulary.days, now)
      if (period) {
        from = latest(from, period.from)
        until = earliest(until, period.until)
        note([value])
        return ' '
      }
      const meant = meaningOf(kind, value, vocabulary, keyOf)
      if (!meant) {
        note([])
        return whole.replace(/[:：]/u, ' ')
      }
      ;(isNot ? not : filters).push(meant.filters)
      note(meant.names)
      return ' '
    },
  )
  return { text, filters, not, inField, from, until, read }
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

/** `until` names the last day that counts. */
function periodOf(
  kind: FieldKind,
  value: string,
  days: Days,
  now: number,
): { from: number | null; until: number | null } | null {
  if (kind !== 'from' && kind !== 'until' && kind !== 'on') return null
  const period = readPeriod(value, days, now)
  if (!period) return null
  return { from: kind === 'until' ? null : period.from, until: kind === 'from' ? null : period.until }
}

interface Meaning {
  readonly filters: RowFilters
  readonly names: readonly string[]
}

function meaningOf(
  kind: FieldKind,
  value: string,
  vocabulary: Vocabulary,
  keyOf: (written: string) => string | null,
): Meaning | null {
  const among = (list: readonly Named[], as: (ids: readonly string[]) => RowFilters): Meaning | null => {
    const found = value.split(/[,，、]/u).flatMap((one) => calledLike(one, list))
    if (found.length === 0) return null
    return { filters: as(found.map(({ id }) => id)), names: found.map(({ id, names }) => names[0] ?? id) }
  }
  switch (kind) {
    case 'agent':
      return among(vocabulary.agents, (accountIds) => ({ accountIds }))
    case 'team':
      return among(vocabulary.teams, (teams) => ({ teams }))
    case 'queue':
      return among(vocabulary.queues, (queues) => ({ queues }))
    case 'result':
      return among(vocabulary.dispositions, (dispositions) => ({ dispositions }))
    case 'tier':
      return among(vocabulary.tiers, (tiers) => ({ tiers }))
    case 'cause':
      return among(vocabulary.causes, (rootCauses) => ({ rootCauses }))
    case 'channel':
      return among(channels, (ids) => ({ channels: ids }))
    case 'direction':
      return among(directions, (ids) => ({ directions: ids }))
    case 'mood':
      return among(moods, (sentiments) => ({ sentiments }))
    case 'promise':
      return among(promiseStates, (ids) => ({ promiseStates: ids }))
    case 'case':
      return namesOfCase(value).length === 0
        ? null
        : { filters: { cases: namesOfCase(value) }, names: [value] }
    case 'number': {
      const numberKey = keyOf(value)
      return numberKey === null ? null : { filters: { numberKey }, names: [numberKey] }
    }
    case 'longer':
    case 'shorter': {
      const ms = readLength(value)
      if (ms === null) return null
      return { filters: kind === 'longer' ? { atLeastMs: ms } : { atMostMs: ms }, names: [value] }
    }
    default:
      return null
  }
}

/** Who or what is called exactly so, else those in whose name each of the words begins a word. */
function calledLike(value: string, list: readonly Named[]): readonly Named[] {
  const wanted = foldedWords(value)
  if (wanted.length === 0) return []
  const whole = wanted.join(' ')
  const exact = list.filter(({ id, names }) =>
    [id, ...names].some((name) => foldedWords(name).join(' ') === whole),
  )
  if (exact.length > 0) return exact
  return list.filter(({ names }) =>
    names.some((name) => {
      const words = foldedWords(name)
      return wanted.every((one) => words.some((word) => word.startsWith(one)))
    }),
  )
}

function foldedWords(text: string): string[] {
  return readUnits(text).map((unit) => unit.value)
}

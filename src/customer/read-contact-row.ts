import type { ContactRow } from '../store/history-store.ts'
import type { ImportRefusal } from '../store/import-store.ts'
import { newInteraction } from '../wire/customer-api.ts'
import type { ContactColumns, ContactField } from './read-contact-columns.ts'
import type { ReadNumber } from './read-numbers.ts'
import type { CsvRecord } from './read-records.ts'

export interface ReadingContacts {
  readonly columns: ContactColumns
  readonly region: string | undefined
  readonly readNumber: ReadNumber
}

export type ContactResult =
  | { readonly kind: 'row'; readonly line: number; readonly row: ContactRow }
  | { readonly kind: 'refused'; readonly refusals: readonly ImportRefusal[] }

/** As other systems write them. */
const channelNames: Readonly<Record<string, string>> = {
  email: 'e-mail',
  mail: 'e-mail',
  phone: 'call',
  telefon: 'call',
  brief: 'letter',
  post: 'letter',
  besuch: 'visit',
  whatsapp: 'chat',
  text: 'sms',
  电话: 'call',
  邮件: 'e-mail',
  短信: 'sms',
  信件: 'letter',
  拜访: 'visit',
}
const directionNames: Readonly<Record<string, string>> = {
  '': 'inbound',
  in: 'inbound',
  out: 'outbound',
  incoming: 'inbound',
  outgoing: 'outbound',
  eingehend: 'inbound',
  ausgehend: 'outbound',
}
const sentimentNames: Readonly<Record<string, string>> = {
  positiv: 'positive',
  negativ: 'negative',
  good: 'positive',
  bad: 'negative',
  gut: 'positive',
  schlecht: 'negative',
  正面: 'positive',
  中性: 'neutral',
  负面: 'negative',
}
/** A local time without an offset could be meant in any zone: hours off, a contact stands on the wrong day. */
const instant = /^\d{4}-\d{2}-\d{2}(T|\s)\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/i

/** One contact by the schema of the API. A row with one wrong field is refused whole, with every fault. */
export function readContactRow(record: CsvRecord, reading: ReadingContacts): ContactResult {
  const { columns } = reading
  const refusals: ImportRefusal[] = []
  const headerOf = (field: string) => columns.fields.get(field as ContactField)?.header ?? field
  const refuse = (field: string, reason: string, value: string): void => {
    const short = value.slice(0, 100).toWellFormed()
    refusals.push({ line: record.line, field: headerOf(field), reason, value: short })
  }
  if (record.cells.length !== columns.count) {
    const reason = `the row has ${record.cells.length} cells, the first line ${columns.count}`
    refuse('', reason, record.cells.join(' '))
    return { kind: 'refused', refusals }
  }
  const cell = (field: ContactField) => (record.cells[columns.fields.get(field)?.place ?? -1] ?? '').trim()
  const number = cell('number')
  const read = number === '' ? null : reading.readNumber(number, reading.region)
  if (read?.number.kind === 'unreadable') refuse('number', read.number.why, number)
  if (cell('externalId') === '')
    refuse('externalId', 'there is no id: a second import would make it again', '')
  const parsed = newInteraction.safeParse(contactIn(cell, refuse))
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const field = String(path[0] ?? '')
      refuse(field, message.toLowerCase(), cell(field as ContactField))
    }
  }
  if (refusals.length > 0 || !parsed.success) return { kind: 'refused', refusals }
  const { customerId: _, number: __, region: ___, text, queue, ...rest } = parsed.data
  return {
    kind: 'row',
    line: record.line,
    row: {
      customerExternalId: cell('customer') || null,
      record: {
        ...rest,
        numberKey: read?.key ?? null,
        numberRaw: number === '' ? null : number,
        readBy: reading.region === undefined ? '' : `region:${reading.region}`,
        queue,
        queueName: queue,
        source: null,
        callId: null,
        body: text,
      },
    },
  }
}

function contactIn(
  cell: (field: ContactField) => string,
  refuse: (field: string, reason: string, value: string) => void,
): Record<string, unknown> {
  const channel = cell('channel').toLowerCase()
  const direction = cell('direction').toLowerCase()
  const optional = ['agentName', 'outcome', 'disposition', 'subject', 'thread', 'queue', 'text'] as const
  const sentiment = cell('sentiment').toLowerCase()
  const given = optional.map((field) => [field, cell(field)]).filter(([, value]) => value !== '')
  return {
    ...Object.fromEntries(given),
    sentiment: sentiment === '' ? null : (sentimentNames[sentiment] ?? sentiment),
    externalId: cell('externalId') || null,
    channel: channelNames[channel] ?? channel,
    direction: directionNames[direction] ?? direction,
    startedAt: readInstant('startedAt', cell('startedAt'), refuse) ?? 0,
    endedAt: cell('endedAt') === '' ? null : readInstant('endedAt', cell('endedAt'), refuse),
  }
}

/** Milliseconds since 1970, or ISO 8601 with an offset. */
function readInstant(
  field: ContactField,
  text: string,
  refuse: (field: string, reason: string, value: string) => void,
): number | null {
  const at = /^\d{12,14}$/.test(text) ? Number(text) : instant.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return at
  refuse(field, 'neither milliseconds since 1970 nor a time with its offset, 2026-11-23T09:00:00+01:00', text)
  return null
}

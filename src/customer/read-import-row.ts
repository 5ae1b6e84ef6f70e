import type { ImportRow } from '../store/customer-store.ts'
import type { ImportRefusal } from '../store/import-store.ts'
import { newCustomer, newNumber } from '../wire/customer-api.ts'
import { type FactKind, faultOf, longestFact } from '../wire/fact-kinds.ts'
import type { ColumnField, Columns } from './read-columns.ts'
import { type ReadNumber, readCustomerNumber } from './read-numbers.ts'
import type { CsvRecord } from './read-records.ts'

export interface ReadingRows {
  readonly columns: Columns
  readonly region: string | undefined
  readonly readNumber: ReadNumber
  readonly tiers: readonly string[]
  readonly factKinds?: readonly FactKind[]
  readonly now: number
}

export type RowResult =
  | { readonly kind: 'row'; readonly line: number; readonly row: ImportRow }
  | { readonly kind: 'refused'; readonly refusals: readonly ImportRefusal[] }

const rowFields = newCustomer.omit({ numbers: true, belongsTo: true })
const kinds: Readonly<Record<string, string>> = {
  organisation: 'company',
  organization: 'company',
  business: 'company',
  firma: 'company',
  公司: 'company',
  individual: 'person',
  privat: 'person',
  个人: 'person',
  family: 'household',
  haushalt: 'household',
}

/**
 * One row by the schema of the API. A row with one wrong field is refused whole, with every fault: half a customer would
 * look like a whole one. A column that is there decides, also when its cell is empty; a field without a column stays.
 */
export function readImportRow(record: CsvRecord, reading: ReadingRows): RowResult {
  const refusals: ImportRefusal[] = []
  const refuse = (field: string, reason: string, value: string): void => {
    refusals.push({ line: record.line, field, reason, value: shorten(value) })
  }
  if (record.cells.length !== reading.columns.count) {
    refuse(
      '',
      `the row has ${record.cells.length} cells, the first line ${reading.columns.count}`,
      record.cells.join(' '),
    )
    return { kind: 'refused', refusals }
  }
  const given = readCells(record, reading.columns)
  if (!given.externalId) {
    refuse(
      headerOf(reading, 'externalId'),
      'there is no external id: a second import would make it again',
      '',
    )
  }
  const fields = readFields(given, reading, refuse)
  const numbers = readNumbers(record, reading, refuse)
  const facts = readFacts(record, reading, refuse)
  if (refusals.length > 0 || !fields) return { kind: 'refused', refusals }
  return {
    kind: 'row',
    line: record.line,
    row: { ...fields, numbers, ...(facts.length === 0 ? {} : { facts }) },
  }
}

type Refuse = (field: string, reason: string, value: string) => void
type Given = Partial<Record<ColumnField, string>>

function readCells(record: CsvRecord, columns: Columns): Given {
  const given: Given = {}
  for (const [field, { place }] of columns.fields) given[field] = (record.cells[place] ?? '').trim()
  if (!given.name) given.name = wholeName(given.givenName ?? '', given.familyName ?? '')
  return given
}

/** In the order of the language: family name first where it is written in Chinese, Japanese or Korean characters. */
function wholeName(given: string, family: string): string {
  const eastern = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(family)
  return eastern ? family + given : [given, family].filter(Boolean).join(' ')
}

function readFields(given: Given, reading: ReadingRows, refuse: Refuse): Omit<ImportRow, 'numbers'> | null {
  const { belongsTo, ...cells } = given
  const input: Record<string, unknown> = {}
  for (const [field, text] of Object.entries(cells)) {
    if (text !== '' && !isMetric(field)) input[field] = readCell(field as ColumnField, text)
  }
  const metrics = readMetrics(given)
  if (metrics) input.metrics = metrics
  const parsed = rowFields.safeParse(input)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const [first, second] = issue.path.map(String)
      const field = (first === 'metrics' ? second : first) ?? ''
      const value = cells[field as keyof typeof cells] ?? ''
      refuse(
        headerOf(reading, field),
        value === '' ? 'this may not be empty' : issue.message.toLowerCase(),
        value,
      )
    }
    return null
  }
  const { externalId, ...fields } = parsed.data
  if (!reading.tiers.includes(fields.tier)) {
    refuse(headerOf(reading, 'tier'), `the tiers of this house are ${reading.tiers.join(', ')}`, fields.tier)
    return null
  }
  const present = Object.entries(fields).filter(
    ([field]) => field === 'name' || (field === 'metrics' ? metrics !== null : field in cells),
  )
  return {
    externalId: externalId ?? '',
    fields: { ...Object.fromEntries(present), name: fields.name },
    ...(belongsTo === undefined ? {} : { belongsTo: belongsTo || null }),
  }
}

const metricFields = ['revenue', 'costToServe', 'potential', 'referrals', 'since'] as const
type MetricField = (typeof metricFields)[number]

function isMetric(field: string): field is MetricField {
  return metricFields.some((one) => one === field)
}

/** Null where the file says nothing of them; an empty cell says nothing either. */
function readMetrics(given: Given): Partial<Record<MetricField, number>> | null {
  const told = metricFields.filter((field) => given[field])
  if (told.length === 0) return null
  const read = (field: MetricField, text: string) => (field === 'since' ? readDay(text) : readAmount(text))
  return Object.fromEntries(told.map((field) => [field, read(field, given[field] ?? '')]))
}

/** `1,234.50`, `1.234,50`, `€ 1 234`: the last of two signs parts the fraction; one alone does unless three digits follow. */
function readAmount(text: string): number {
  const digits = text.replaceAll(/[\s\u00a0\u202f'’]|[^\d.,-]/gu, '')
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const sign = digits.charAt(last)
  const isAlone = last >= 0 && !digits.includes(sign === '.' ? ',' : '.')
  const parts = digits.split(sign).length - 1
  const isGrouping = isAlone && (parts > 1 || digits.length - last === 4)
  if (last < 0 || isGrouping) return asNumber(digits.replaceAll(/[.,]/g, ''))
  return asNumber(`${digits.slice(0, last).replaceAll(/[.,]/g, '')}.${digits.slice(last + 1)}`)
}

function asNumber(text: string): number {
  return text === '' || text === '-' ? Number.NaN : Number(text)
}

/** `2019-03-01` or `2019`: other orders of day and month cannot be told apart. */
function readDay(text: string): number {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? Date.parse(text) : Number.NaN
}

function readCell(field: ColumnField, text: string): unknown {
  if (field === 'wishes') return text.split('|').flatMap((wish) => wish.trim() || [])
  if (field === 'kind') return kinds[text.toLowerCase()] ?? text.toLowerCase()
  return text
}

/** A cell may hold several numbers, parted by `;`, `|` or a line break (`/` and `,` are written within numbers). */
function readNumbers(record: CsvRecord, reading: ReadingRows, refuse: Refuse): ImportRow['numbers'] {
  const found = new Map<string, ImportRow['numbers'][number]>()
  for (const { place, header, label } of reading.columns.numbers) {
    for (const text of (record.cells[place] ?? '').split(/[;|\r\n]/)) {
      if (text.trim() === '') continue
      const parsed = newNumber.safeParse({ number: text.trim(), label })
      const result = parsed.success
        ? readCustomerNumber({ ...parsed.data, region: reading.region }, reading.readNumber, reading.now)
        : ({ kind: 'refused', why: 'this is too long for a number' } as const)
      if (result.kind === 'refused') refuse(header, result.why, text.trim())
      else if (!found.has(result.number.numberKey)) found.set(result.number.numberKey, result.number)
    }
  }
  return Array.from(found.values())
}

/** An empty cell says nothing of a fact. */
function readFacts(
  record: CsvRecord,
  { columns, factKinds = [] }: ReadingRows,
  refuse: Refuse,
): NonNullable<ImportRow['facts']> {
  return columns.facts.flatMap(({ place, header, key }) => {
    const value = (record.cells[place] ?? '').trim()
    if (value === '') return []
    const kind = factKinds.find((one) => one.key === key)
    const fault = value.length > longestFact ? `at most ${longestFact} characters` : faultOf(value, kind)
    if (fault === null) return [{ key, value }]
    refuse(header, fault, value)
    return []
  })
}

function headerOf(reading: ReadingRows, field: string): string {
  return reading.columns.fields.get(field as ColumnField)?.header ?? field
}

function shorten(value: string): string {
  return value.slice(0, 100).toWellFormed()
}

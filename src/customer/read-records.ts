import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { decodeFile, type Place, UnreadableFile } from './decode-file.ts'

export interface CsvRecord {
  /** The line in the file on which the record ends, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const mostCharacters = 100_000
const delimiters = [',', ';', '\t', '|']

/** The records of a CSV file, the header first: RFC 4180 with any of `, ; tab |`, any line ending, stray quotes kept. */
export async function* readRecords(file: string, place: Place): AsyncGenerator<CsvRecord> {
  const text = decodeFile(file, place)
  const first = await text.next()
  const head = first.done ? '' : first.value
  const parser = parse({
    delimiter: findDelimiter(head),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostCharacters,
    info: true,
  })
  const source = Readable.from(before(head, text), { objectMode: false, highWaterMark: 65_536 })
  source.on('error', (reason) => parser.destroy(reason))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.lines, cells: record }
    }
  } catch (reason) {
    throw reason instanceof CsvError ? new UnreadableFile(explain(reason)) : reason
  } finally {
    source.destroy()
  }
}

async function* before(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head
  yield* rest
}

/** The one that stands most often in the first line, outside quotes. */
export function findDelimiter(head: string): string {
  const line = head.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? ''
  const count = (delimiter: string): number => line.split(delimiter).length
  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best))
}

/** `records` counts the rows that are whole, the header as well: the fault is in the next one. */
function explain(reason: CsvError): string {
  const row = typeof reason.records === 'number' ? ` (row ${reason.records + 1}, the header is row 1)` : ''
  if (reason.code === 'CSV_QUOTE_NOT_CLOSED') return `A quote is opened and never closed${row}.`
  if (reason.code === 'CSV_MAX_RECORD_SIZE') {
    return `A row is longer than ${mostCharacters} characters${row}; perhaps a quote is never closed.`
  }
  return `The file cannot be read as CSV${row}: ${reason.message}`
}

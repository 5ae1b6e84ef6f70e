import type { ExportReader, ExportRow, TableExport } from '../store/export-store.ts'
import type { FoundInteraction, SearchOrder } from '../store/history-store.ts'
import type { SeenTeams } from '../wire/teams.ts'

/** What a thread is to read; crosses to it as it is. */
export type ExportOrder =
  | { readonly kind: 'interactions'; readonly search: SearchOrder }
  | {
      readonly kind: TableExport
      readonly from: number | null
      readonly until: number | null
      readonly teams: SeenTeams
    }

export interface ExportPage {
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
  /** How much of it all is behind this page, 0 to 1; null where nobody knows. */
  readonly share: number | null
}

const rowsAtOnce = 500
const pageWithinMs = 60_000

/** Page by page, so that however many rows there are only one page is held. Throws where a page takes too long. */
export async function* exportPages(order: ExportOrder, reader: ExportReader): AsyncGenerator<ExportPage> {
  if (order.kind === 'interactions') yield* searchedPages(order.search, reader)
  else yield* tablePages(order, reader)
}

async function* searchedPages(search: SearchOrder, reader: ExportReader): AsyncGenerator<ExportPage> {
  let newest: number | null = null
  for (let before: string | null = null; ; ) {
    const page = await reader.searchInteractions(
      { ...search, order: 'newest', before, most: rowsAtOnce },
      pageWithinMs,
    )
    if (page.kind === 'too-late') throw new Error('a page of the search took too long')
    // A file from which contacts are missing looks as any other.
    if (page.wholeSince !== null) throw new Error('search-rebuilding')
    const rows = page.hits.map(({ interaction }) => rowOf(interaction))
    newest ??= page.hits[0]?.interaction.startedAt ?? null
    yield { rows, share: shareOf(search, newest, page.hits.at(-1)?.interaction.startedAt) }
    if (page.next === null) return
    before = page.next
  }
}

/** By time, from the newest back to `from`: that is known only where somebody has said how far back. */
function shareOf({ from }: SearchOrder, newest: number | null, at: number | undefined): number | null {
  if (from === null || newest === null || at === undefined || newest <= from) return null
  return (newest - at) / (newest - from)
}

function rowOf(found: FoundInteraction): ExportPage['rows'][number] {
  const { numberKey, numberRaw, body, accountId: _, queue: __, source: ___, readBy: ____, ...row } = found
  return {
    ...row,
    subject: row.subject ?? null,
    thread: row.thread ?? null,
    number: numberKey ?? numberRaw,
    text: body,
  }
}

async function* tablePages(
  { kind, from, until, teams }: Exclude<ExportOrder, { kind: 'interactions' }>,
  reader: ExportReader,
): AsyncGenerator<ExportPage> {
  for (let after: ExportRow['id'] | null = null; ; ) {
    const rows = await reader.readTable({ kind, after, from, until, teams, most: rowsAtOnce })
    yield { rows, share: null }
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce) return
    after = last.id
  }
}

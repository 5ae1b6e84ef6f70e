import { Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { SearchPage as FoundPage } from '../../wire/history-api.ts'
import type { Refused } from '../ask.ts'
import { ExportSearchButton } from '../exports/export-search-button.tsx'
import { useErrand } from '../frame/errand.ts'
import { useLatest } from '../frame/latest.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { FoundContacts } from './found-contacts.tsx'
import own from './search.module.css'
import { SearchForm } from './search-form.tsx'
import { type SearchFields, type SearchMemory, toOrder } from './search-memory.ts'
import { SearchRead } from './search-read.tsx'
import styles from './supervisor.module.css'

interface SearchPageProps {
  readonly memory: SearchMemory
  readonly remember: (how: (before: SearchMemory) => SearchMemory) => void
}

const most = 25

/** All contacts of the house, found by words and by what is known of them; the newest or the best first. */
export function SearchPage({ memory, remember }: SearchPageProps) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const counting = useLatest(async (signal, asked: NonNullable<SearchMemory['order']>) => {
    const { order: _order, ...body } = asked
    const counted = await ask('countInteractions', { body, signal })
    return () => remember((now) => (now.order === asked ? { ...now, count: counted } : now))
  })
  const search = useLatest(async (signal, fields: SearchFields) => {
    const order = toOrder(fields)
    const page = await ask('searchInteractions', { body: { ...order, most }, signal })
    const { found, next, onlyNewest, wholeSince, read } = page
    // What is on one page is counted by looking at it; the rest is counted after it is shown.
    if (next !== null) void counting.run(order)
    const isAll = next === null && !onlyNewest
    const count = isAll ? { count: found.length, exact: true, wholeSince } : null
    return () =>
      remember((before) => ({ ...before, order, found, next, onlyNewest, wholeSince, read, count }))
  })
  const more = useErrand(async () => {
    const { order, next } = memory
    if (next === null || order === null) return
    const page = await ask('searchInteractions', { body: { ...order, most, before: next } })
    remember((now) => (now.order === order && now.next === next ? withPage(now, page) : now))
  })
  const { run } = search
  const fields = useRef(memory.fields)
  fields.current = memory.fields
  const nothingYet = memory.found === null
  useEffect(() => {
    if (nothingYet) run(fields.current)
  }, [nothingYet, run])

  const setFields = (fields: SearchFields) => remember((before) => ({ ...before, fields }))
  const begin = (fields: SearchFields) => {
    setFields(fields)
    void run(fields)
  }
  return (
    <div className={styles.page}>
      <PageHeading title={words.search.heading} />
      <SearchForm
        fields={memory.fields}
        onChange={setFields}
        onSearch={(fields) => void run(fields)}
        searching={search.running}
      />
      <SearchRead read={memory.read} />
      <Trouble refused={search.refused ?? more.refused} />
      {nothingYet && search.running && <Loader size="sm" />}
      {memory.wholeSince !== null && (
        <p className={own.rebuilding} role="status">
          {words.search.rebuilding(spoken.exact(memory.wholeSince))}
        </p>
      )}
      {memory.found && (
        <FoundContacts memory={memory} onOrder={(order) => begin({ ...memory.fields, order })} />
      )}
      {memory.order && memory.found && memory.found.length > 0 && (
        <div className={styles.foot}>
          {memory.next !== null && (
            <Button variant="default" loading={more.running} onClick={() => more.run()}>
              {words.form.loadMore}
            </Button>
          )}
          <ExportSearchButton search={memory.order} />
        </div>
      )}
    </div>
  )
}

function Trouble({ refused }: { refused: Refused | undefined }) {
  const { words } = useWords()
  return (
    <>
      <RefusalNote refused={refused} />
      {refused?.code === 'search-took-too-long' && <p>{words.search.tooLateHint}</p>}
    </>
  )
}

/** A page that was asked for under another order, or came already, is not added. */
function withPage(memory: SearchMemory, page: FoundPage): SearchMemory {
  return { ...memory, found: [...(memory.found ?? []), ...page.found], next: page.next }
}

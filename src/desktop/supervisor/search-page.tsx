import { Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { SearchPage as FoundPage } from '../../wire/history-api.ts'
import { InteractionLine } from '../customer/interaction-line.tsx'
import { CallParty } from '../desk/call-party.tsx'
import { ExportSearchButton } from '../exports/export-search-button.tsx'
import { useErrand } from '../frame/errand.ts'
import { useLatest } from '../frame/latest.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { SearchForm } from './search-form.tsx'
import { type SearchFields, type SearchMemory, toOrder } from './search-memory.ts'
import styles from './supervisor.module.css'

interface SearchPageProps {
  readonly memory: SearchMemory
  readonly remember: (how: (before: SearchMemory) => SearchMemory) => void
}

const most = 25

/** All contacts of the house, found by words, number, customer, agent, queue, result and time; newest first. */
export function SearchPage({ memory, remember }: SearchPageProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const search = useLatest(async (signal, fields: SearchFields) => {
    const order = toOrder(fields)
    const page = await ask('searchInteractions', { body: { ...order, most }, signal })
    return () => remember((before) => ({ ...before, order, found: page.found, next: page.next }))
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
  return (
    <div className={styles.page}>
      <PageHeading title={words.search.heading} />
      <SearchForm
        fields={memory.fields}
        onChange={setFields}
        onSearch={(fields) => run(fields)}
        searching={search.running}
      />
      <RefusalNote refused={search.refused ?? more.refused} />
      {nothingYet && search.running && <Loader size="sm" />}
      {memory.found && <Found memory={memory} />}
      {memory.order && memory.found && memory.found.length > 0 && (
        <ExportSearchButton search={memory.order} />
      )}
      {memory.next !== null && (
        <Button variant="default" loading={more.running} onClick={() => more.run()}>
          {words.form.loadMore}
        </Button>
      )}
    </div>
  )
}

/** A page that was asked for under another order, or came already, is not added. */
function withPage(memory: SearchMemory, page: FoundPage): SearchMemory {
  return { ...memory, found: [...(memory.found ?? []), ...page.found], next: page.next }
}

function Found({ memory }: { memory: SearchMemory }) {
  const { words } = useWords()
  const found = memory.found ?? []
  if (found.length === 0) {
    return (
      <div className={styles.nothing} role="status">
        <strong>{words.search.none}</strong>
        <p>{words.search.noneHint}</p>
      </div>
    )
  }
  return (
    <section className={styles.results} aria-label={words.search.heading}>
      <p className={styles.resultCount} role="status">
        {words.search.shown(found.length, memory.next !== null)}
      </p>
      <ul>
        {found.map(({ interaction, highlights }) => (
          <InteractionLine
            key={interaction.id}
            interaction={interaction}
            highlights={highlights}
            party={<CallParty call={interaction} />}
          />
        ))}
      </ul>
    </section>
  )
}

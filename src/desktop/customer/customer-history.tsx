import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { InteractionView } from '../../wire/customer-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import own from './cases.module.css'
import styles from './customer.module.css'
import { InteractionLine } from './interaction-line.tsx'

const channels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit'] as const
type Channel = (typeof channels)[number]

type Filter = { readonly channel?: Channel; readonly thread?: string }

/** All contacts of a customer on one time line, newest first; those of one channel or one exchange alone where wanted. */
export function CustomerHistory({ customerId }: { customerId: number }) {
  const { words } = useWords()
  const [filter, setFilter] = useState<Filter>({})
  return (
    <section className={styles.panel}>
      <h2>{words.customer.history}</h2>
      <fieldset className={own.filters} aria-label={words.timeline.channels}>
        <button
          type="button"
          aria-pressed={filter.channel === undefined && filter.thread === undefined}
          onClick={() => setFilter({})}
        >
          {filter.thread === undefined ? words.timeline.all : words.timeline.wholeHistory}
        </button>
        {channels.map((channel) => (
          <button
            key={channel}
            type="button"
            aria-pressed={filter.channel === channel}
            onClick={() => setFilter({ channel })}
          >
            {words.channels[channel] ?? channel}
          </button>
        ))}
      </fieldset>
      <Timeline
        key={`${filter.channel} ${filter.thread}`}
        customerId={customerId}
        filter={filter}
        setFilter={setFilter}
      />
    </section>
  )
}

interface TimelineProps {
  readonly customerId: number
  readonly filter: Filter
  readonly setFilter: (filter: Filter) => void
}

function Timeline({ customerId, filter, setFilter }: TimelineProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [items, setItems] = useState<readonly InteractionView[]>()
  const [next, setNext] = useState<number | null>(null)
  const { run, running, refused } = useErrand(async (before: number | null) => {
    const query = { most: 25, ...filter, ...(before === null ? {} : { before }) }
    const page = await ask('readCustomerInteractions', { params: { id: customerId }, query })
    setItems((shown) => (before === null ? page.items : [...(shown ?? []), ...page.items]))
    setNext(page.next)
  })
  useEffect(() => {
    run(null)
  }, [run])
  return (
    <>
      <RefusalNote refused={refused} again={() => run(next)} />
      {items?.length === 0 && <p className={styles.quiet}>{words.customer.historyNone}</p>}
      <ul className={styles.interactions}>
        {items?.map((one) => (
          <InteractionLine
            key={one.id}
            interaction={one}
            {...(filter.thread === undefined ? { onThread: (thread: string) => setFilter({ thread }) } : {})}
          />
        ))}
      </ul>
      {next !== null && (
        <Button variant="default" size="xs" loading={running} onClick={() => run(next)}>
          {words.form.loadMore}
        </Button>
      )}
    </>
  )
}

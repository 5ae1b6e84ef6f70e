import { SegmentedControl } from '@mantine/core'
import { InteractionLine, markText } from '../customer/interaction-line.tsx'
import { CallParty } from '../desk/call-party.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'
import type { Order, SearchMemory } from './search-memory.ts'
import page from './supervisor.module.css'

interface FoundContactsProps {
  readonly memory: SearchMemory
  readonly onOrder: (order: Order) => void
}

/** What was found, with the words marked where they stand. */
export function FoundContacts({ memory, onOrder }: FoundContactsProps) {
  const { words } = useWords()
  const say = words.search
  const found = memory.found ?? []
  if (found.length === 0) {
    return (
      <div className={page.nothing} role="status">
        <strong>{say.none}</strong>
        <p>{say.noneHint}</p>
      </div>
    )
  }
  return (
    <section className={page.results} aria-label={say.heading}>
      <div className={styles.head}>
        <p role="status">
          <Count memory={memory} />
          {memory.onlyNewest && ` · ${say.onlyNewest}`}
        </p>
        <SegmentedControl
          size="xs"
          aria-label={say.order}
          title={say.bestHint}
          value={memory.fields.order}
          data={[
            { value: 'newest', label: say.newest },
            { value: 'best', label: say.best },
          ]}
          onChange={(order) => onOrder(order as Order)}
        />
      </div>
      <ul>
        {found.map(({ interaction, highlights, marks }) => (
          <InteractionLine
            key={interaction.id}
            interaction={interaction}
            highlights={highlights}
            marks={marks}
            party={
              <CallParty
                call={interaction}
                shownName={markText(interaction.customerName ?? '', marks.customerName ?? [])}
              />
            }
          />
        ))}
      </ul>
    </section>
  )
}

function Count({ memory: { count } }: { memory: SearchMemory }) {
  const { words, language } = useWords()
  const say = words.search
  if (count === null) return <>{say.counting}</>
  const written = count.count.toLocaleString(language)
  if (count.wholeSince !== null) return <>{say.soFar(written)}</>
  return <>{count.exact ? say.exactly(written, count.count === 1) : say.moreThan(written)}</>
}

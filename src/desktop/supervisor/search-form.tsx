import { Button, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconBookmark, IconHelp } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { searchFieldId } from '../desk/field-ids.ts'
import { SearchIcon } from '../frame/search-icon.tsx'
import { useWords } from '../words/words-context.tsx'
import { SavedSearches } from './saved-searches.tsx'
import { countFilters, SearchChips } from './search-chips.tsx'
import { SearchChoices } from './search-choices.tsx'
import { SearchHelp } from './search-help.tsx'
import { noFields, type SearchFields } from './search-memory.ts'
import styles from './supervisor.module.css'

interface SearchFormProps {
  readonly fields: SearchFields
  readonly searching: boolean
  readonly onChange: (fields: SearchFields) => void
  readonly onSearch: (fields: SearchFields) => void
}

type Panel = 'filters' | 'saved' | 'help'

/** Typing waits for Enter; choosing searches at once. */
export function SearchForm({ fields, searching, onChange, onSearch }: SearchFormProps) {
  const { words } = useWords()
  const say = words.search
  const [panel, setPanel] = useState<Panel | null>(null)
  const begin = (chosen: SearchFields) => {
    onChange(chosen)
    onSearch(chosen)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSearch(fields)
  }
  const choose = (change: Partial<SearchFields>) => begin({ ...fields, ...change })
  const count = countFilters(fields)
  const toggle = (one: Panel, label: string, icon: ReactNode) => (
    <Button
      size="xs"
      variant={panel === one ? 'light' : 'subtle'}
      color="gray"
      aria-expanded={panel === one}
      leftSection={icon}
      onClick={() => setPanel(panel === one ? null : one)}
    >
      {label}
    </Button>
  )
  return (
    <search className={styles.searchForm}>
      <form className={styles.searchFirst} onSubmit={send}>
        <TextInput
          id={searchFieldId}
          aria-label={say.text}
          placeholder={say.textHint}
          leftSection={<SearchIcon searching={searching} />}
          maxLength={500}
          size="md"
          dir="auto"
          value={fields.text}
          onChange={(event) => onChange({ ...fields, text: event.currentTarget.value })}
        />
        <TextInput
          aria-label={say.number}
          placeholder={`${say.number} (${say.numberHint})`}
          maxLength={200}
          size="md"
          value={fields.number}
          onChange={(event) => onChange({ ...fields, number: event.currentTarget.value })}
        />
        <Button type="submit" size="md">
          {say.go}
        </Button>
        <Button variant="default" size="md" onClick={() => begin(noFields)}>
          {say.clear}
        </Button>
      </form>
      <div className={styles.searchPanels}>
        {toggle(
          'filters',
          count > 0 ? say.filtersOn(count) : say.filters,
          <IconAdjustmentsHorizontal size={15} aria-hidden />,
        )}
        {toggle('saved', say.saved, <IconBookmark size={15} aria-hidden />)}
        {toggle('help', say.help, <IconHelp size={15} aria-hidden />)}
        <SearchChips fields={fields} choose={choose} />
      </div>
      {panel === 'filters' && <SearchChoices fields={fields} choose={choose} />}
      {panel === 'saved' && <SavedSearches fields={fields} open={begin} />}
      {panel === 'help' && <SearchHelp onTry={(text) => begin({ ...noFields, text })} />}
    </search>
  )
}

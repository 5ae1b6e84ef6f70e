import { Button, Pill, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { FindCustomerModal } from '../customer/find-customer-modal.tsx'
import { searchFieldId } from '../desk/field-ids.ts'
import { useAnswer } from '../frame/answer.ts'
import { dispositionName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { noFields, type SearchFields } from './search-memory.ts'
import styles from './supervisor.module.css'

interface SearchFormProps {
  readonly fields: SearchFields
  readonly searching: boolean
  readonly onChange: (fields: SearchFields) => void
  readonly onSearch: (fields: SearchFields) => void
}

const channels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit', 'survey'] as const
const directions = ['inbound', 'outbound', 'internal'] as const

/** Typing waits for Enter; choosing searches at once. */
export function SearchForm({ fields, searching, onChange, onSearch }: SearchFormProps) {
  const { words } = useWords()
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSearch(fields)
  }
  const choose = (change: Partial<SearchFields>) => {
    const chosen = { ...fields, ...change }
    onChange(chosen)
    onSearch(chosen)
  }
  const clear = () => {
    onChange(noFields)
    onSearch(noFields)
  }
  return (
    <search>
      <form className={styles.searchForm} onSubmit={send}>
        <div className={styles.searchFirst}>
          <TextInput
            id={searchFieldId}
            aria-label={words.search.text}
            placeholder={words.search.textHint}
            leftSection={<IconSearch size={17} />}
            maxLength={500}
            size="md"
            value={fields.text}
            onChange={(event) => onChange({ ...fields, text: event.currentTarget.value })}
          />
          <TextInput
            aria-label={words.search.number}
            placeholder={`${words.search.number} (${words.search.numberHint})`}
            maxLength={200}
            size="md"
            value={fields.number}
            onChange={(event) => onChange({ ...fields, number: event.currentTarget.value })}
          />
          <Button type="submit" size="md" loading={searching}>
            {words.search.go}
          </Button>
          <Button variant="default" size="md" onClick={clear}>
            {words.search.clear}
          </Button>
        </div>
        <Choices fields={fields} choose={choose} />
      </form>
    </search>
  )
}

interface ChoicesProps {
  readonly fields: SearchFields
  readonly choose: (change: Partial<SearchFields>) => void
}

function Choices({ fields, choose }: ChoicesProps) {
  const { me, ask } = useSession()
  const { words, language } = useWords()
  const accounts = useAnswer((signal) => ask('readAccounts', { signal }), [ask])
  const queues = new Map(me.queues.map((queue) => [queue.id, queue.name]))
  const common = { size: 'xs', clearable: true, searchable: true } as const
  return (
    <div className={styles.choices}>
      <CustomerChoice fields={fields} choose={choose} />
      <Select
        {...common}
        aria-label={words.search.agent}
        placeholder={words.search.agent}
        value={fields.accountId}
        data={(accounts.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(accountId) => choose({ accountId })}
      />
      <Select
        {...common}
        aria-label={words.search.queue}
        placeholder={words.search.queue}
        value={fields.queue}
        data={[...queues].map(([value, label]) => ({ value, label }))}
        onChange={(queue) => choose({ queue })}
      />
      <Select
        {...common}
        aria-label={words.search.disposition}
        placeholder={words.search.disposition}
        value={fields.disposition}
        data={me.dispositions.map(({ id }) => ({ value: id, label: dispositionName(me, id, language) }))}
        onChange={(disposition) => choose({ disposition })}
      />
      <Select
        {...common}
        aria-label={words.search.channel}
        placeholder={words.search.channel}
        value={fields.channel}
        data={channels.map((value) => ({ value, label: words.channels[value] ?? value }))}
        onChange={(channel) => choose({ channel })}
      />
      <Select
        {...common}
        aria-label={words.search.direction}
        placeholder={words.search.direction}
        value={fields.direction}
        data={directions.map((value) => ({ value, label: words.directions[value] ?? value }))}
        onChange={(direction) => choose({ direction: direction as SearchFields['direction'] })}
      />
      {fields.during ? (
        <During during={fields.during} onRemove={() => choose({ during: null })} />
      ) : (
        <>
          <Day label={words.search.from} value={fields.from} onChange={(from) => choose({ from })} />
          <Day label={words.search.until} value={fields.until} onChange={(until) => choose({ until })} />
        </>
      )}
    </div>
  )
}

/** A time that a report gave. */
function During({ during, onRemove }: { during: NonNullable<SearchFields['during']>; onRemove: () => void }) {
  const { spoken } = useWords()
  return (
    <Pill size="md" withRemoveButton onRemove={onRemove}>
      {spoken.exact(during.from)} – {spoken.time(during.until)}
    </Pill>
  )
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <label className={styles.day}>
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}

function CustomerChoice({ fields, choose }: ChoicesProps) {
  const { words } = useWords()
  const [finding, setFinding] = useState(false)
  return (
    <>
      {fields.customer ? (
        <Pill size="md" withRemoveButton onRemove={() => choose({ customer: null })}>
          <bdi>{fields.customer.name}</bdi>
        </Pill>
      ) : (
        <Button size="xs" variant="default" fw={400} onClick={() => setFinding(true)}>
          {words.search.customer}…
        </Button>
      )}
      {finding && (
        <FindCustomerModal
          onClose={() => setFinding(false)}
          onChoose={({ id, name }) => choose({ customer: { id, name } })}
        />
      )}
    </>
  )
}

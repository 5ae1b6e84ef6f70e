import { Button, Select, TextInput } from '@mantine/core'
import { useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './record.module.css'

/** As they are typed; empty: not asked for. Days are those of the reader's clock. */
export interface RecordFields {
  readonly accountId: string
  readonly action: string
  readonly customer: string
  readonly from: string
  readonly until: string
}

export const noFilter: RecordFields = { accountId: '', action: '', customer: '', from: '', until: '' }

interface RecordFiltersProps {
  readonly fields: RecordFields
  readonly onChange: (fields: RecordFields) => void
}

export function RecordFilters({ fields, onChange }: RecordFiltersProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.record
  const found = useAnswer((signal) => ask('readRecordFilters', { signal }), [ask])
  const people = (found.value?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const actions = Object.entries(say.actions).map(([value, label]) => ({ value, label }))
  const set = (change: Partial<RecordFields>) => onChange({ ...fields, ...change })
  const isEmpty = Object.values(fields).every((value) => value === '')
  return (
    <section className={styles.filters} aria-label={say.filters}>
      <Select
        label={say.person}
        placeholder={say.everybody}
        data={people}
        value={fields.accountId || null}
        onChange={(value) => set({ accountId: value ?? '' })}
        searchable
        clearable
      />
      <Select
        label={say.action}
        placeholder={say.anything}
        data={actions}
        value={fields.action || null}
        onChange={(value) => set({ action: value ?? '' })}
        searchable
        clearable
      />
      <TextInput
        label={say.customer}
        inputMode="numeric"
        maxLength={16}
        value={fields.customer}
        onChange={(event) => set({ customer: event.currentTarget.value.replace(/\D/g, '') })}
      />
      <TextInput
        type="date"
        label={say.from}
        value={fields.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say.until}
        value={fields.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      <Button variant="default" disabled={isEmpty} onClick={() => onChange(noFilter)}>
        {say.reset}
      </Button>
    </section>
  )
}

import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { FindCustomerModal } from '../customer/find-customer-modal.tsx'
import { useAnswer } from '../frame/answer.ts'
import { DayField } from '../frame/day-field.tsx'
import { dispositionName, teamName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import type { SearchFields } from './search-memory.ts'
import styles from './supervisor.module.css'

const channels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit', 'survey'] as const
const directions = ['inbound', 'outbound', 'internal'] as const
const sentiments = ['positive', 'neutral', 'negative'] as const
const promiseStates = ['open', 'kept', 'broken', 'released'] as const

interface ChoicesProps {
  readonly fields: SearchFields
  readonly choose: (change: Partial<SearchFields>) => void
}

/** What a search may be narrowed down to; choosing searches at once. */
export function SearchChoices({ fields, choose }: ChoicesProps) {
  const { me, ask } = useSession()
  const { words, language } = useWords()
  const say = words.search
  const accounts = useAnswer((signal) => ask('readAccounts', { signal }), [ask])
  const queues = new Map(me.queues.map((queue) => [queue.id, queue.name]))
  const causes: Readonly<Record<string, string>> = words.cases.causes
  return (
    <div className={styles.choices}>
      <CustomerChoice choose={choose} />
      <Choice
        label={say.agent}
        value={fields.accountId}
        of={(accounts.value?.items ?? []).map(({ id, name }) => [id, name])}
        onChoose={(accountId) => choose({ accountId })}
      />
      {me.teams.length > 0 && (
        <Choice
          label={say.team}
          value={fields.team}
          of={me.teams.map(({ id }) => [id, teamName(me, id, language)])}
          onChoose={(team) => choose({ team })}
        />
      )}
      <Choice
        label={say.queue}
        value={fields.queue}
        of={[...queues]}
        onChoose={(queue) => choose({ queue })}
      />
      <Choice
        label={say.disposition}
        value={fields.disposition}
        of={me.dispositions.map(({ id }) => [id, dispositionName(me, id, language)])}
        onChoose={(disposition) => choose({ disposition })}
      />
      <Choice
        label={say.channel}
        value={fields.channel}
        of={channels.map((one) => [one, words.channels[one] ?? one])}
        onChoose={(channel) => choose({ channel })}
      />
      <Choice
        label={say.direction}
        value={fields.direction ?? null}
        of={directions.map((one) => [one, words.directions[one] ?? one])}
        onChoose={(direction) => choose({ direction })}
      />
      <Choice
        label={say.tier}
        value={fields.tier}
        of={me.tiers.map((one) => [one, one])}
        onChoose={(tier) => choose({ tier })}
      />
      <Choice
        label={say.sentiment}
        value={fields.sentiment ?? null}
        of={sentiments.map((one) => [one, say.sentiments[one]])}
        onChoose={(sentiment) => choose({ sentiment })}
      />
      <Choice
        label={say.rootCause}
        value={fields.rootCause}
        of={Object.entries(causes)}
        onChoose={(rootCause) => choose({ rootCause })}
      />
      <Choice
        label={say.promiseState}
        value={fields.promiseState ?? null}
        of={promiseStates.map((one) => [one, say.promiseStates[one]])}
        onChoose={(promiseState) => choose({ promiseState })}
      />
      <Choice
        label={say.openCase}
        value={fields.openCase === null ? null : fields.openCase ? 'yes' : 'no'}
        of={[
          ['yes', say.openCases.yes],
          ['no', say.openCases.no],
        ]}
        onChoose={(chosen) => choose({ openCase: chosen === null ? null : chosen === 'yes' })}
      />
      <Typed
        label={say.caseId}
        hint={say.caseHint}
        value={fields.caseReference}
        onChange={(caseReference) => choose({ caseReference })}
      />
      <Typed
        numeric
        label={say.longer}
        hint={say.minutes}
        value={fields.longer}
        onChange={(longer) => choose({ longer })}
      />
      <Typed
        numeric
        label={say.shorter}
        hint={say.minutes}
        value={fields.shorter}
        onChange={(shorter) => choose({ shorter })}
      />
      <DayField label={say.from} value={fields.from} onChange={(from) => choose({ from, during: null })} />
      <DayField
        label={say.until}
        value={fields.until}
        onChange={(until) => choose({ until, during: null })}
      />
    </div>
  )
}

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly value: V | null
  readonly of: readonly (readonly [value: V, label: string])[]
  readonly onChoose: (value: V | null) => void
}

function Choice<V extends string>({ label, value, of, onChoose }: ChoiceProps<V>) {
  return (
    <Select
      size="xs"
      clearable
      searchable
      aria-label={label}
      placeholder={label}
      value={value}
      data={of.map(([one, named]) => ({ value: one, label: named }))}
      onChange={(chosen) => onChoose(chosen as V | null)}
    />
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** What is typed is looked for on Enter, or when the field is left. */
function Typed({ label, hint, value, numeric, onChange }: FieldProps & { hint: string; numeric?: boolean }) {
  const [typed, setTyped] = useState(value)
  return (
    <TextInput
      size="xs"
      key={value}
      inputMode={numeric ? 'decimal' : 'text'}
      aria-label={`${label} (${hint})`}
      placeholder={`${label}… ${hint}`}
      defaultValue={value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed !== value && onChange(typed)}
      onKeyDown={(event) => event.key === 'Enter' && typed !== value && onChange(typed)}
    />
  )
}

function CustomerChoice({ choose }: Pick<ChoicesProps, 'choose'>) {
  const { words } = useWords()
  const [finding, setFinding] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" fw={400} onClick={() => setFinding(true)}>
        {words.search.customer}…
      </Button>
      {finding && (
        <FindCustomerModal
          onClose={() => setFinding(false)}
          onChoose={({ id, name }) => choose({ customer: { id, name } })}
        />
      )}
    </>
  )
}

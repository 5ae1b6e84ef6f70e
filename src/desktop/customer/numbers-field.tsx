import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import type { NumberFields } from './customer-fields.ts'

interface NumbersFieldProps {
  readonly numbers: readonly NumberFields[]
  readonly onChange: (numbers: readonly NumberFields[]) => void
}

/** A customer's numbers, each in any spelling. */
export function NumbersField({ numbers, onChange }: NumbersFieldProps) {
  const { words } = useWords()
  const say = words.customer.fields
  const set = (at: number, change: Partial<NumberFields>) =>
    onChange(numbers.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <fieldset className={styles.numbers}>
      <legend>{say.numbers}</legend>
      {numbers.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity while it is being typed
        <div key={index} className={styles.numberRow}>
          <TextInput
            aria-label={say.number}
            placeholder="+49 30 901820"
            value={one.number}
            maxLength={200}
            rightSection={one.source ? <small title={one.source}>@</small> : null}
            onChange={(event) => set(index, { number: event.currentTarget.value })}
          />
          <TextInput
            aria-label={say.label}
            placeholder={say.label}
            value={one.label}
            maxLength={40}
            onChange={(event) => set(index, { label: event.currentTarget.value })}
          />
          <Checkbox
            label={say.verified}
            checked={one.verified}
            onChange={(event) => set(index, { verified: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${words.form.remove}: ${one.number}`}
            onClick={() => onChange(numbers.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...numbers, { number: '', label: '', verified: false }])}
      >
        {words.customer.addNumber}
      </Button>
    </fieldset>
  )
}

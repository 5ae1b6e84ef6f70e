import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useRows } from '../frame/rows.ts'
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
  const rows = useRows(numbers, onChange)
  return (
    <fieldset className={styles.numbers}>
      <legend>{say.numbers}</legend>
      {rows.map(({ one, key, change, remove }) => (
        <div key={key} data-row className={styles.numberRow}>
          <TextInput
            aria-label={say.number}
            placeholder="+49 30 901820"
            value={one.number}
            maxLength={200}
            rightSection={one.source ? <small title={one.source}>@</small> : null}
            onChange={(event) => change({ number: event.currentTarget.value })}
          />
          <TextInput
            aria-label={say.label}
            placeholder={say.label}
            value={one.label}
            maxLength={40}
            onChange={(event) => change({ label: event.currentTarget.value })}
          />
          <Checkbox
            label={say.verified}
            checked={one.verified}
            onChange={(event) => change({ verified: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${words.form.remove}: ${one.number}`}
            data-removes
            onClick={(event) => remove(event.currentTarget)}
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

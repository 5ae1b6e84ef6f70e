import { TextInput } from '@mantine/core'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { amounts, type MetricFields } from './metric-fields.ts'

interface MetricsFieldProps {
  readonly metrics: MetricFields
  /** They may not be seen at the moment, and so not be written over. */
  readonly held: boolean
  readonly onChange: (metrics: MetricFields) => void
}

/** What a customer is to the house, where no other system says so. */
export function MetricsField({ metrics, held, onChange }: MetricsFieldProps) {
  const { words } = useWords()
  const say = words.customer.metrics
  return (
    <fieldset className={styles.metrics} disabled={held}>
      <legend>{say.heading}</legend>
      <p className={styles.quiet}>{held ? words.verify.heldHere : say.hint}</p>
      <div className={styles.pair}>
        {amounts.map((name) => (
          <TextInput
            key={name}
            type="number"
            label={say[name]}
            min={name === 'referrals' ? 0 : -1e12}
            max={name === 'referrals' ? 1e6 : 1e12}
            step={name === 'referrals' ? 1 : 'any'}
            value={metrics[name]}
            onChange={(event) => onChange({ ...metrics, [name]: event.currentTarget.value })}
          />
        ))}
        <TextInput
          type="date"
          label={say.since}
          min="0001-01-01"
          max="9999-12-31"
          value={metrics.since}
          onChange={(event) => onChange({ ...metrics, since: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  )
}

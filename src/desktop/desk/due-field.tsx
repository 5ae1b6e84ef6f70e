import { useClock } from '../clock.ts'
import { useWords } from '../words/words-context.tsx'
import { fromField, toField } from './instant-field.ts'
import { quickDates } from './quick-dates.ts'
import styles from './wrap-up.module.css'

interface DueFieldProps {
  readonly label: string
  readonly at: number | null
  readonly open: boolean
  readonly choose: (at: number | null) => void
}

/** Until when: the usual times by one key each, any other in the field. */
export function DueField({ label, at, open, choose }: DueFieldProps) {
  const { words, spoken } = useWords()
  const now = useClock().now()
  return (
    <fieldset className={styles.due} aria-label={label}>
      {quickDates(now).map((one) => (
        <button
          key={one.kind}
          type="button"
          disabled={!open}
          aria-pressed={at === one.at}
          title={spoken.exact(one.at)}
          onClick={() => choose(one.at)}
        >
          {words.wrapUp.quick[one.kind](spoken.time(one.at))}
        </button>
      ))}
      <input
        type="datetime-local"
        className={styles.field}
        aria-label={label}
        disabled={!open}
        value={toField(at)}
        onChange={(event) => choose(fromField(event.currentTarget.value))}
      />
    </fieldset>
  )
}

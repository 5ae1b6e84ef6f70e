import styles from './day-field.module.css'

interface DayFieldProps {
  readonly label: string
  /** `2026-11-23`; empty: none. */
  readonly value: string
  readonly max?: string
  readonly onChange: (day: string) => void
}

/** A day with its name within the field, for rows of small fields. */
export function DayField({ label, value, max, onChange }: DayFieldProps) {
  return (
    <label className={styles.day}>
      <span>{label}</span>
      <input
        type="date"
        value={value}
        {...(max === undefined ? {} : { max })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  )
}

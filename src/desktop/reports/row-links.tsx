import { useReportSpeech } from './report-speech.ts'
import styles from './tables.module.css'

interface RowLinksProps {
  readonly name: string
  readonly onNarrow: (() => void) | undefined
  readonly onSearch: (() => void) | undefined
}

/** From a row to a closer look, and to the contacts that it was made of. */
export function RowLinks({ name, onNarrow, onSearch }: RowLinksProps) {
  const { said } = useReportSpeech()
  return (
    <>
      {onNarrow && (
        <button type="button" className={styles.link} aria-label={said.drawing.open(name)} onClick={onNarrow}>
          {said.table.closer}
        </button>
      )}
      {onSearch && (
        <button
          type="button"
          className={styles.link}
          aria-label={said.table.callsOf(name)}
          onClick={onSearch}
        >
          {said.table.calls}
        </button>
      )}
    </>
  )
}

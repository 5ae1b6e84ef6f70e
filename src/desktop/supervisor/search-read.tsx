import type { ReadFieldView } from '../../wire/history-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'

/** What was read out of the words: whoever types `agent:anna` sees who that is. */
export function SearchRead({ read }: { read: readonly ReadFieldView[] }) {
  const { words } = useWords()
  const say = words.search
  if (read.length === 0) return null
  return (
    <p className={styles.read} role="status">
      {say.read}:{' '}
      {read.map(({ typed, field, names, not }) =>
        names.length === 0 ? (
          <span key={typed} data-unknown>
            {say.unknownField(typed)}
          </span>
        ) : (
          <span key={typed}>
            {not && <strong>{say.not} </strong>}
            {field}: <bdi>{names.join(', ')}</bdi>
          </span>
        ),
      )}
    </p>
  )
}

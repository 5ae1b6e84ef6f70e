import type { GreetingArgument } from '../../wire/greeting-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'

interface ArgumentChipsProps {
  readonly names: readonly GreetingArgument[]
  readonly onInsert: (name: GreetingArgument) => void
}

/** What the text may use; a click writes it where the cursor stands. */
export function ArgumentChips({ names, onInsert }: ArgumentChipsProps) {
  const { words } = useWords()
  const say = words.greetings
  return (
    <fieldset className={styles.chips}>
      <legend>{say.mayUse}</legend>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.chip}
          title={say.means[name]}
          aria-label={`${say.insert(name)}: ${say.means[name]}`}
          onClick={() => onInsert(name)}
        >
          <code>{`{${name}}`}</code>
        </button>
      ))}
    </fieldset>
  )
}

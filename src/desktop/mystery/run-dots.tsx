import { useId } from 'react'
import type { MysteryCallView } from '../../wire/mystery-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './mystery.module.css'

interface RunDotsProps {
  readonly test: MysteryCallView
  readonly chosen: string | null
  readonly choose: (id: string) => void
}

/**
 * The last calls in a row, the newest last, as one reads. They are radio buttons, so that one Tab leads into the row and
 * the arrows lead along it; form tells results apart as well as colour.
 */
export function RunDots({ test, chosen, choose }: RunDotsProps) {
  const { words, spoken } = useWords()
  const group = useId()
  return (
    <div className={styles.dots} role="radiogroup" aria-label={words.mystery.lastRuns(test.name)}>
      {test.runs.toReversed().map(({ id, result, beganAt }) => {
        const said = `${words.mystery.results[result]}, ${spoken.exact(beganAt)}`
        return (
          <label key={id} className={styles.dot} data-result={result} title={said}>
            <input
              type="radio"
              name={group}
              checked={id === chosen}
              onChange={() => choose(id)}
              aria-label={said}
            />
            <span aria-hidden>{signs[result]}</span>
          </label>
        )
      })}
    </div>
  )
}

const signs = { passed: '', late: '~', wrong: '≠', failed: '×' } as const

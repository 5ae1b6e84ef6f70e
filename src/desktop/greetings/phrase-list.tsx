import type { z } from 'zod'
import type { GreetingPhrase, greetingPhrases } from '../../wire/greeting-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'

export type LawfulArguments = z.infer<typeof greetingPhrases>['arguments']

interface PhraseListProps {
  readonly phrases: readonly GreetingPhrase[]
  readonly chosen: GreetingPhrase['phrase']
  readonly lawful: LawfulArguments
  readonly isUnsaved: (phrase: GreetingPhrase) => boolean
  readonly onChoose: (phrase: GreetingPhrase['phrase']) => void
}

const groups = ['named', 'nameless', 'parts'] as const

/** One stop of the tab key; the arrow keys go from one to the next. */
export function PhraseList({ phrases, chosen, lawful, isUnsaved, onChoose }: PhraseListProps) {
  const { words } = useWords()
  const say = words.greetings
  return (
    <div role="radiogroup" aria-label={say.situations} className={styles.list}>
      {groups.map((group) => (
        <div key={group} className={styles.group}>
          <h2>{say.groups[group]}</h2>
          {phrases
            .filter(({ phrase }) => groupOf(phrase, lawful) === group)
            .map((one) => (
              <label
                key={one.phrase}
                className={styles.phrase}
                data-chosen={one.phrase === chosen || undefined}
              >
                <input
                  type="radio"
                  name="phrase"
                  value={one.phrase}
                  checked={one.phrase === chosen}
                  onChange={() => onChoose(one.phrase)}
                />
                <span>{say.phrases[one.phrase]}</span>
                {(one.own || isUnsaved(one)) && (
                  <span className={styles.dot} data-unsaved={isUnsaved(one) || undefined}>
                    <span className={styles.unseen}>{isUnsaved(one) ? say.unsaved : say.own}</span>
                  </span>
                )}
              </label>
            ))}
        </div>
      ))}
    </div>
  )
}

export function groupOf(phrase: GreetingPhrase['phrase'], lawful: LawfulArguments): (typeof groups)[number] {
  if (!lawful[phrase].includes('hello')) return 'parts'
  return lawful[phrase].includes('name') ? 'named' : 'nameless'
}

import type { WrapUpDraft } from '../../wire/desk-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './wrap-up.module.css'

const moods = ['positive', 'neutral', 'negative'] as const

interface MoodFieldProps {
  readonly callId: string
  readonly value: WrapUpDraft['sentiment']
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

/** How the caller felt, by one click; a second one takes it back. Nobody has to say it. */
export function MoodField({ callId, value = null, open, type }: MoodFieldProps) {
  const { words } = useWords()
  const say = words.search
  return (
    <div>
      <div className={styles.label}>{say.sentiment}</div>
      <fieldset className={styles.chips} aria-label={say.sentiment} disabled={!open}>
        {moods.map((mood) => (
          <label key={mood} className={styles.chip}>
            <input
              type="checkbox"
              name={`mood ${callId}`}
              checked={value === mood}
              disabled={!open}
              onChange={() => type({ sentiment: value === mood ? null : mood })}
            />
            {say.sentiments[mood]}
          </label>
        ))}
      </fieldset>
    </div>
  )
}

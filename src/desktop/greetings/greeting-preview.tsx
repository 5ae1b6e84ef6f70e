import { useNow } from '../clock.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { textDirection } from '../words/text-direction.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'
import type { Preview } from './preview.ts'

interface GreetingPreviewProps {
  readonly language: string
  readonly preview: Preview
}

/** The same text on the house's own last callers, and on made-up ones. */
export function GreetingPreview({ language, preview }: GreetingPreviewProps) {
  const { words } = useWords()
  const say = words.greetings
  const calls = preview.lines.filter(({ of }) => of.kind === 'call')
  const samples = preview.lines.filter(({ of }) => of.kind === 'sample')
  return (
    <section
      className={styles.preview}
      data-preview
      aria-label={say.preview}
      data-stale={preview.faults.length > 0 || undefined}
    >
      <h3>{say.preview}</h3>
      <RefusalNote refused={preview.refused} />
      <h4>{say.calls}</h4>
      {calls.length === 0 && !preview.refused && (
        <p className={styles.quiet}>{preview.isTried ? say.none : words.app.loading}</p>
      )}
      <Lines lines={calls} language={language} />
      <h4>{say.samples}</h4>
      <Lines lines={samples} language={language} />
    </section>
  )
}

function Lines({ lines, language }: { lines: Preview['lines']; language: string }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.greetings
  return (
    <ul className={styles.lines}>
      {lines.map(({ of, text, fellBack }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two callers may be alike, and no line has a state to be kept
        <li key={n} data-fell-back={fellBack || undefined}>
          <p lang={language} dir={textDirection(language)}>
            {text || '—'}
          </p>
          <span className={styles.quiet}>
            {say.outcomes[of.outcome]}
            {(of.fullName ?? of.company) && (
              <>
                {' · '}
                <bdi>{of.fullName ?? of.company}</bdi>
              </>
            )}
            {of.at !== null && ` · ${spoken.ago(of.at, now)}`}
            {fellBack && <em> {say.fellBack}</em>}
          </span>
        </li>
      ))}
    </ul>
  )
}

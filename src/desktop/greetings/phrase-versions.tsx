import { Button } from '@mantine/core'
import type { GreetingVersionView } from '../../wire/greeting-api.ts'
import { useNow } from '../clock.ts'
import { textDirection } from '../words/text-direction.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'

interface PhraseVersionsProps {
  readonly language: string
  readonly versions: readonly GreetingVersionView[]
  /** With the text of that version; null for the built-in one. */
  readonly onBringBack: (text: string | null) => void
}

/** How it was worded before, by whom and when. */
export function PhraseVersions({ language, versions, onBringBack }: PhraseVersionsProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.greetings
  return (
    <section className={styles.versions} aria-label={say.versions}>
      <h3>{say.versions}</h3>
      {versions.length === 0 && <p className={styles.quiet}>{say.versionsNone}</p>}
      <ol>
        {versions.map(({ version, text, by, at }) => (
          <li key={version}>
            <p lang={text === null ? undefined : language} dir={textDirection(language)}>
              {text ?? say.builtIn}
            </p>
            <span className={styles.quiet}>
              {say.version(version)}
              {by !== null && (
                <>
                  {' · '}
                  <bdi>{by}</bdi>
                </>
              )}
              {' · '}
              <time title={spoken.exact(at)}>{spoken.ago(at, now)}</time>
            </span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${say.bringBack}: ${say.version(version)}`}
              onClick={() => onBringBack(text)}
            >
              {say.bringBack}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}

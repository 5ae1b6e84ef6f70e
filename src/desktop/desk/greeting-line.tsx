import { IconMessage2 } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greeting-line.module.css'

/** The sentence to say first, in the caller's language, with the caller's own time of day beside it. */
export function GreetingLine({ pop }: { pop: Pop }) {
  const { words, language, spoken } = useWords()
  const { greeting, person } = pop
  const other = greeting.language.split('-')[0] !== language.split('-')[0]
  const long = greeting.text.length > 120
  return (
    <section className={styles.greeting} aria-label={words.pop.say}>
      <div className={styles.greetingHead}>
        <IconMessage2 size={15} aria-hidden />
        <span>{words.pop.say}</span>
        {other && <span className={styles.greetingLanguage}>{spoken.language(greeting.language)}</span>}
        {person?.localTime && (
          <span className={styles.greetingTime}>{words.pop.theirTime(person.localTime)}</span>
        )}
      </div>
      <p className={styles.greetingText} data-long={long} dir="auto" lang={greeting.language}>
        {greeting.text}
      </p>
    </section>
  )
}

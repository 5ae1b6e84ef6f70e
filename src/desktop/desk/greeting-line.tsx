import { IconMessage2 } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import { textDirection } from '../words/text-direction.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greeting-line.module.css'

/** The sentence to say first, in the caller's language, with the caller's own time of day beside it. */
export function GreetingLine({ pop }: { pop: Pop }) {
  const { words, language, spoken } = useWords()
  const { greeting, person } = pop
  const other = greeting.language.split('-')[0] !== language.split('-')[0]
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
      <p
        className={styles.greetingText}
        data-length={lengthOf(greeting.text)}
        dir={textDirection(greeting.language)}
        lang={greeting.language}
      >
        {greeting.text}
      </p>
    </section>
  )
}

/** A Chinese or Japanese character takes about as much room as two Latin letters. */
function lengthOf(text: string): 'short' | 'usual' | 'long' {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/g)?.length ?? 0
  const letters = text.length + wide
  return letters <= 72 ? 'short' : letters <= 120 ? 'usual' : 'long'
}

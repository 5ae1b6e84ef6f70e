import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'

/** How a search may be written, by examples that search when they are clicked. */
export function SearchHelp({ onTry }: { onTry: (text: string) => void }) {
  const { words } = useWords()
  const say = words.search
  return (
    <section className={styles.help} aria-label={say.help}>
      <p>{say.helpIntro}</p>
      <dl>
        {say.examples.map(([query, what]) => (
          <div key={query}>
            <dt>
              <button type="button" onClick={() => onTry(query)}>
                <bdi>{query}</bdi>
              </button>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import card from './pop-card.module.css'

/** What outside directories have not said: that one knows nobody is another answer than none. */
export function DirectoriesNote({ pop }: { pop: Pop }) {
  const { words } = useWords()
  // A pop that an earlier version of the server stored says nothing of directories.
  const { directories }: Partial<Pop> = pop
  const { unknown = [], silent = [] } = directories ?? {}
  if (unknown.length + silent.length === 0) return null
  const say = words.directories
  return (
    <ul
      className={card.quiet}
      aria-label={say.label}
      style={{ margin: '8px 0 0', padding: 0, listStyle: 'none', fontSize: 12 }}
    >
      {unknown.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>: {say.unknown}
        </li>
      ))}
      {silent.map(({ name, why }) => (
        <li key={name}>
          <bdi>{name}</bdi>: {say.silent[why]}
        </li>
      ))}
    </ul>
  )
}

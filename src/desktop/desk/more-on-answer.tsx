import { IconUsersGroup } from '@tabler/icons-react'
import { useWords } from '../words/words-context.tsx'
import styles from './caller-lines.module.css'

/** While a call rings at several desks, nobody sees more than a first name. */
export function MoreOnAnswer() {
  const { words } = useWords()
  return (
    <div className={styles.moreOnAnswer}>
      <IconUsersGroup size={20} aria-hidden />
      <p>{words.pop.severalHint}</p>
    </div>
  )
}

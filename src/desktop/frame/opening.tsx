import { Button, Loader } from '@mantine/core'
import { useWords } from '../words/words-context.tsx'
import { Brand } from './brand.tsx'
import styles from './frame.module.css'

/** Shown until it is known whether somebody is signed in. */
export function Opening({ unreachable, again }: { unreachable: boolean; again: () => void }) {
  const { words } = useWords()
  return (
    <main className={styles.opening}>
      <Brand large />
      {unreachable ? (
        <>
          <p role="alert">{words.refusals.unreachable}</p>
          <Button onClick={again}>{words.form.again}</Button>
        </>
      ) : (
        <Loader size="sm" aria-label={words.app.loading} />
      )}
    </main>
  )
}

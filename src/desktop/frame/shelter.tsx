import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useWords } from '../words/words-context.tsx'
import styles from './frame.module.css'

interface ShelterProps {
  readonly children: ReactNode
}

/** `missing`: its file could not be fetched, mostly since the program was upgraded after this page was opened. */
type Failure = 'none' | 'broken' | 'missing'

/** What fails while it is drawn takes only itself away: the dock and the connection stay. */
export class Shelter extends Component<ShelterProps, { failed: Failure }> {
  static getDerivedStateFromError(reason: unknown): { failed: Failure } {
    return { failed: isMissingFile(reason) ? 'missing' : 'broken' }
  }

  override state: { failed: Failure } = { failed: 'none' }

  override render(): ReactNode {
    const { failed } = this.state
    return failed === 'none' ? this.props.children : <Failed because={failed} />
  }
}

/** Chromium, Firefox and Safari each have words of their own for an import that cannot be fetched, Vite for a style sheet. */
function isMissingFile(reason: unknown): boolean {
  const said = reason instanceof Error ? reason.message : ''
  return /dynamically imported module|importing a module script|preload CSS/i.test(said)
}

function Failed({ because }: { because: 'broken' | 'missing' }) {
  const { words } = useWords()
  return (
    <div className={styles.failed} role="alert">
      <p>{words.app[because]}</p>
      <Button variant="default" onClick={() => location.reload()}>
        {words.app.reload}
      </Button>
    </div>
  )
}

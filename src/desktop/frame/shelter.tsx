import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useWords } from '../words/words-context.tsx'
import styles from './frame.module.css'

interface ShelterProps {
  readonly children: ReactNode
}

/** What fails while it is drawn takes only itself away: the dock and the connection stay. */
export class Shelter extends Component<ShelterProps, { failed: boolean }> {
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override state = { failed: false }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed() {
  const { words } = useWords()
  return (
    <div className={styles.failed} role="alert">
      <p>{words.app.broken}</p>
      <Button variant="default" onClick={() => location.reload()}>
        {words.app.reload}
      </Button>
    </div>
  )
}

import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Refused } from '../ask.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './frame.module.css'

interface RefusalNoteProps {
  readonly refused: Refused | undefined
  readonly again?: () => void
}

/** Why something was not done, in words, and where in the form the fault is. */
export function RefusalNote({ refused, again }: RefusalNoteProps) {
  const { words } = useWords()
  if (!refused) return null
  return (
    <div className={styles.refusal} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        {words.refusals[refused.code] ?? words.refusals.internal}
        {refused.faults.map((fault) => (
          <div key={fault.path} className={styles.fault}>
            <bdi>{fault.path}</bdi>: {fault.message}
          </div>
        ))}
      </div>
      {again && (
        <Button size="compact-xs" variant="default" onClick={again}>
          {words.form.again}
        </Button>
      )}
    </div>
  )
}

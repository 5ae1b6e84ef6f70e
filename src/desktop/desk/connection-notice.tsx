import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './dock.module.css'

/** Says clearly that the desk is cut off or its service degraded; it lies over the page's lower edge, so that nothing moves. */
export function ConnectionNotice() {
  const { desk } = useDesk()
  const { words, spoken } = useWords()
  if (desk.link.kind !== 'lost') return desk.degraded ? <DegradedNotice /> : null
  const { since, why } = desk.link
  return (
    <div className={styles.lost} role="alert">
      <IconPlugConnectedX size={20} aria-hidden />
      <div>
        <strong>{words.link.lost[why]}</strong>
        <div>
          {words.link.asOf} {words.link.trying} ({words.link.since(spoken.time(since))})
        </div>
      </div>
    </div>
  )
}

function DegradedNotice() {
  const { words } = useWords()
  return (
    <div className={styles.lost} data-degraded role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <strong>{words.link.degraded.title}</strong>
        <div>{words.link.degraded.what}</div>
      </div>
    </div>
  )
}

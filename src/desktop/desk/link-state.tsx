import { Tooltip } from '@mantine/core'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './dock.module.css'

/** The small lamp beside the name of the product. */
export function LinkState() {
  const { desk } = useDesk()
  const { words } = useWords()
  const kind = desk.degraded && desk.link.kind !== 'lost' ? 'degraded' : desk.link.kind
  const said =
    desk.link.kind === 'lost'
      ? words.link.lost[desk.link.why]
      : kind === 'degraded'
        ? words.link.degraded.title
        : words.link[desk.link.kind === 'live' ? 'live' : 'connecting']
  return (
    <Tooltip label={said} position="bottom-end" multiline maw={280}>
      <span className={styles.lamp} data-link={kind} role="img" aria-label={said} />
    </Tooltip>
  )
}

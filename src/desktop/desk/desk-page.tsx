import { Loader } from '@mantine/core'
import { Shelter } from '../frame/shelter.tsx'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './desk-page.module.css'
import { Overview } from './overview.tsx'
import { PopCard } from './pop-card.tsx'
import { WarmUp } from './warm-up.tsx'

/** The card of the shown call, or what is left to do between calls. Of a closed call nothing stays but why it closed. */
export function DeskPage() {
  return (
    <>
      <WarmUp />
      <Shown />
    </>
  )
}

function Shown() {
  const { desk, shown } = useDesk()
  const pop = desk.pops.find((one) => one.callId === shown)
  if (!pop && !desk.begun) return <Waiting />
  if (!pop || pop.state === 'closed') return <Overview closing={pop?.closing ?? null} />
  return (
    <Shelter key={pop.callId}>
      <PopCard pop={pop} />
    </Shelter>
  )
}

/** Until the first word of the server. It comes within moments, so the sign is drawn only where it does not. */
function Waiting() {
  const { words } = useWords()
  return (
    <div className={styles.waiting}>
      <Loader size="sm" aria-label={words.app.loading} />
    </div>
  )
}

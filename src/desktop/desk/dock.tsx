import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './dock.module.css'
import { DockEntry } from './dock-entry.tsx'
import { dockOrder } from './dock-order.ts'

/** The agent's calls as tabs, on every page. */
export function Dock() {
  const { desk } = useDesk()
  const { words } = useWords()
  const { live, wrapUps } = dockOrder(desk.pops)
  return (
    <section className={styles.dock} aria-label={words.dock.label}>
      <h2 className={styles.dockHeading}>{words.dock.heading}</h2>
      {live.length === 0 && <p className={styles.noCalls}>{words.dock.none}</p>}
      <Tabs pops={live} first={1} />
      {wrapUps.length > 0 && <h2 className={styles.dockHeading}>{words.dock.wrapUps}</h2>}
      <Tabs pops={wrapUps} first={live.length + 1} />
    </section>
  )
}

/** `first`: the number of the first one's key. */
function Tabs({ pops, first }: { pops: readonly Pop[]; first: number }) {
  if (pops.length === 0) return null
  return (
    <ul className={styles.calls}>
      {pops.map((pop, index) => (
        <DockEntry key={pop.callId} pop={pop} place={first + index} />
      ))}
    </ul>
  )
}

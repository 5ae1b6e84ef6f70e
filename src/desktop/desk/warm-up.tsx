import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { useDesk } from './desk-context.tsx'
import { PopCard } from './pop-card.tsx'
import { rehearsedPop } from './rehearsed-pop.ts'
import styles from './warm-up.module.css'

/**
 * Draws the card once where nobody sees it, while nobody calls: the code, the styles and the fonts of the first pop are
 * ready then. It is gone again before the browser paints.
 */
export function WarmUp() {
  const { desk } = useDesk()
  const [stage, setStage] = useState<'waiting' | 'rehearsing' | 'done'>('waiting')
  const setDone = useCallback(() => setStage('done'), [])
  const idle = desk.link.kind === 'live' && desk.pops.length === 0
  useEffect(() => {
    if (stage !== 'waiting' || !idle) return
    const timer = setTimeout(() => setStage('rehearsing'), 400)
    return () => clearTimeout(timer)
  }, [stage, idle])
  return stage === 'rehearsing' ? <Rehearsal pop={rehearsedPop} over={setDone} /> : null
}

function Rehearsal({ pop, over }: { pop: Pop; over: () => void }) {
  useLayoutEffect(() => over(), [over])
  return (
    <div className={styles.unseen} aria-hidden inert>
      <PopCard pop={pop} />
    </div>
  )
}

import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { useClock } from '../clock.ts'
import { useDesk } from './desk-context.tsx'
import { PopCard } from './pop-card.tsx'
import { rehearsedPop } from './rehearsed-pop.ts'
import styles from './warm-up.module.css'
import { whenIdle } from './when-idle.ts'

/** What was drawn once is known to the browser; what was drawn several times it has made quick. */
const rounds = 2

type Stage =
  | { readonly kind: 'waiting'; readonly round: number }
  | { readonly kind: 'rehearsing'; readonly round: number }

/**
 * Draws the card some times where nobody sees it, while nobody calls: the code, the styles and the fonts of the first pop
 * are ready then. Each time it is gone again before the browser paints.
 */
export function WarmUp() {
  const { desk } = useDesk()
  const [stage, setStage] = useState<Stage>({ kind: 'waiting', round: 1 })
  const over = useCallback(() => setStage(({ round }) => ({ kind: 'waiting', round: round + 1 })), [])
  const idle = desk.link.kind === 'live' && desk.pops.length === 0
  useEffect(() => {
    const { kind, round } = stage
    if (kind !== 'waiting' || round > rounds || !idle) return
    return whenIdle(() => setStage({ kind: 'rehearsing', round }))
  }, [stage, idle])
  return stage.kind === 'rehearsing' ? <Rehearsal over={over} /> : null
}

function Rehearsal({ over }: { over: () => void }) {
  const clock = useClock()
  useLayoutEffect(() => over(), [over])
  return (
    <div className={styles.unseen} aria-hidden inert>
      <PopCard pop={rehearsedPop(clock.now())} />
    </div>
  )
}

import { useWords } from '../words/words-context.tsx'
import styles from './live.module.css'
import { useTicking } from './ticking.ts'

/** How long since, counting. */
export function LiveTime({ since }: { readonly since: number }) {
  const { spoken } = useWords()
  const place = useTicking<HTMLTimeElement>((element, now) => {
    element.textContent = spoken.lasting(now - since)
  })
  return <time ref={place} className={styles.time} />
}

interface WaitBarProps {
  readonly since: number
  /** Where the line stands that a wait should not pass, ms. */
  readonly withinMs: number
}

/** Grows with the wait; the line stands in its middle. */
export function WaitBar({ since, withinMs }: WaitBarProps) {
  const place = useTicking<HTMLDivElement>((element, now) => {
    const part = Math.min(1, Math.max(0, now - since) / (2 * withinMs))
    element.style.setProperty('--part', String(part))
    element.toggleAttribute('data-late', now - since > withinMs)
  })
  return <div ref={place} className={styles.bar} aria-hidden />
}

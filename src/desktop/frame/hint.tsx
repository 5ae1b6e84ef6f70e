import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import styles from './hint.module.css'

interface HintProps {
  /** What is shown over the page while the pointer or the focus is on it, and read to those who listen. */
  readonly hint: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

const highest = 230
const widest = 340

/** Something that says more of itself over what lies around it, so that nothing moves. Escape takes that away. */
export function Hint({ hint, className = '', children }: HintProps) {
  const [at, setAt] = useState<{ left: number; top?: number; bottom?: number } | null>(null)
  const place = useRef<HTMLSpanElement>(null)
  const id = useId()
  const show = () => {
    const box = place.current?.getBoundingClientRect()
    if (!box) return
    const left = Math.max(4, Math.min(box.left, innerWidth - widest - 8))
    const isLow = box.bottom + highest > innerHeight
    setAt(isLow ? { left, bottom: innerHeight - box.top } : { left, top: box.bottom })
  }
  const hide = () => setAt(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !at) return
    event.stopPropagation()
    hide()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer may go on to what is shown; the button in it takes the focus
    <span ref={place} className={`${styles.place} ${className}`} onMouseEnter={show} onMouseLeave={hide}>
      <button
        type="button"
        className={styles.button}
        aria-describedby={id}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={onKeyDown}
      >
        {children}
      </button>
      <span id={id} role="tooltip" className={styles.hint} data-shown={at !== null} style={at ?? undefined}>
        {hint}
      </span>
    </span>
  )
}

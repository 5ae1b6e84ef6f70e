import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './steady-place.module.css'

interface SteadyPlaceProps {
  /** Of whom and what it tells: of another one it may have another height. */
  readonly subject: string
  /** How much it may take at first: a share of the window's height, or what is left of it. */
  readonly most: number | 'rest'
  readonly children: ReactNode
}

/**
 * Keeps the height in which it was first drawn, so that nothing below moves when a new version of the pop says more or
 * less. What does not fit any more is behind a button; pressing it, or another width of the window, makes room.
 */
export function SteadyPlace({ subject, most, children }: SteadyPlaceProps) {
  const { words } = useWords()
  const inner = useRef<HTMLDivElement>(null)
  const height = useSteadyHeight(inner, subject, most)
  const [opened, setOpened] = useState('')
  const open = opened === subject
  const [cut, setCut] = useState(false)
  // What stands there decides, and only the browser knows how high that is.
  useLayoutEffect(() => {
    setCut(height !== undefined && (inner.current?.offsetHeight ?? 0) > height + 1)
  })
  return (
    <div className={styles.place} data-cut={(cut && !open) || undefined} style={sizeOf(height, most, open)}>
      <div ref={inner}>{children}</div>
      {cut && !open && (
        <PushButton look="soft" className={styles.all} onClick={() => setOpened(subject)}>
          {words.card.showAll}
        </PushButton>
      )}
    </div>
  )
}

/** Until it is measured it is cut already, so that what is measured below it stands where it will stand. */
function sizeOf(height: number | undefined, most: number | 'rest', open: boolean): CSSProperties {
  if (open) return { minHeight: height }
  if (height !== undefined) return { height }
  return most === 'rest' ? {} : { maxHeight: Math.max(least, innerHeight * most), overflow: 'hidden' }
}

function useSteadyHeight(
  inner: { readonly current: HTMLElement | null },
  subject: string,
  most: number | 'rest',
): number | undefined {
  const [kept, setKept] = useState<{ subject: string; height: number }>()
  const measure = useCallback(() => {
    setKept({
      subject,
      height: inner.current ? Math.min(inner.current.offsetHeight, roomFor(inner.current, most)) : 0,
    })
  }, [inner, subject, most])
  useLayoutEffect(measure, [measure])
  useEffect(() => {
    let width = innerWidth
    const resized = () => {
      if (innerWidth === width) return
      width = innerWidth
      measure()
    }
    addEventListener('resize', resized)
    return () => removeEventListener('resize', resized)
  }, [measure])
  return kept?.subject === subject ? kept.height : undefined
}

/** What lies below the window's edge would have to be scrolled to; a few lines are shown all the same. */
const least = 100
const marginBelow = 26

function roomFor(place: HTMLElement, most: number | 'rest'): number {
  if (most !== 'rest') return Math.max(least, innerHeight * most)
  const page = place.closest('main')
  const top = place.getBoundingClientRect().top + (page?.scrollTop ?? 0)
  return Math.max(least, innerHeight - top - marginBelow)
}

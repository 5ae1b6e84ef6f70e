import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { goTo, type Place, pathOf } from './route.ts'

interface PlaceLinkProps {
  readonly to: Place
  readonly children: ReactNode
  readonly className?: string | undefined
  readonly current?: boolean
  /** What it is called where it shows only a sign. */
  readonly label?: string
  /** Besides going there. */
  readonly onFollow?: () => void
}

/** A link within the desktop; with a modifier key it opens a tab as any link does. */
export function PlaceLink({ to, children, className, current, label, onFollow }: PlaceLinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    goTo(to)
    onFollow?.()
  }
  const place = useRef<HTMLAnchorElement>(null)
  // On a low screen the navigation scrolls: where one is, is to be seen.
  useEffect(() => {
    if (current) place.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <a
      ref={place}
      href={pathOf(to)}
      className={className}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      title={label}
      onClick={follow}
    >
      {children}
    </a>
  )
}

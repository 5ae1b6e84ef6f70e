import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './drop.module.css'
import { PushButton } from './push-button.tsx'

interface DropProps {
  readonly label: ReactNode
  readonly icon?: ReactNode
  readonly look?: 'main' | 'soft' | 'plain' | 'quiet'
  readonly className?: string
  readonly disabled?: boolean
  readonly busy?: boolean
  readonly kind: 'note' | 'menu'
  readonly children: ReactNode
}

/**
 * A button that drops a note or a menu over what lies below, so that nothing moves. Escape, a click elsewhere, or the
 * focus that goes on close it; in a menu the arrows go round, and what is chosen closes it.
 */
export function Drop({ kind, label, children, ...button }: DropProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (open && kind === 'menu') itemsOf(place.current)[0]?.focus()
  }, [open, kind])
  useEffect(() => {
    if (!open) return
    const leave = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [open])
  const close = () => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      close()
    }
    if (kind === 'menu' && open) goRound(event, itemsOf(place.current))
  }
  const chosen = (target: EventTarget) => {
    if (kind === 'menu' && (target as Element).closest('[role=menuitem]')) close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for what its buttons and items are pressed with
    <div
      ref={place}
      className={styles.place}
      onKeyDown={onKeyDown}
      onBlur={(event) =>
        !place.current?.contains(event.relatedTarget) && event.relatedTarget && setOpen(false)
      }
    >
      <PushButton
        {...button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-haspopup={kind === 'menu' ? 'menu' : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </PushButton>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the items are buttons, which the keyboard clicks as well
        // biome-ignore lint/a11y/noStaticElementInteractions: likewise
        <div
          id={id}
          className={styles.dropped}
          role={kind === 'menu' ? 'menu' : undefined}
          onClick={(event) => chosen(event.target)}
        >
          {children}
        </div>
      )}
    </div>
  )
}

export function DropItem({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className={styles.item} onClick={onChoose}>
      {children}
    </button>
  )
}

function itemsOf(place: HTMLElement | null): HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}

function goRound(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const here = items.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  items.at(to % items.length)?.focus()
}

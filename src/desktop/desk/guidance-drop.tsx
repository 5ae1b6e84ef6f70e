import { IconBook2, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { guidanceButtonId } from './field-ids.ts'
import styles from './guidance-drop.module.css'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'

const GuidancePanel = lazy(async () => ({
  default: (await import('../guidance/guidance-panel.tsx')).GuidancePanel,
}))

/** The question to open with, for the likeliest reason of which anything is written down. */
export function OpeningQuestion({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const opening = mattersOf(pop).guidance[0]?.opening
  if (!opening) return null
  return (
    <p className={styles.opening} title={opening}>
      <span className={card.quiet}>{words.guidance.opening}</span> <q dir="auto">{opening}</q>
    </p>
  )
}

interface Room {
  readonly above: boolean
  readonly height: number
}

const most = 420
const margin = 12

/** Above the button or below it, where there is more. */
function roomAt(place: HTMLElement | null): Room {
  const { top = 0, bottom = 0 } = place?.getBoundingClientRect() ?? {}
  const below = innerHeight - bottom
  return { above: top > below, height: Math.min(most, Math.max(top, below) - margin) }
}

/**
 * All that is written down for the call, behind a button. It drops over what lies around it and stays while the agent types elsewhere; its key, its button or Escape close it, and the focus goes
 * back to where it came from.
 */
export function GuidanceDrop({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { guidance } = mattersOf(pop)
  const [room, setRoom] = useState<Room | null>(null)
  const open = room !== null
  const place = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const cameFrom = useRef<Element | null>(null)
  const id = useId()
  useEffect(() => {
    if (open) panel.current?.focus({ preventScroll: true })
  }, [open])
  const close = () => {
    setRoom(null)
    if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus()
  }
  const toggle = () => {
    if (open) return close()
    cameFrom.current = document.activeElement
    setRoom(roomAt(place.current))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for the Escape of what is in it
    <div ref={place} className={styles.place} onKeyDown={onKeyDown}>
      <PushButton
        id={guidanceButtonId}
        className={styles.button ?? ''}
        look={guidance.length > 0 ? 'soft' : 'quiet'}
        icon={<IconBook2 size={14} />}
        title={`${words.shortcuts.alt}+G`}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={toggle}
      >
        {words.guidance.heading}
      </PushButton>
      {room && (
        <div
          ref={panel}
          id={id}
          className={styles.dropped}
          data-above={room.above || undefined}
          style={{ maxHeight: room.height }}
          tabIndex={-1}
        >
          <PushButton
            look="quiet"
            className={styles.close ?? ''}
            title={words.shortcuts.close}
            aria-label={words.guidance.close}
            onClick={close}
            icon={<IconX size={15} />}
          />
          <Suspense>
            <GuidancePanel topics={guidance} callId={maySend(pop) ? pop.callId : undefined} />
          </Suspense>
        </div>
      )}
    </div>
  )
}

/** Once somebody was spoken with; the server refuses the rest. */
function maySend({ state, direction, answeredAt }: Pop): boolean {
  return state !== 'closed' && (answeredAt !== null || direction === 'outbound')
}

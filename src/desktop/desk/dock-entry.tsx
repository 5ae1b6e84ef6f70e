import {
  IconPencil,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhonePause,
} from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { goTo, usePlace } from '../frame/route.ts'
import { textDirection } from '../words/text-direction.ts'
import { useWords } from '../words/words-context.tsx'
import { callTitle, stateSince, stateWord } from './call-title.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dock.module.css'
import { RunningTime } from './running-time.tsx'

const icons = {
  ringing: IconPhoneIncoming,
  connected: IconPhone,
  held: IconPhonePause,
  'wrap-up': IconPencil,
  closed: IconPhoneOff,
} as const

/** One call's tab: who, in which state, for how long; while it rings unseen also what to say. */
export function DockEntry({ pop, place }: { pop: Pop; place: number }) {
  const { shown, show } = useDesk()
  const { words } = useWords()
  const onDesk = usePlace().kind === 'desk'
  const current = onDesk && shown === pop.callId
  usePainted(pop)
  const open = () => {
    goTo({ kind: 'desk' })
    show(pop.callId)
  }
  const Icon = pop.direction === 'outbound' && pop.state === 'ringing' ? IconPhoneOutgoing : icons[pop.state]
  return (
    <li>
      <button
        type="button"
        className={styles.call}
        data-state={pop.state}
        data-call={pop.callId}
        aria-current={current || undefined}
        onClick={open}
      >
        <span className={styles.callIcon} aria-hidden="true">
          <Icon size={16} />
        </span>
        <span className={styles.callWho}>
          <span className={styles.callName}>
            <bdi>{callTitle(pop, words)}</bdi>
          </span>
          <span className={styles.callState}>
            {stateWord(pop, words) === callTitle(pop, words) ? '' : stateWord(pop, words)}
            {pop.state !== 'closed' && (
              <>
                {' · '}
                <RunningTime since={stateSince(pop)} />
              </>
            )}
          </span>
          {pop.state === 'ringing' && !current && (
            <span
              className={styles.callGreeting}
              dir={textDirection(pop.greeting.language)}
              lang={pop.greeting.language}
            >
              {pop.greeting.text}
            </span>
          )}
        </span>
        {place <= 9 && (
          <kbd className={styles.callKey} aria-label={words.dock.call(place)}>
            {place}
          </kbd>
        )}
      </button>
    </li>
  )
}

/** Reports the first version of a pop that is painted: two frames later the browser has drawn it. */
function usePainted(pop: Pop): void {
  const { callId, version } = pop
  const { painted, desk } = useDesk()
  const isProvisional = desk.provisional.includes(pop)
  const drawn = useEffectEvent(() => version)
  useEffect(() => {
    if (isProvisional) return
    const first = drawn()
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => painted(callId, first))
    })
    return () => cancelAnimationFrame(frame)
  }, [callId, painted, isProvisional])
}

import { IconArrowsRightLeft, IconPhoneOutgoing } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './call-strip.module.css'
import { stateSince, stateWord } from './call-title.ts'
import { RunningTime } from './running-time.tsx'

/** State and running time, by which line and queue it came, and who had the call before. */
export function CallStrip({ pop }: { pop: Pop }) {
  const { words } = useWords()
  return (
    <header className={styles.strip}>
      <span className={styles.state} data-state={pop.state}>
        {stateWord(pop, words)} <RunningTime since={stateSince(pop)} />
      </span>
      {pop.state === 'ringing' && pop.direction !== 'outbound' && (
        <span className={styles.stripHint}>{words.pop.answerHint}</span>
      )}
      <span className={styles.stripFacts}>
        {pop.before.length > 0 && (
          <Fact icon={<IconArrowsRightLeft size={14} />} strong>
            {words.pop.transferredFrom(pop.before.join(', '))}
          </Fact>
        )}
        {pop.direction !== 'inbound' && (
          <Fact icon={<IconPhoneOutgoing size={14} />}>{words.pop[pop.direction]}</Fact>
        )}
        {pop.queue && (
          <Fact label={words.pop.queue}>
            <bdi>{pop.queue.name}</bdi>
          </Fact>
        )}
        {pop.did && (
          <Fact label={pop.direction === 'outbound' ? words.pop.ourLine : words.pop.dialled}>
            <bdi>{pop.did.name}</bdi>
          </Fact>
        )}
      </span>
    </header>
  )
}

interface FactProps {
  readonly icon?: ReactNode
  readonly label?: string
  readonly strong?: boolean
  readonly children: ReactNode
}

function Fact({ icon, label, strong, children }: FactProps) {
  return (
    <span className={styles.fact} data-strong={strong}>
      {icon}
      {label && <span className={styles.factLabel}>{label}</span>}
      {children}
    </span>
  )
}

import type { MessageFault } from '../../wire/greeting-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'

interface FaultListProps {
  readonly text: string
  readonly faults: readonly MessageFault[]
  readonly onGo: (at: number, until: number) => void
}

const around = 24

/** What is wrong and where: the place is marked within what stands around it, and a click goes there. */
export function FaultList({ text, faults, onGo }: FaultListProps) {
  const { words } = useWords()
  const say = words.greetings
  return (
    <ul id="greeting-faults" className={styles.faults} aria-live="polite">
      {faults.map(({ reason, at, until, argument }) => (
        <li key={`${at} ${reason}`}>
          <span>{say.faults[reason](argument ?? '')}</span>
          <button type="button" onClick={() => onGo(at, until)} title={say.goThere}>
            <code>
              {at > around && '…'}
              {text.slice(Math.max(0, at - around), at)}
              <mark>{text.slice(at, until) || '⌶'}</mark>
              {text.slice(until, until + around)}
              {until + around < text.length && '…'}
            </code>
          </button>
        </li>
      ))}
    </ul>
  )
}

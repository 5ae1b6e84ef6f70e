import { useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { FindGuidance } from './find-guidance.tsx'
import styles from './guidance.module.css'
import { GuidanceText } from './guidance-text.tsx'

interface GuidancePanelProps {
  /** What the pop names for its reasons; the first is open, and stays so when others come before it. */
  readonly topics: Pop['guidance']
  /** The call, while its agent may send something to the caller. */
  readonly callId?: string | undefined
}

/** What the house has written down for a call, and the search for anything else. */
export function GuidancePanel({ topics, callId }: GuidancePanelProps) {
  const { words } = useWords()
  const [chosen, setChosen] = useState<string | null>(topics[0]?.id ?? null)
  const id = chosen ?? topics[0]?.id ?? null
  return (
    <section className={styles.panel} aria-label={words.guidance.heading}>
      {topics.length > 1 && (
        <ul className={styles.found}>
          {topics.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === id || undefined}
                onClick={() => setChosen(one.id)}
              >
                <strong dir="auto">{one.title}</strong>
              </button>
            </li>
          ))}
        </ul>
      )}
      {id !== null && <ReadTopic key={id} id={id} callId={callId} />}
      <details open={topics.length === 0}>
        <summary>{words.guidance.findOther}</summary>
        <FindGuidance chosen={id} onChoose={setChosen} />
      </details>
    </section>
  )
}

/** One topic, fetched when it is opened. */
function ReadTopic({ id, callId }: { id: string; callId?: string | undefined }) {
  const { ask } = useSession()
  const topic = useAnswer((signal) => ask('readGuidance', { params: { id }, signal }), [ask, id])
  return (
    <>
      <RefusalNote refused={topic.refused} again={topic.again} />
      {topic.value && <GuidanceText topic={topic.value} callId={callId} />}
    </>
  )
}

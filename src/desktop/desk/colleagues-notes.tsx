import { useEffect } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './past.module.css'
import card from './pop-card.module.css'

/** A colleague may write on after the call was passed on. */
const againAfterMs = 5000

/** What those who had this call before have noted on it; nothing where nobody had it. */
export function ColleaguesNotes({ pop }: { pop: Pop }) {
  return pop.before.length === 0 || pop.state === 'closed' ? null : <Notes pop={pop} />
}

function Notes({ pop }: { pop: Pop }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const { callId, version } = pop
  const notes = useAnswer(
    (signal) => ask('readCallNotes', { params: { id: callId }, signal }),
    [ask, callId, version],
  )
  const { again } = notes
  useEffect(() => {
    const timer = setInterval(again, againAfterMs)
    return () => clearInterval(timer)
  }, [again])
  const items = notes.value?.items ?? []
  return (
    <section className={styles.colleagues} data-colleagues-notes={items.length > 0 || undefined}>
      <h2 className={card.heading}>{words.pop.colleaguesNotes}</h2>
      {items.length === 0 && <p className={card.quiet}>{notes.value ? words.card.notesNone : ''}</p>}
      <ul className={styles.history}>
        {items.map((one) => (
          <li key={`${one.agentName} ${one.writtenAt}`} className={styles.colleagueNote}>
            <p dir="auto">{one.text}</p>
            <span className={card.quiet}>
              <bdi>{one.agentName}</bdi>
              {one.isDraft ? ` · ${words.pop.writesYet}` : ` · ${spoken.ago(one.writtenAt, now)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

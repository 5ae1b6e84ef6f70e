import type { Pop } from '../../wire/pop.ts'
import { callTitle, stateWord } from '../desk/call-title.ts'
import { GreetingLine } from '../desk/greeting-line.tsx'
import { KnowledgeList } from '../desk/knowledge-list.tsx'
import { LeadsList } from '../desk/leads-list.tsx'
import { mattersOf } from '../desk/matters-of.ts'
import { ReasonsList } from '../desk/reasons-list.tsx'
import { TrustNote } from '../desk/trust-note.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './playback.module.css'

/** A pop as an agent saw it at a moment of the past: drawn as on the desk, but nothing of it can be touched. */
export function SeenPop({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { known, confirm, ask } = mattersOf(pop).knowledge
  const isFull = pop.stage === 'full'
  return (
    <article className={styles.seen} data-state={pop.state}>
      <header className={styles.seenHead}>
        <strong>
          <bdi>{callTitle(pop, words)}</bdi>
        </strong>
        <span>{stateWord(pop, words)}</span>
        <span className={styles.quiet}>{words.story.version(pop.version)}</span>
      </header>
      {pop.greeting.text !== '' && <GreetingLine pop={pop} />}
      <div inert className={styles.seenRest}>
        <TrustNote trust={pop.trust} number={pop.caller.number} />
        {isFull && mattersOf(pop).leads.length > 0 && <LeadsList pop={pop} />}
        {isFull && known.length + confirm.length + ask.length > 0 && <KnowledgeList pop={pop} />}
        {isFull && pop.reasons.length > 0 && <ReasonsList pop={pop} />}
      </div>
    </article>
  )
}

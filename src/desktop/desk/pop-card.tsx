import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import { CallFacts } from './call-facts.tsx'
import { CallStrip } from './call-strip.tsx'
import { callTitle } from './call-title.ts'
import { CallerActions } from './caller-actions.tsx'
import { CallerLines } from './caller-lines.tsx'
import { CandidateList, toChooseFrom } from './candidate-list.tsx'
import { CasesList } from './cases-list.tsx'
import { ColleaguesNotes } from './colleagues-notes.tsx'
import { useDesk } from './desk-context.tsx'
import { GreetingLine } from './greeting-line.tsx'
import { LastInteractions } from './last-interactions.tsx'
import { MoreOnAnswer } from './more-on-answer.tsx'
import styles from './pop-card.module.css'
import { ReasonsList } from './reasons-list.tsx'
import { TrustNote } from './trust-note.tsx'
import { VerifyCaller } from './verify-caller.tsx'
import { WrapUpForm } from './wrap-up-form.tsx'

/** One call: what to say, who it is and why they may call, then everything else. Each part keeps its place. */
export function PopCard({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const full = pop.stage === 'full'
  const choice = toChooseFrom(pop).length > 0
  // What an agent does with a call is stored, and that is just what cannot be done.
  const isProvisional = useDesk().desk.provisional.includes(pop)
  return (
    <article
      className={styles.card}
      data-state={pop.state}
      data-outcome={pop.outcome}
      data-version={pop.version}
      aria-label={words.pop.label(callTitle(pop, words))}
    >
      <CallStrip pop={pop} />
      <GreetingLine pop={pop} />
      <div className={styles.columns}>
        <div className={styles.who}>
          <CallerLines pop={pop} roomy={!choice}>
            {!full && <MoreOnAnswer />}
            {full && !choice && !isProvisional && <CallerActions pop={pop} />}
          </CallerLines>
          <TrustNote trust={pop.trust} number={pop.caller.number} />
          {full && <VerifyCaller pop={pop} />}
          {choice && <CandidateList pop={pop} />}
          {full && <ColleaguesNotes pop={pop} />}
          {full && <ReasonsList reasons={pop.reasons} />}
        </div>
        {full && hasPast(pop) && (
          <div className={styles.past}>
            <CasesList pop={pop} />
            <LastInteractions pop={pop} />
          </div>
        )}
        <aside className={styles.side} aria-label={words.wrapUp.heading}>
          <WrapUpForm pop={pop} />
          <CallFacts pop={pop} />
        </aside>
      </div>
    </article>
  )
}

/** Of somebody nobody knows there is no past to show, not even that it is empty. */
function hasPast(pop: Pop): boolean {
  return pop.person !== null || pop.cases.length > 0 || pop.history.length > 0
}

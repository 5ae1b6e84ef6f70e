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
import { KnowledgeList } from './knowledge-list.tsx'
import { LastInteractions } from './last-interactions.tsx'
import { LeadsList } from './leads-list.tsx'
import { mattersOf } from './matters-of.ts'
import { MoreOnAnswer } from './more-on-answer.tsx'
import styles from './pop-card.module.css'
import { ReasonsList } from './reasons-list.tsx'
import { TrustNote } from './trust-note.tsx'
import { VerifyCaller } from './verify-caller.tsx'
import { WrapUpForm } from './wrap-up-form.tsx'

/** One call: what to say, who it is, what matters, what not to ask and why they may call; below it the past. */
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
          <CallerLines pop={pop}>
            {!full && <MoreOnAnswer />}
            <div className={styles.trustRow}>
              <TrustNote trust={pop.trust} number={pop.caller.number} />
              {full && <VerifyCaller pop={pop} />}
              {full && !choice && !isProvisional && <CallerActions pop={pop} />}
            </div>
          </CallerLines>
          {choice && <CandidateList pop={pop} />}
          {full && <ColleaguesNotes pop={pop} />}
          {full && leads(pop) && <LeadsList pop={pop} />}
          {full && (
            <div className={styles.pair} data-single={!knows(pop) || undefined}>
              {knows(pop) && <KnowledgeList pop={pop} />}
              <ReasonsList pop={pop} guided />
            </div>
          )}
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

/** That nothing is pressing is worth a line of a customer, and none of a stranger. */
function leads(pop: Pop): boolean {
  return mattersOf(pop).leads.length > 0 || (pop.person !== null && toChooseFrom(pop).length === 0)
}

function knows(pop: Pop): boolean {
  const { known, confirm, ask } = mattersOf(pop).knowledge
  return leads(pop) || known.length + confirm.length + ask.length > 0
}

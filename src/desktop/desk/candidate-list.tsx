import { IconBuilding, IconHome, IconUser } from '@tabler/icons-react'
import type { Pop, PopCandidate } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { type Errand, useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallerActions } from './caller-actions.tsx'
import styles from './candidate-list.module.css'
import { sayEvidence } from './evidence-list.tsx'
import card from './pop-card.module.css'

const icons = { person: IconUser, household: IconHome, company: IconBuilding } as const

/** Those to choose from: nobody where it is clear who it is, or that it is nobody we know. */
export function toChooseFrom(pop: Pop): readonly PopCandidate[] {
  if (pop.stage !== 'full') return []
  if (pop.outcome === 'possible') return pop.candidates
  if (pop.outcome !== 'ambiguous' && pop.outcome !== 'organisation') return []
  return pop.candidates.filter((one) => one.customerId !== pop.person?.customerId)
}

/** Everybody it may be, with the evidence in words; one click settles it, for this call and the next. */
export function CandidateList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  return (
    <section>
      <h2 className={card.heading}>{words.identity.heading}</h2>
      <ul className={styles.candidates} data-outcome={pop.outcome}>
        {toChooseFrom(pop).map((candidate) => (
          <CandidateEntry key={candidate.customerId} callId={pop.callId} candidate={candidate} />
        ))}
      </ul>
      <CallerActions pop={pop} />
    </section>
  )
}

/** That the number is shared goes without saying here, where everybody who shares it is listed. */
function CandidateEntry({ callId, candidate }: { callId: string; candidate: PopCandidate }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const choose = useErrand((verdict: 'is' | 'is-not') =>
    ask('chooseIdentity', { params: { id: callId }, body: { customerId: candidate.customerId, verdict } }),
  )
  const Icon = icons[candidate.kind]
  const evidence = candidate.evidence.filter(({ kind }) => kind !== 'number-shared')
  const said = evidence.map((one) => sayEvidence(one, words, spoken, now))
  if (candidate.customerId > 0 && candidate.lastContactAt === null) said.push(words.identity.neverContact)
  else if (candidate.lastContactAt !== null && !evidence.some(({ kind }) => kind === 'recent-contact')) {
    said.push(words.identity.lastContact(spoken.ago(candidate.lastContactAt, now)))
  }
  return (
    <li className={styles.candidate}>
      <Icon size={18} aria-hidden />
      <div className={styles.candidateWho}>
        <div className={styles.candidateName}>
          <bdi>{candidate.name}</bdi>
          {candidate.company && <bdi className={card.quiet}>{candidate.company}</bdi>}
          {candidate.tier !== 'standard' && <span className={card.tier}>{candidate.tier}</span>}
        </div>
        <div className={styles.candidateWhy}>{said.join(' · ')}</div>
        <RefusalNote refused={choose.refused} />
      </div>
      {candidate.customerId > 0 && <Verdicts candidate={candidate} choose={choose} />}
    </li>
  )
}

interface VerdictsProps {
  readonly candidate: PopCandidate
  readonly choose: Errand<['is' | 'is-not']>
}

/** Of somebody who is known from an outside directory alone there is nothing on file that could be chosen. */
function Verdicts({ candidate, choose }: VerdictsProps) {
  const { words } = useWords()
  return (
    <>
      <PushButton
        look="soft"
        busy={choose.running}
        onClick={() => choose.run('is')}
        aria-label={`${words.identity.is}: ${candidate.name}`}
      >
        {words.identity.is}
      </PushButton>
      <PushButton
        disabled={choose.running}
        onClick={() => choose.run('is-not')}
        aria-label={`${words.identity.isNot}: ${candidate.name}`}
      >
        {words.identity.isNot}
      </PushButton>
    </>
  )
}

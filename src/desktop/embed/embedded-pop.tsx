import { useEffect } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { callTitle, stateSince, stateWord } from '../desk/call-title.ts'
import { CandidateList, toChooseFrom } from '../desk/candidate-list.tsx'
import { ConnectionNotice } from '../desk/connection-notice.tsx'
import { CrmLink } from '../desk/crm-link.tsx'
import { DeskProvider, useDesk } from '../desk/desk-context.tsx'
import { GreetingLine } from '../desk/greeting-line.tsx'
import { LeadsList } from '../desk/leads-list.tsx'
import { mattersOf } from '../desk/matters-of.ts'
import { ReasonsList } from '../desk/reasons-list.tsx'
import { RunningTime } from '../desk/running-time.tsx'
import { chooseShown } from '../desk/shown-call.ts'
import { TrustNote } from '../desk/trust-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './embedded-pop.module.css'
import { tellParent } from './tell-parent.ts'

/** The agent's current call as a part of another system's page: what to say, who it is and why they may call. */
export function EmbeddedPop({ onSignedOut }: { onSignedOut: () => void }) {
  return (
    <DeskProvider onSignedOut={onSignedOut}>
      <main className={styles.embedded}>
        <CurrentCall />
        <ConnectionNotice />
      </main>
    </DeskProvider>
  )
}

function CurrentCall() {
  const { me } = useSession()
  const { words } = useWords()
  const { desk, painted } = useDesk()
  // Nothing is typed here: the call that matters most is always the one.
  const callId = chooseShown({ shown: null, pops: desk.pops, busy: false, untouched: () => true })
  const pop = desk.pops.find((one) => one.callId === callId) ?? null
  useEffect(() => {
    if (pop) painted(pop.callId, pop.version)
  }, [pop, painted])
  const id = pop?.person?.customerId ?? 0
  const customerId = id > 0 ? id : null
  const state = pop?.state ?? null
  const origins = me.embedAncestors
  useEffect(
    () => tellParent(origins, { type: 'greetline.pop', callId, customerId, state }),
    [origins, callId, customerId, state],
  )
  return (
    <div aria-live="polite">
      {pop ? <Call pop={pop} /> : <p className={styles.quiet}>{words.dock.none}</p>}
      <p className={styles.quiet}>
        <a href="/desk" target="_blank" rel="noopener noreferrer">
          {words.embed.openDesk}
        </a>
      </p>
    </div>
  )
}

function Call({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { person, caller, stage } = pop
  const isFull = stage === 'full'
  const beside = [person?.company, person?.role, person ? caller.number : null].filter((one) => one != null)
  return (
    <article
      className={styles.call}
      data-state={pop.state}
      aria-label={words.pop.label(callTitle(pop, words))}
    >
      <p className={styles.state}>
        {stateWord(pop, words)} <RunningTime since={stateSince(pop)} />
      </p>
      <h1 className={styles.name}>
        <bdi>{callTitle(pop, words)}</bdi>
      </h1>
      <p className={styles.quiet}>
        {beside.map((one) => (
          <bdi key={one}>{one} </bdi>
        ))}
      </p>
      <GreetingLine pop={pop} />
      <TrustNote trust={pop.trust} number={caller.number} />
      <CrmLink pop={pop} />
      {toChooseFrom(pop).length > 0 && <CandidateList pop={pop} />}
      {isFull && mattersOf(pop).leads.length > 0 && <LeadsList pop={pop} />}
      {isFull && <ReasonsList pop={pop} />}
    </article>
  )
}

import {
  IconArrowUpRight,
  IconHeartHandshake,
  IconLanguage,
  IconLockOpen,
  IconVolume,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Pop, PopPerson } from '../../wire/pop.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'
import { callTitle } from './call-title.ts'
import styles from './caller-lines.module.css'
import { CrmLink } from './crm-link.tsx'
import { useDesk } from './desk-context.tsx'
import card from './pop-card.module.css'
import { StandingNote, SuggestionLine } from './standing-note.tsx'

interface CallerLinesProps {
  readonly pop: Pop
  readonly children: ReactNode
}

/** Who it is: the name as it should be said, what there is to know at a glance, and what they wish. */
export function CallerLines({ pop, children }: CallerLinesProps) {
  const { person, outcome } = pop
  const named = person && outcome !== 'possible'
  return (
    <section className={styles.caller}>
      {named ? <Known pop={pop} person={person} /> : <Unnamed pop={pop} />}
      {children}
    </section>
  )
}

function Known({ pop, person }: { pop: Pop; person: PopPerson }) {
  const { words } = useWords()
  const full = [person.name === person.address ? null : person.name, person.role, person.company]
  return (
    <>
      <Heading>
        <h1 className={styles.address} dir="auto" lang={person.language ?? undefined}>
          {person.address}
        </h1>
        {person.pronunciation && (
          <span className={styles.pronunciation} title={words.pop.saidLike}>
            <IconVolume size={16} aria-label={words.pop.saidLike} />
            <bdi>{person.pronunciation}</bdi>
          </span>
        )}
        {person.tier !== 'standard' && (
          <span className={card.tier} title={words.pop.tier(person.tier)}>
            {person.tier}
          </span>
        )}
        {pop.outcome !== 'recognised' && <Outcome pop={pop} />}
        <StandingNote pop={pop} />
        {pop.stage === 'full' && person.customerId > 0 && (
          <PlaceLink to={{ kind: 'customer', id: person.customerId }} className={styles.recordLink}>
            {words.pop.openCustomer}
            <IconArrowUpRight size={14} aria-hidden />
          </PlaceLink>
        )}
      </Heading>
      <p className={styles.fullName}>
        <Dotted parts={full.filter((part) => part !== null)} /> <CrmLink pop={pop} />
      </p>
      {pop.stage === 'full' && <AtAGlance pop={pop} person={person} />}
    </>
  )
}

function AtAGlance({ pop, person }: { pop: Pop; person: PopPerson }) {
  const { words, language, spoken } = useWords()
  const foreign = person.language && person.language.split('-')[0] !== language.split('-')[0]
  return (
    <>
      <p className={styles.about} dir="auto">
        {pop.outcome === 'recognised' ? (person.about ?? '') : hintOf(pop, words)}
      </p>
      {person.confidential && (
        <p className={styles.about} dir="auto">
          <IconLockOpen size={14} aria-label={words.customer.fields.confidential} /> {person.confidential}
        </p>
      )}
      <div className={styles.glance}>
        {(foreign || person.wishes.length > 0) && (
          <ul className={styles.wishes} aria-label={words.pop.wishes}>
            {foreign && person.language && (
              <li data-kind="language">
                <IconLanguage size={14} aria-hidden />
                {words.pop.speaks(spoken.language(person.language))}
              </li>
            )}
            {person.wishes.map((wish) => (
              <li key={wish} dir="auto">
                <IconHeartHandshake size={14} aria-hidden />
                {wish}
              </li>
            ))}
          </ul>
        )}
        <SuggestionLine pop={pop} />
      </div>
    </>
  )
}

function Unnamed({ pop }: { pop: Pop }) {
  const { words, spoken } = useWords()
  const { desk } = useDesk()
  const isLookedUp = pop.outcome !== 'unknown' || !desk.provisional.includes(pop)
  return (
    <>
      <Heading>
        <h1 className={styles.address} dir="auto">
          {callTitle(pop, words)}
        </h1>
        {isLookedUp && <Outcome pop={pop} />}
        <CrmLink pop={pop} />
      </Heading>
      <p className={styles.fullName}>
        {pop.caller.region && <bdi>{spoken.region(pop.caller.region)}</bdi>}
        {pop.caller.displayName && (
          <span className={styles.claim} title={words.pop.claimsToBeWhy}>
            {words.pop.claimsToBe} <bdi className={card.claimed}>{pop.caller.displayName}</bdi>
          </span>
        )}
      </p>
      <p className={styles.about}>{isLookedUp ? hintOf(pop, words) : words.pop.notLookedUp}</p>
    </>
  )
}

function hintOf({ outcome }: Pop, words: ReturnType<typeof useWords>['words']): string {
  return outcome === 'recognised' ? '' : words.outcomeHints[outcome]
}

function Outcome({ pop }: { pop: Pop }) {
  const { words } = useWords()
  return (
    <span className={styles.outcome} data-outcome={pop.outcome}>
      {words.outcomes[pop.outcome]}
    </span>
  )
}

function Heading({ children }: { children: ReactNode }) {
  return <div className={styles.callerHeading}>{children}</div>
}

function Dotted({ parts }: { parts: readonly string[] }) {
  return parts.map((part, index) => (
    <span key={part}>
      {index > 0 && <span aria-hidden="true"> · </span>}
      <bdi>{part}</bdi>
    </span>
  ))
}

import { IconCheck, IconCircleDashed, IconQuestionMark } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import type { PopFact, PopQuestion } from '../../wire/pop-matters.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import { knowledgePlaceId } from './field-ids.ts'
import styles from './knowledge-list.module.css'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'
import { SteadyPlace } from './steady-place.tsx'
import { HeldBack } from './verify-caller.tsx'

/** So many of what is known are shown at first: what is to be asked has to be seen as well. */
const fewest = 4

/** What is known and need not be asked, what to make sure of, and what is still missing. */
export const KnowledgeList = memo(function KnowledgeList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { known, confirm, ask } = mattersOf(pop).knowledge
  const held = disclosureOf(pop).masked.includes('facts')
  const [all, setAll] = useState(false)
  const nothing = known.length + confirm.length + ask.length === 0
  return (
    <section id={knowledgePlaceId} className={card.panel} aria-label={words.card.knowledge}>
      <h2 className={card.heading}>{words.card.knowledge}</h2>
      <SteadyPlace most="rest" subject={`${pop.callId} ${pop.stage} ${pop.person?.customerId} ${held}`}>
        {held && <HeldBack />}
        {nothing && !held && <p className={card.quiet}>{words.card.knowledgeNone}</p>}
        <ul className={styles.facts}>
          {(all ? known : known.slice(0, fewest)).map((one) => (
            <Known key={one.id} one={one} />
          ))}
        </ul>
        {known.length > fewest && !all && (
          <PushButton look="quiet" className={styles.more} onClick={() => setAll(true)}>
            {words.card.more(known.length - fewest)}
          </PushButton>
        )}
        <ul className={styles.facts} aria-label={words.card.confirm}>
          {confirm.map((one) => (
            <ToConfirm key={one.id} one={one} />
          ))}
        </ul>
        <ul className={styles.facts} aria-label={words.card.ask}>
          {ask.map((one) => (
            <ToAsk key={one.key} one={one} />
          ))}
        </ul>
      </SteadyPlace>
    </section>
  )
})

function Known({ one }: { one: PopFact }) {
  return (
    <li className={styles.fact} title={useSource(one)}>
      <IconCheck size={15} aria-hidden className={styles.known} />
      <Named one={one} />
      <bdi className={styles.value}>{one.value}</bdi>
    </li>
  )
}

function ToConfirm({ one }: { one: PopFact }) {
  return (
    <li className={styles.fact} title={useSource(one)}>
      <IconCircleDashed size={15} aria-hidden className={styles.stale} />
      <Named one={one} />
      <bdi className={styles.value}>{one.value}</bdi>
    </li>
  )
}

function ToAsk({ one }: { one: PopQuestion }) {
  return (
    <li className={styles.fact}>
      <IconQuestionMark size={15} aria-hidden className={styles.open} />
      <Named one={one} />
    </li>
  )
}

function Named({ one }: { one: PopFact | PopQuestion }) {
  return <bdi className={styles.label}>{one.label ?? one.key}</bdi>
}

/** Who said it, when, by which way, and whether it was checked. */
function useSource(one: PopFact): string {
  const { words, spoken } = useWords()
  const way = words.channels[one.channel] ?? one.channel
  const checked = one.verified ? words.card.verified : words.card.unverified
  return [words.card.saidBy[one.saidBy], way, spoken.exact(one.at), checked].join(' · ')
}

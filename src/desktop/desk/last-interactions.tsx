import {
  IconMail,
  IconMailOpened,
  IconMessage,
  IconMessageCircle,
  IconPhone,
  IconUserCheck,
} from '@tabler/icons-react'
import { memo } from 'react'
import type { Pop, PopInteraction } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { dispositionName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import styles from './past.module.css'
import card from './pop-card.module.css'
import { HeldBack } from './verify-caller.tsx'

const icons: Record<string, typeof IconPhone> = {
  call: IconPhone,
  'e-mail': IconMail,
  chat: IconMessageCircle,
  sms: IconMessage,
  letter: IconMailOpened,
  visit: IconUserCheck,
}

/** The customer's last contacts, newest first, a line each; what was noted unfolds. */
export const LastInteractions = memo(function LastInteractions({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const held = disclosureOf(pop).masked.includes('history')
  return (
    <section>
      <h2 className={card.heading}>
        {words.pop.history}
        {pop.person && pop.history.length > 0 && (
          <PlaceLink to={{ kind: 'customer', id: pop.person.customerId }} className={styles.all}>
            {words.card.allContacts}
          </PlaceLink>
        )}
      </h2>
      {held && <HeldBack />}
      {pop.history.length === 0 && !held && <p className={card.quiet}>{words.pop.historyNone}</p>}
      <ul className={styles.history}>
        {pop.history.map((one) => (
          <InteractionEntry key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
})

function InteractionEntry({ one }: { one: PopInteraction }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const Icon = icons[one.channel] ?? IconMessage
  const facts = [
    words.channels[one.channel] ?? one.channel,
    one.direction === 'inbound' ? null : (words.directions[one.direction] ?? one.direction),
    one.disposition ? dispositionName(me, one.disposition, language) : sayOutcome(one, words.callOutcomes),
    one.agentName,
    one.queueName,
  ]
  return (
    <li className={styles.interaction}>
      <details name={`contact-${one.id}`}>
        <summary>
          <Icon size={16} aria-hidden />
          <time title={spoken.exact(one.at)}>{spoken.ago(one.at, now)}</time>
          <span className={styles.interactionFacts}>
            {facts
              .filter((fact) => fact !== null)
              .map((fact) => (
                <bdi key={fact}>{fact}</bdi>
              ))}
          </span>
          <span className={styles.firstWords} dir="auto">
            {one.text}
          </span>
        </summary>
        <p dir="auto">{one.text}</p>
      </details>
    </li>
  )
}

function sayOutcome(one: PopInteraction, outcomes: Record<string, string>): string | null {
  return one.outcome && (outcomes[one.outcome] ?? one.outcome)
}

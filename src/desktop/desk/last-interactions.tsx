import {
  IconMail,
  IconMailOpened,
  IconMessage,
  IconMessageCircle,
  IconPhone,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Pop, PopInteraction } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
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

/** The customer's last contacts, newest first; a long note opens on a click. */
export function LastInteractions({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const held = disclosureOf(pop).masked.includes('history')
  return (
    <section>
      <h2 className={card.heading}>{words.pop.history}</h2>
      {held && <HeldBack />}
      {pop.history.length === 0 && !held && <p className={card.quiet}>{words.pop.historyNone}</p>}
      <ul className={styles.history}>
        {pop.history.map((one) => (
          <InteractionEntry key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function InteractionEntry({ one }: { one: PopInteraction }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const [open, setOpen] = useState(false)
  const Icon = icons[one.channel] ?? IconMessage
  const facts = [
    words.channels[one.channel] ?? one.channel,
    one.direction === 'inbound' ? null : (words.directions[one.direction] ?? one.direction),
    one.disposition ? dispositionName(me, one.disposition, language) : sayOutcome(one, words.callOutcomes),
    one.agentName,
    one.queueName,
  ]
  const long = one.text.length > 150
  return (
    <li className={styles.interaction}>
      <Icon size={16} aria-hidden />
      <div className={styles.interactionText}>
        <span className={styles.interactionFacts}>
          <time title={spoken.exact(one.at)}>{spoken.ago(one.at, now)}</time>
          {facts
            .filter((fact) => fact !== null)
            .map((fact) => (
              <bdi key={fact}>{fact}</bdi>
            ))}
        </span>
        {one.text && (
          <p dir="auto" data-open={open || undefined}>
            {one.text}
          </p>
        )}
        {long && (
          <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.pop.less : words.pop.more}
          </button>
        )}
      </div>
    </li>
  )
}

function sayOutcome(one: PopInteraction, outcomes: Record<string, string>): string | null {
  return one.outcome && (outcomes[one.outcome] ?? one.outcome)
}

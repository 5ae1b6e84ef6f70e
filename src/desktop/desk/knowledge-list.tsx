import { IconLock } from '@tabler/icons-react'
import { memo, useRef, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import { AskRow, ConfirmRow, KnownRow } from './fact-rows.tsx'
import { knowledgePlaceId } from './field-ids.ts'
import styles from './knowledge-list.module.css'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'
import { SteadyPlace } from './steady-place.tsx'
import { HeldBack } from './verify-caller.tsx'

/** So many lines stand there even where much else presses; what is to be asked is always among them. */
const fewest = 4
const most = 8

/** What is known and need not be asked, what to make sure of, and what is still missing. */
export const KnowledgeList = memo(function KnowledgeList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { known, confirm, ask, held: unverified } = mattersOf(pop).knowledge
  const held = disclosureOf(pop).masked.includes('facts')
  const row = { callId: pop.callId, open: pop.state !== 'ringing' && pop.state !== 'closed' }
  const [all, setAll] = useState(false)
  const subject = `${pop.callId} ${pop.stage} ${pop.person?.customerId} ${held}`
  const lines = useFirst(subject, mattersOf(pop).leads.length > 1 ? fewest : most)
  const shown = all
    ? known
    : known.slice(0, Math.max(1, Math.min(fewest, lines - ask.length - confirm.length)))
  const nothing = known.length + confirm.length + ask.length === 0
  return (
    <section id={knowledgePlaceId} className={card.panel} aria-label={words.card.knowledge}>
      <div className={styles.head}>
        <h2 className={card.heading}>{words.card[headingOf(mattersOf(pop).knowledge)]}</h2>
        {unverified !== undefined && (
          <span className={styles.held}>
            <IconLock size={13} aria-hidden />
            {words.card.heldFacts(unverified)}
          </span>
        )}
        {shown.length < known.length && (
          <PushButton look="quiet" className={styles.more} onClick={() => setAll(true)}>
            {words.card.more(known.length - shown.length)}
          </PushButton>
        )}
      </div>
      <SteadyPlace most="rest" subject={subject}>
        {held && <HeldBack />}
        {nothing && !held && <p className={card.quiet}>{words.card.knowledgeNone}</p>}
        <ul className={styles.facts}>
          {shown.map((one) => (
            <KnownRow key={one.id} {...row} one={one} />
          ))}
        </ul>
        <ul className={styles.facts} aria-label={words.card.ask}>
          {ask.map((one) => (
            <AskRow key={one.key} {...row} one={one} />
          ))}
        </ul>
        <ul className={styles.facts} aria-label={words.card.confirm}>
          {confirm.map((one) => (
            <ConfirmRow key={one.id} {...row} one={one} />
          ))}
        </ul>
      </SteadyPlace>
    </section>
  )
})

/** What it was when the subject came, so that nothing moves while one works on it. */
function useFirst(subject: string, value: number): number {
  const first = useRef({ subject, value })
  if (first.current.subject !== subject) first.current = { subject, value }
  return first.current.value
}

/** What stands first, so that a question is never read as something that is known. */
function headingOf({ known, confirm, ask }: Pop['knowledge']): 'knowledge' | 'confirm' | 'ask' {
  if (known.length > 0 || confirm.length + ask.length === 0) return 'knowledge'
  return ask.length > 0 ? 'ask' : 'confirm'
}

import { memo, useState } from 'react'
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

/** So many of what is known are shown at first: what is to be asked has to be seen as well. */
const fewest = 4

/** What is known and need not be asked, what to make sure of, and what is still missing. */
export const KnowledgeList = memo(function KnowledgeList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { known, confirm, ask } = mattersOf(pop).knowledge
  const held = disclosureOf(pop).masked.includes('facts')
  const row = { callId: pop.callId, open: pop.state !== 'ringing' && pop.state !== 'closed' }
  const [all, setAll] = useState(false)
  const nothing = known.length + confirm.length + ask.length === 0
  return (
    <section id={knowledgePlaceId} className={card.panel} aria-label={words.card.knowledge}>
      <h2 className={card.heading}>{words.card[headingOf(mattersOf(pop).knowledge)]}</h2>
      <SteadyPlace most="rest" subject={`${pop.callId} ${pop.stage} ${pop.person?.customerId} ${held}`}>
        {held && <HeldBack />}
        {nothing && !held && <p className={card.quiet}>{words.card.knowledgeNone}</p>}
        <ul className={styles.facts}>
          {(all ? known : known.slice(0, fewest)).map((one) => (
            <KnownRow key={one.id} {...row} one={one} />
          ))}
        </ul>
        {known.length > fewest && !all && (
          <PushButton look="quiet" className={styles.more} onClick={() => setAll(true)}>
            {words.card.more(known.length - fewest)}
          </PushButton>
        )}
        <ul className={styles.facts} aria-label={words.card.confirm}>
          {confirm.map((one) => (
            <ConfirmRow key={one.id} {...row} one={one} />
          ))}
        </ul>
        <ul className={styles.facts} aria-label={words.card.ask}>
          {ask.map((one) => (
            <AskRow key={one.key} {...row} one={one} />
          ))}
        </ul>
      </SteadyPlace>
    </section>
  )
})

/** What stands first, so that a question is never read as something that is known. */
function headingOf({ known, confirm, ask }: Pop['knowledge']): 'knowledge' | 'confirm' | 'ask' {
  if (known.length > 0 || confirm.length + ask.length === 0) return 'knowledge'
  return confirm.length > 0 ? 'confirm' : 'ask'
}

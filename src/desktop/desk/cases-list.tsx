import { IconCheck, IconPlus } from '@tabler/icons-react'
import { lazy, memo, Suspense, useState } from 'react'
import type { Pop, PopCase } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import styles from './past.module.css'
import card from './pop-card.module.css'
import { HeldBack } from './verify-caller.tsx'

const NewCaseModal = lazy(async () => ({
  default: (await import('../customer/new-case-modal.tsx')).NewCaseModal,
}))

/** The customer's open cases; one more can be opened and one closed from here. */
export const CasesList = memo(function CasesList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const [opening, setOpening] = useState(false)
  const onFile = pop.person !== null && pop.person.customerId > 0
  const customerId = pop.outcome === 'possible' || !onFile ? undefined : pop.person?.customerId
  const held = disclosureOf(pop).masked.includes('cases')
  return (
    <section>
      <div className={styles.headingRow}>
        <h2 className={card.heading}>{words.pop.cases}</h2>
        {customerId !== undefined && (
          <PushButton
            look="quiet"
            title={words.customer.openCase}
            aria-label={words.customer.openCase}
            onClick={() => setOpening(true)}
            icon={<IconPlus size={15} />}
          />
        )}
      </div>
      {held && <HeldBack />}
      {pop.cases.length === 0 && !held && <p className={card.quiet}>{words.pop.casesNone}</p>}
      <ul className={styles.cases}>
        {pop.cases.map((one) => (
          <CaseEntry key={one.id} one={one} />
        ))}
      </ul>
      {opening && customerId !== undefined && (
        <Suspense>
          <NewCaseModal customerId={customerId} onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </section>
  )
})

function CaseEntry({ one }: { one: PopCase }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const close = useErrand(() => ask('closeCase', { params: { id: one.id } }))
  return (
    <li className={styles.case}>
      <span className={styles.caseSubject}>
        <bdi>{one.subject}</bdi>
        <span className={card.quiet}>
          {one.reference && <bdi>{one.reference} · </bdi>}
          {words.cases.states[one.state]}
          {one.owner && <bdi> · {one.owner}</bdi>} · {words.pop.caseSince(spoken.ago(one.openedAt, now))}
        </span>
        <RefusalNote refused={close.refused} />
      </span>
      <PushButton
        look="quiet"
        busy={close.running}
        title={words.customer.closeCase}
        aria-label={`${words.customer.closeCase}: ${one.subject}`}
        onClick={() => close.run()}
        icon={<IconCheck size={15} />}
      />
    </li>
  )
}

import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { FactView } from '../../wire/facts-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { FactActions, FactLine } from './fact-line.tsx'
import { FactModal } from './fact-modal.tsx'

/** What the customer has told, with what was said earlier. What is sensitive is shown one by one, on record. */
export function CustomerFacts({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.facts
  const [editing, setEditing] = useState<FactView | 'new' | null>(null)
  const [shown, setShown] = useState<ReadonlyMap<number, string>>(new Map())
  const [done, setDone] = useState('')
  const facts = useAnswer(
    (signal) => ask('readFacts', { params: { id: customerId }, signal }),
    [ask, customerId],
  )
  const tell = (what: string) => {
    setDone(what)
    facts.again()
  }
  const work = useErrand(async (name: 'verifyFact' | 'withdrawFact', key: string) => {
    await ask(name, { params: { id: customerId, key } })
    tell(name === 'verifyFact' ? say.done.verified : say.done.withdrawn)
  })
  const reveal = useErrand(async (key: string) => {
    const { id, value } = await ask('revealFact', { params: { id: customerId, key } })
    setShown((before) => new Map(before).set(id, value ?? ''))
    setDone(say.done.shown)
  })
  const withShown = (fact: FactView): FactView => ({ ...fact, value: shown.get(fact.id) ?? fact.value })
  const items = facts.value?.items ?? []
  const earlier = facts.value?.earlier ?? []
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{say.heading}</h2>
        <Button size="compact-sm" variant="default" onClick={() => setEditing('new')}>
          {say.add}
        </Button>
      </div>
      <RefusalNote refused={facts.refused ?? work.refused ?? reveal.refused} again={facts.again} />
      <VisuallyHidden role="status">{done}</VisuallyHidden>
      {facts.value && items.length === 0 && <p className={styles.quiet}>{say.none}</p>}
      <ul className={styles.facts}>
        {items.map(withShown).map((fact) => (
          <FactLine key={fact.id} fact={fact}>
            <FactActions
              fact={fact}
              busy={work.running || reveal.running}
              onReveal={() => reveal.run(fact.key)}
              onVerify={() => work.run('verifyFact', fact.key)}
              onChange={() => setEditing(fact)}
              onWithdraw={() => work.run('withdrawFact', fact.key)}
            />
          </FactLine>
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{say.earlier(earlier.length)}</summary>
          <ul className={styles.facts}>
            {earlier.map((fact) => (
              <FactLine key={fact.id} fact={fact} />
            ))}
          </ul>
        </details>
      )}
      {editing && (
        <FactModal
          customerId={customerId}
          fact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onKept={() => tell(say.done.kept)}
        />
      )}
    </section>
  )
}

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CaseEntry } from './case-entry.tsx'
import own from './cases.module.css'
import styles from './customer.module.css'
import { NewCaseModal } from './new-case-modal.tsx'

export function CustomerCases({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [opening, setOpening] = useState(false)
  const cases = useAnswer(
    (signal) => ask('readCases', { params: { id: customerId }, signal }),
    [ask, customerId],
  )
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{words.customer.cases}</h2>
        <Button size="compact-sm" variant="default" onClick={() => setOpening(true)}>
          {words.customer.openCase}
        </Button>
      </div>
      <RefusalNote refused={cases.refused} again={cases.again} />
      {cases.value?.items.length === 0 && <p className={styles.quiet}>{words.customer.casesNone}</p>}
      <ul className={own.list}>
        {cases.value?.items.map((one) => (
          <CaseEntry key={one.id} one={one} onChanged={cases.again} />
        ))}
      </ul>
      {opening && (
        <NewCaseModal customerId={customerId} onClose={() => setOpening(false)} onOpened={cases.again} />
      )}
    </section>
  )
}

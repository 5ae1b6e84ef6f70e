import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { NewCaseModal } from './new-case-modal.tsx'

export function CustomerCases({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const [opening, setOpening] = useState(false)
  const cases = useAnswer(
    (signal) => ask('readCases', { params: { id: customerId }, signal }),
    [ask, customerId],
  )
  const close = useErrand((id: number) => ask('closeCase', { params: { id } }).then(cases.again))
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{words.customer.cases}</h2>
        <Button size="compact-sm" variant="default" onClick={() => setOpening(true)}>
          {words.customer.openCase}
        </Button>
      </div>
      <RefusalNote refused={cases.refused ?? close.refused} again={cases.again} />
      {cases.value?.items.length === 0 && <p className={styles.quiet}>{words.customer.casesNone}</p>}
      <ul className={styles.cases}>
        {cases.value?.items.map((one) => (
          <li key={one.id} data-closed={one.closedAt !== null || undefined}>
            <div>
              <bdi>{one.subject}</bdi>
              <div className={styles.quiet}>
                {one.reference && <bdi>{one.reference} · </bdi>}
                {one.closedAt === null
                  ? words.pop.caseSince(spoken.ago(one.openedAt, now))
                  : `${words.customer.closed} ${spoken.ago(one.closedAt, now)}`}
              </div>
            </div>
            {one.closedAt === null && (
              <Button size="compact-xs" variant="default" onClick={() => close.run(one.id)}>
                {words.customer.closeCase}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {opening && (
        <NewCaseModal customerId={customerId} onClose={() => setOpening(false)} onOpened={cases.again} />
      )}
    </section>
  )
}
